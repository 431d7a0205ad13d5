import { useTranslation } from 'react-i18next'
import type { Floor } from '../../../engine/contract/calls.ts'
import { formatAddress, navigate } from '../../app/address.ts'
import { useTickingClock } from '../../components/calls/campaign-clock.tsx'
import { RoundStateLabel } from '../../components/calls/states.tsx'
import { zonedText } from '../../components/calls/zoned-clock.ts'
import { Card } from '../../components/panel.tsx'
import { useFormat } from '../../i18n/format.ts'
import { RoundAnswers } from './round-answers.tsx'

const dayMs = 86_400_000

type NextRound = Floor['nextRounds'][number]

/** Rounds that ask, the next ones, and the last one under way of each campaign, with the way to why each debtor is called or not. */
export function NextRounds({ floor }: { floor: Floor }) {
  const { t } = useTranslation()
  const rounds = shownRounds(floor.nextRounds)
  return (
    <Card title={t('floor.round.title')}>
      {rounds.length === 0 && <p className="px-4 py-4 text-ink-soft">{t('floor.round.none')}</p>}
      <ul className="max-h-80 overflow-y-auto">
        {rounds.map(round => <li key={`${round.campaignId} ${round.localDate} ${round.slot} ${round.roundId ?? ''}`} className="border-t border-line px-4 py-2 first:border-0"><Round round={round} simulated={floor.simulated} /></li>)}
      </ul>
    </Card>
  )
}

/** What a person must answer comes first. Of a campaign's rounds under way only the newest: the ones before wait for the same lines. */
function shownRounds(rounds: readonly NextRound[]): NextRound[] {
  const underWay = (round: NextRound) => round.state === 'running' || round.state === 'waiting'
  const running = new Map(rounds.filter(underWay).toSorted((one, other) => one.dueAt - other.dueAt).map(round => [round.campaignId, round]))
  return [...rounds.filter(round => round.state === 'asking'), ...running.values(), ...rounds.filter(round => round.state !== 'asking' && !underWay(round))]
}

function Round({ round, simulated }: { round: NextRound, simulated: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const why = { page: 'campaigns', item: round.campaignId, query: { view: 'why' } }
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-baseline gap-3">
        <span className="min-w-0 flex-1 truncate font-medium">{round.campaignName}</span>
        <span className="shrink-0"><RoundStateLabel state={round.state} /></span>
      </div>
      <div className="flex items-baseline gap-3 text-ink-soft">
        <span className="min-w-0 flex-1 truncate" title={round.timeZone}>
          {zonedText(format.locale, round.dueAt, 'day', round.timeZone)}, {zonedText(format.locale, round.dueAt, 'time', round.timeZone)}
          {round.target > 0 && ` · ${t('floor.round.target', { count: round.target })}`}
          {round.state === 'planned' && <Countdown dueAt={round.dueAt} simulated={simulated} />}
        </span>
        <a
          href={formatAddress(why)} className="shrink-0 text-accent underline underline-offset-2"
          onClick={event => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return
            event.preventDefault()
            navigate(why)
          }}
        >{t('floor.round.why')}<span className="sr-only"> {round.campaignName}</span></a>
      </div>
      {round.state === 'asking' && round.roundId !== null && (
        <div className="mt-1 flex flex-col gap-1.5 rounded-md bg-caution-soft p-2">
          <p>{t('floor.round.asking')}</p>
          <RoundAnswers roundId={round.roundId} />
        </div>
      )}
    </div>
  )
}

function Countdown({ dueAt, simulated }: { dueAt: number, simulated: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useTickingClock(simulated)
  // Further away the day beside it says as much.
  if (dueAt - now > dayMs) return null
  return <> · {dueAt <= now ? t('floor.round.due') : format.relative(dueAt, now)}</>
}
