import { useMutation, useQuery } from '@tanstack/react-query'
import { CalendarClock, ListTree, Zap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Campaign, Round } from '../../../engine/contract/campaigns.ts'
import { navigate } from '../../app/address.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { RoundStateLabel } from '../../components/calls/states.tsx'
import { confirm } from '../../components/confirm.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { notify } from '../../components/toast.tsx'
import { ZonedTime } from '../../components/calls/zoned-time.tsx'
import { api, client } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { RoundAnswers } from '../floor/round-answers.tsx'
import { refreshCampaigns } from './use-campaigns.ts'

const head = 'h-8 whitespace-nowrap px-3 text-left text-sm font-medium text-ink-soft'

/** The rounds of the campaign, newest first: whom each wanted and chose, and those that wait for a person's word. */
export function RoundsTab({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(api.campaigns.rounds.queryOptions({ input: { campaignId: campaign.id } }))
  const rounds = data?.toSorted((a, b) => b.dueAt - a.dueAt)
  const asking = rounds?.filter(round => round.state === 'asking') ?? []
  return (
    <div className="flex max-w-5xl flex-col gap-4">
      <div className="flex items-start gap-4">
        <p className="min-w-0 flex-1 text-ink-soft">{t('campaigns.roundsBody', { zone: campaign.timeZone })}</p>
        {campaign.state === 'running' && <RunRound campaign={campaign} />}
      </div>
      {asking.map(round => <AskingRound key={round.id} round={round} />)}
      {!rounds && (error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines />)}
      {rounds?.length === 0 && <EmptyState icon={CalendarClock} title={t('campaigns.noRounds')} body={t('campaigns.noRoundsBody')} />}
      {rounds && rounds.length > 0 && (
        <div className="overflow-x-auto rounded-lg border border-line bg-surface">
          <table aria-label={t('campaigns.view.rounds')} className="w-full border-collapse">
            <thead>
              <tr>
                <th scope="col" className={head}>{t('campaigns.round.day')}</th><th scope="col" className={head}>{t('campaigns.round.slot')}</th><th scope="col" className={head}>{t('campaigns.stateTitle')}</th>
                <th scope="col" className={`${head} text-right`}>{t('campaigns.round.target')}</th><th scope="col" className={`${head} text-right`}>{t('campaigns.round.chosen')}</th><th scope="col" className={`${head} text-right`}>{t('campaigns.round.lookedAt')}</th>
                <th scope="col" className={head}>{t('campaigns.round.decidedAt')}</th><th scope="col" className={head}><span className="sr-only">{t('campaigns.actions')}</span></th>
              </tr>
            </thead>
            <tbody>{rounds.map(round => <RoundRow key={round.id} round={round} campaign={campaign} />)}</tbody>
          </table>
        </div>
      )}
    </div>
  )
}

function RoundRow({ round, campaign }: { round: Round, campaign: Campaign }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { decidedAt } = round
  return (
    <tr className="h-9 border-t border-line hover:bg-hover">
      <td className="px-3 whitespace-nowrap">{format.date(round.localDate)}</td>
      <td className="px-3 whitespace-nowrap">{round.slot}</td>
      <td className="px-3"><RoundStateLabel state={round.state} /></td>
      <td className="px-3 text-right">{format.number(round.target)}</td>
      <td className="px-3 text-right">{format.number(round.chosen)}</td>
      <td className="px-3 text-right">{format.number(round.lookedAt)}</td>
      <td className="px-3 whitespace-nowrap text-ink-soft">{decidedAt === null ? '–' : <ZonedTime at={decidedAt} zone={campaign.timeZone} />}</td>
      <td className="w-10 px-2">
        {decidedAt !== null && <IconButton size="sm" icon={ListTree} label={t('campaigns.round.why', { slot: round.slot })} onClick={() => navigate({ page: 'campaigns', item: campaign.id, query: { view: 'why', at: String(decidedAt) } })} />}
      </td>
    </tr>
  )
}

/** A round that came while the computer slept is never run silently: a person says what becomes of it. */
function AskingRound({ round }: { round: Round }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <section role="status" className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-caution bg-caution-soft px-4 py-3">
      <div className="min-w-60 flex-1">
        <h3 className="font-semibold">{t('campaigns.round.asking', { slot: round.slot, date: format.date(round.localDate) })}</h3>
        <p className="text-ink-soft">{t('campaigns.round.askingBody')}</p>
      </div>
      <RoundAnswers roundId={round.id} />
    </section>
  )
}

/** A round outside the plan; says beforehand how many it would call, because it cannot be taken back. */
function RunRound({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const run = useMutation({
    mutationFn: async () => {
      const { dial } = await client.campaigns.forecast({ campaignId: campaign.id })
      const yes = await confirm({ title: t('campaigns.round.runTitle'), body: t('campaigns.round.runBody', { count: dial }), confirmLabel: t('campaigns.round.run') })
      return yes ? client.campaigns.runRoundNow({ campaignId: campaign.id }) : null
    },
    onSuccess: round => {
      if (!round) return undefined
      notify.success(t('campaigns.round.planned'))
      return refreshCampaigns()
    },
  })
  return <Button icon={Zap} busy={run.isPending} onClick={() => run.mutate()}>{t('campaigns.round.run')}</Button>
}
