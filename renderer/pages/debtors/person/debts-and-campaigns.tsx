import { useTranslation } from 'react-i18next'
import { CircleCheck, CircleDashed, CircleSlash, type LucideIcon } from 'lucide-react'
import type { DebtState } from '../../../../db/values.ts'
import type { Debt, Debtor } from '../../../../engine/contract/debtors.ts'
import { navigate } from '../../../app/address.ts'
import type { Tone } from '../../../components/badge.tsx'
import { Money } from '../../../components/calls/money.tsx'
import { CallJobState } from '../../../components/calls/states.tsx'
import { zonedMoment } from '../../../components/calls/zoned-clock.ts'
import { IconState } from '../../../components/icon-state.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { Fact, Section } from './section.tsx'

const looks: Record<DebtState, { icon: LucideIcon, tone: Tone }> = { open: { icon: CircleDashed, tone: 'accent' }, paid: { icon: CircleCheck, tone: 'positive' }, withdrawn: { icon: CircleSlash, tone: 'neutral' } }

export function DebtsAndCampaigns({ debtor }: { debtor: Debtor }) {
  const { t } = useTranslation()
  const { locale } = useFormat()
  return (
    <>
      <Section title={t('debtors.debts.title')}>
        {debtor.debts.length === 0 && <p className="text-ink-faint">{t('debtors.debts.none')}</p>}
        <ul className="flex flex-col gap-2">{debtor.debts.map(debt => <DebtCard key={debt.id} debt={debt} />)}</ul>
      </Section>
      <Section title={t('debtors.campaigns.title')}>
        {debtor.campaigns.length === 0 && <p className="text-ink-faint">{t('debtors.campaigns.none')}</p>}
        <ul className="flex flex-col">
          {debtor.campaigns.map(campaign => (
            <li key={campaign.jobId} className="grid min-h-8 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 py-0.5 sm:grid-cols-[minmax(0,1fr)_8rem_auto]">
              <button type="button" className="min-w-0 truncate rounded text-left font-medium hover:underline" onClick={() => navigate({ page: 'campaigns', item: campaign.campaignId })}>{campaign.campaignName}</button>
              <CallJobState status={campaign.status} />
              <span className="text-sm text-ink-soft">
                {t('debtors.campaigns.attempts', { count: campaign.attempts })}
                {campaign.nextTryAt !== null && ` · ${t('debtors.campaigns.nextTry', { time: zonedMoment(locale, campaign.nextTryAt, campaign.timeZone) })}`}
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}

function DebtCard({ debt }: { debt: Debt }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <li className="rounded-md border border-line px-3 py-2">
      <div className="mb-1 flex flex-wrap items-center gap-x-3">
        <span className="font-medium">{debt.company}</span>
        {debt.reference && <span className="text-ink-soft">{debt.reference}</span>}
        <span className="ml-auto"><IconState {...looks[debt.state]} label={t(`debtors.debts.state.${debt.state}`)} /></span>
      </div>
      <dl className="grid grid-cols-[auto_1fr_auto_1fr] gap-x-3 gap-y-0.5">
        <Fact name={t('debtors.field.amount')}><Money value={debt.amount} className="font-medium" /></Fact>
        <Fact name={t('debtors.debts.paid')}><Money value={debt.paid} /></Fact>
        <Fact name={t('debtors.field.dueOn')}>{debt.dueOn === null ? '–' : format.date(debt.dueOn)}</Fact>
        <Fact name={t('debtors.debts.lastNegotiable')}>{debt.lastNegotiableOn === null ? '–' : format.date(debt.lastNegotiableOn)}</Fact>
        <Fact name={t('debtors.field.instalments')}>{debt.instalments === null ? '–' : format.number(debt.instalments)}</Fact>
        <Fact name={t('debtors.field.delinquency')}>{debt.delinquency ?? '–'}</Fact>
      </dl>
    </li>
  )
}
