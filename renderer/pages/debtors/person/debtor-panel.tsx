import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ArrowLeft, Maximize2 } from 'lucide-react'
import type { TFunction } from 'i18next'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Debtor } from '../../../../engine/contract/debtors.ts'
import { openItem, setQuery } from '../../../app/address.ts'
import { Badge } from '../../../components/badge.tsx'
import { IconButton } from '../../../components/button.tsx'
import { keyBelongsElsewhere } from '../../../components/data-table/keyboard.ts'
import { DetailPanel } from '../../../components/panel.tsx'
import { Problem } from '../../../components/problem.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { TabContent, Tabs } from '../../../components/tabs.tsx'
import { api } from '../../../connection/client.ts'
import { setTab, usePersonTab, type PersonTab } from './person-tab.ts'
import { CallsOfDebtor } from './calls-of-debtor.tsx'
import { ConsentAndProhibitions } from './prohibitions.tsx'
import { DebtorActions } from './debtor-actions.tsx'
import { DebtsAndCampaigns } from './debts-and-campaigns.tsx'
import { DecisionLedger } from './decision-ledger.tsx'
import { MoneyOfDebtor } from './money-of-debtor.tsx'
import { PersonFacts } from './person-facts.tsx'
import { Phones } from './phones.tsx'

function useDebtor(id: string) {
  // The one shown before stays until the next has come: moving with j/k does not flicker.
  return useQuery(api.debtors.get.queryOptions({ input: { debtorId: id }, placeholderData: keepPreviousData }))
}

/** The open person at the right of the list. */
export function DebtorPanel({ id }: { id: string }) {
  const { t } = useTranslation()
  const { data: debtor, error, refetch } = useDebtor(id)
  return (
    <DetailPanel
      label={t('debtors.panel')} width="w-[min(600px,52vw)]" title={nameOf(debtor, t)} subtitle={debtor && <Subtitle debtor={debtor} />} onClose={() => openItem(null)}
      actions={<IconButton icon={Maximize2} label={t('debtors.openPage')} onClick={() => setQuery({ full: 'yes' }, { replace: false })} />}
    >
      {debtor
        ? <PersonTabs key={debtor.id} debtor={debtor} first={<About debtor={debtor} />} />
        : error ? <Problem error={error} onRetry={() => void refetch()} /> : <div className="p-4"><SkeletonLines lines={12} /></div>}
    </DetailPanel>
  )
}

/** The person as a page of its own: who they are at the left, what happened at the right. */
export function DebtorFullPage({ id }: { id: string }) {
  const { t } = useTranslation()
  const { data: debtor, error, refetch } = useDebtor(id)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => { if (event.key === 'Escape' && !keyBelongsElsewhere(event)) leaveFullPage() }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <header className="flex min-h-11 items-center gap-3 border-b border-line px-4 py-1.5">
        <IconButton icon={ArrowLeft} label={t('debtors.backToList')} keys="escape" onClick={leaveFullPage} />
        <h1 className="text-lg font-semibold">{nameOf(debtor, t)}</h1>
        {debtor && <Subtitle debtor={debtor} />}
      </header>
      {debtor
        ? (
            <div className="flex min-h-0 flex-1">
              <div tabIndex={0} role="region" aria-label={t('debtors.about')} className="w-[min(460px,42vw)] shrink-0 overflow-y-auto border-r border-line"><About key={debtor.id} debtor={debtor} /></div>
              <div className="flex min-w-0 flex-1 flex-col"><PersonTabs key={debtor.id} debtor={debtor} first={null} /></div>
            </div>
          )
        : error ? <Problem error={error} onRetry={() => void refetch()} /> : <div className="p-4"><SkeletonLines lines={12} /></div>}
    </div>
  )
}

function PersonTabs({ debtor, first }: { debtor: Debtor, first: ReactNode }) {
  const { t } = useTranslation()
  const offered: readonly PersonTab[] = first === null ? ['calls', 'decisions', 'money'] : ['about', 'calls', 'decisions', 'money']
  const tab = usePersonTab(offered)
  return (
    <Tabs value={tab} onChange={setTab} label={t('debtors.tabs')} items={offered.map(value => ({ value, label: t(`debtors.tab.${value}`) }))} className="flex min-h-0 flex-1 flex-col [&>[role=tablist]]:sticky [&>[role=tablist]]:top-0 [&>[role=tablist]]:z-10 [&>[role=tablist]]:bg-surface [&>[role=tablist]]:px-4">
      {first !== null && <TabContent value="about">{first}</TabContent>}
      <TabContent value="calls" className="min-h-0 overflow-y-auto"><CallsOfDebtor debtor={debtor} /></TabContent>
      <TabContent value="decisions" className="min-h-0 overflow-y-auto"><DecisionLedger debtor={debtor} /></TabContent>
      <TabContent value="money" className="min-h-0 overflow-y-auto"><MoneyOfDebtor debtor={debtor} /></TabContent>
    </Tabs>
  )
}

function About({ debtor }: { debtor: Debtor }) {
  return (
    <>
      <DebtorActions debtor={debtor} />
      <Phones debtor={debtor} />
      <DebtsAndCampaigns debtor={debtor} />
      <ConsentAndProhibitions debtor={debtor} />
      <PersonFacts debtor={debtor} />
    </>
  )
}

function Subtitle({ debtor }: { debtor: Debtor }) {
  const { t } = useTranslation()
  return (
    <span className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">
      {debtor.nationalId && <span>{t(`debtors.idKind.${debtor.nationalIdKind}`)} {debtor.nationalId}</span>}
      {debtor.simulated && <Badge tone="caution">{t('calls.practice')}</Badge>}
      {debtor.doNotCall.some(entry => entry.liftedAt === null) && <Badge tone="danger">{t('debtors.doNotCallShort')}</Badge>}
      {debtor.erasedAt !== null && <Badge>{t('debtors.erased')}</Badge>}
    </span>
  )
}

function nameOf(debtor: Debtor | undefined, t: TFunction): string {
  return debtor ? debtor.name || t('debtors.erased') : t('debtors.panel')
}

function leaveFullPage(): void {
  setQuery({ full: null }, { replace: false })
}
