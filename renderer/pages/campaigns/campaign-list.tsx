import { Ellipsis, Pause, Play, Settings2, Square, Trash2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Campaign } from '../../../engine/contract/campaigns.ts'
import { formatAddress, openItem } from '../../app/address.ts'
import { IconButton } from '../../components/button.tsx'
import { Cost, moneysText } from '../../components/calls/money.tsx'
import { classNames } from '../../components/class-names.ts'
import { keyBelongsElsewhere, movedIndex } from '../../components/data-table/keyboard.ts'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { ZonedTime } from '../../components/calls/zoned-time.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useCampaignActions } from './campaign-actions.ts'
import { CampaignProgress, CampaignStateLabel, HoldSentence } from './campaign-state.tsx'

const head = 'sticky top-0 z-10 h-8 whitespace-nowrap border-b border-line bg-surface px-3 text-left text-sm font-medium text-ink-soft'
const wideOnly = 'max-[1180px]:hidden'

/** Every campaign with how far it is, why it rests, its next round, and what it brought and cost. j and k move, Enter opens. */
export function CampaignList({ campaigns }: { campaigns: readonly Campaign[] }) {
  const { t } = useTranslation()
  const body = useRef<HTMLTableSectionElement>(null)
  useRowKeys(body)
  return (
    <table aria-label={t('campaigns.table')} className="w-full border-collapse">
      <thead>
        <tr>
          <th scope="col" className={classNames(head, 'pl-4')}>{t('campaigns.name')}</th>
          <th scope="col" className={head}>{t('campaigns.stateTitle')}</th>
          <th scope="col" className={head}>{t('campaigns.progress')}</th>
          <th scope="col" className={head}>{t('campaigns.nextRound')}</th>
          <th scope="col" className={classNames(head, wideOnly, 'text-right')}>{t('campaigns.calls')}</th>
          <th scope="col" className={classNames(head, wideOnly, 'text-right')}>{t('campaigns.contacts')}</th>
          <th scope="col" className={classNames(head, 'text-right')}>{t('campaigns.promises')}</th>
          <th scope="col" className={classNames(head, 'text-right')}>{t('campaigns.cost')}</th>
          <th scope="col" className={head}><span className="sr-only">{t('campaigns.actions')}</span></th>
        </tr>
      </thead>
      <tbody ref={body}>{campaigns.map(campaign => <CampaignRow key={campaign.id} campaign={campaign} />)}</tbody>
    </table>
  )
}

function CampaignRow({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <tr onClick={() => openItem(campaign.id)} className="h-12 border-b border-line hover:bg-hover">
      <td className="max-w-72 py-1.5 pr-3 pl-4 max-[1180px]:max-w-44">
        <a
          href={formatAddress({ page: 'campaigns', item: campaign.id })} data-campaign-link
          onClick={event => { event.preventDefault(); event.stopPropagation(); openItem(campaign.id) }}
          className="block max-w-full truncate rounded font-medium"
        >
          {campaign.name}
        </a>
        <span className="block truncate text-sm text-ink-faint">{campaign.policyName} · {campaign.agentName}</span>
      </td>
      <td className="max-w-64 px-3">
        <CampaignStateLabel state={campaign.state} />
        {campaign.hold && <HoldSentence hold={campaign.hold} className="line-clamp-2 text-sm text-ink-soft" />}
        {campaign.liveCalls > 0 && <span className="block text-sm text-ink-soft">{t('campaigns.live', { count: campaign.liveCalls })}</span>}
      </td>
      <td className="px-3"><CampaignProgress campaign={campaign} /></td>
      <td className="px-3 whitespace-nowrap text-ink-soft">{campaign.nextRoundAt === null ? <span className="text-ink-faint">–</span> : <ZonedTime at={campaign.nextRoundAt} zone={campaign.timeZone} />}</td>
      <td className={classNames('px-3 text-right', wideOnly)}>{format.number(campaign.attempts)}</td>
      <td className={classNames('px-3 text-right', wideOnly)}>{format.number(campaign.contacts)}</td>
      <td className="px-3 text-right whitespace-nowrap">
        {format.number(campaign.promises)}
        {campaign.promisedAmounts.length > 0 && <span className="block text-sm text-ink-soft">{moneysText(format, campaign.promisedAmounts)}</span>}
      </td>
      <td className="px-3 text-right whitespace-nowrap"><Cost cents={campaign.costCents} /><span className="block text-sm text-ink-soft">{t('campaigns.today')} <Cost cents={campaign.costTodayCents} /></span></td>
      <td className="w-10 pr-3" onClick={event => event.stopPropagation()}><CampaignMenu campaign={campaign} /></td>
    </tr>
  )
}

/** What can be done with a campaign from the list or its page. */
export function CampaignMenu({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const actions = useCampaignActions()
  const { state, counts } = campaign
  // One that was done goes on when debtors were put back or added.
  const waiting = (counts.pending ?? 0) + (counts.scheduled ?? 0) > 0
  return (
    <Menu align="end" trigger={<IconButton icon={Ellipsis} label={t('campaigns.actionsOf', { name: campaign.name })} disabled={actions.busy} />}>
      {state === 'draft' && <MenuItem icon={Settings2} onSelect={() => openItem(campaign.id)}>{t('campaigns.continueSetup')}</MenuItem>}
      {state === 'running' && <MenuItem icon={Pause} onSelect={() => actions.pause(campaign)}>{t('campaigns.pause')}</MenuItem>}
      {(state === 'paused' || (state === 'done' && waiting)) && <MenuItem icon={Play} onSelect={() => actions.resume(campaign)}>{t('campaigns.resume')}</MenuItem>}
      {(state === 'running' || state === 'paused') && <MenuItem icon={Square} danger onSelect={() => { void actions.askStop(campaign) }}>{t('campaigns.stop')}</MenuItem>}
      {state !== 'running' && state !== 'paused' && <MenuItem icon={Trash2} danger onSelect={() => { void actions.askRemove(campaign) }}>{t('campaigns.remove')}</MenuItem>}
    </Menu>
  )
}

/** j and k move the focus from campaign to campaign. */
function useRowKeys(body: React.RefObject<HTMLTableSectionElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.key !== 'j' && event.key !== 'k') || keyBelongsElsewhere(event)) return
      const links = [...body.current?.querySelectorAll<HTMLElement>('[data-campaign-link]') ?? []]
      const target = movedIndex(event.key, links.findIndex(link => link === document.activeElement), links.length, 1)
      if (target !== null) links[target]?.focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [body])
}
