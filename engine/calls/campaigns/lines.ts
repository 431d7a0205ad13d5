import { join } from 'node:path'
import { anyCampaignRuns } from '../../../db/queries/campaign-moments.ts'
import { runningCampaigns } from '../../../db/queries/campaigns.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx } from '../../../db/tx.ts'
import type { AlertKind } from '../../../db/values.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import type { Log } from '../../observe/log.ts'
import type { SecretStore } from '../../settings/index.ts'
import { raiseAlertTx } from '../alerts.ts'
import type { CallLine } from '../retell/call-line.ts'
import type { LineFailure } from '../retell/failures.ts'
import { retellLine } from '../retell/retell-client.ts'
import { startPracticeLine, type RunningPracticeLine } from '../practice-line/start-practice-line.ts'
import type { PracticeTime } from '../practice-line/practice-clock.ts'
import { laterLine } from './later-line.ts'
import { PracticeHost } from './practice-host.ts'
import { keepPracticeTime } from './practice-time.ts'

/** How a practice line comes about, living by the time it is given. */
export type PracticeStart = (time: PracticeTime) => Promise<RunningPracticeLine>

export interface LinesNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Log
  readonly dataFolder: string
  readonly resources: string
  readonly practiceLineThreadFile: URL
  readonly secrets: SecretStore
  /** Where the provider is reached, when not at its own address. */
  readonly retellAddress?: string
  /** Another way to a practice line than a thread of the engine, such as one in a process of its own. */
  readonly startPractice?: PracticeStart
}

/** Name of the provider's key among the secrets. */
export const retellKeyName = 'retell_api_key'

/** Calls at once, until the provider has said how many it allows. */
const usualLimit = 20
const limitEveryMs = 60_000
/** How long a line that cannot be reached is left alone, milliseconds of its clock. */
const unreachableRestMs = 30_000
/** So many requests without an answer in a row are more than bad luck. */
const failuresThatTell = 5

export type Lines = ReturnType<typeof openLines>

/**
 * Both lines, the provider's and the practice one, the clocks they live by, and what is known of their state. Nothing is
 * started before it is needed: the practice line with its first request, the provider's with a key.
 */
export function openLines(needs: LinesNeeds) {
  const { database, clock, events, log, secrets } = needs
  const time = keepPracticeTime(database, clock, events)
  const practice = new PracticeHost({
    clock: time.clock,
    log,
    start: needs.startPractice ?? ((now) => startPracticeLine({
      threadFile: needs.practiceLineThreadFile, resources: needs.resources, journalFile: join(needs.dataFolder, 'practice-calls.jsonl'), seed: 'vocero', time: now,
    })),
  })

  // The provider's line under the key in force; asked for again when the key changes.
  let real: Promise<CallLine | LineFailure> | null = null
  const openReal = async (): Promise<CallLine | LineFailure> => {
    const apiKey = await secrets.get(retellKeyName)
    if (apiKey === null) return { failure: 'unauthorised' }
    return retellLine({ apiKey, clock, ...(needs.retellAddress === undefined ? {} : { baseUrl: needs.retellAddress }) })
  }
  const realLine = (): Promise<CallLine | LineFailure> => {
    real ??= openReal().catch((error: unknown) => {
      real = null
      log.error({ error: error instanceof Error ? error.message : String(error) }, 'the key of the telephone line cannot be read')
      return { failure: 'unauthorised' }
    })
    return real
  }

  const clockOf = (simulated: boolean): Clock => (simulated ? time.clock : clock)
  const state = { true: newState(), false: newState() }
  const stateOf = (simulated: boolean): LineState => state[simulated ? 'true' : 'false']
  const heardOf = (simulated: boolean) => (problem: LineFailure | null) => {
    const mine = stateOf(simulated)
    mine.unanswered = problem?.failure === 'unknown' || problem?.failure === 'unreachable' ? mine.unanswered + 1 : 0
  }
  const practiceLine = laterLine(() => practice.line(), heardOf(true))
  const providersLine = laterLine(realLine, heardOf(false))
  const lineOf = (simulated: boolean): CallLine => (simulated ? practiceLine : providersLine)

  const rest = (simulated: boolean, milliseconds: number): void => {
    const mine = stateOf(simulated)
    mine.restUntil = Math.max(mine.restUntil, clockOf(simulated).now() + milliseconds)
  }

  /** Tells everybody whose campaigns run over a line that it does not work. */
  const tell = (simulated: boolean, kind: AlertKind): void => {
    writeTx(database, (tx) => {
      for (const businessId of new Set(runningCampaigns(database).filter((campaign) => (campaign.simulated === 1) === simulated).map((campaign) => campaign.business_id)))
        raiseAlertTx(tx, events, { kind, businessId, simulated, campaignId: null, details: {}, at: clockOf(simulated).now() })
    })
  }

  let onLimit = (): void => {}
  let stopAlarm = (): void => {}
  async function refreshLimit(simulated: boolean): Promise<void> {
    const answer = await lineOf(simulated).concurrency()
    if (!answer.ok || answer.value.concurrency_limit === stateOf(simulated).limit) return
    stateOf(simulated).limit = answer.value.concurrency_limit
    onLimit()
  }
  function refreshLimits(): void {
    for (const simulated of [false, true]) if (anyCampaignRuns(database, simulated)) void refreshLimit(simulated)
    stopAlarm = clock.after(limitEveryMs, refreshLimits)
  }

  return {
    lineOf,
    clockOf,
    /** Calls the line lets run at once. */
    lineLimit: (simulated: boolean): number => stateOf(simulated).limit,
    /** Until when nobody is dialled over the line, by its clock. */
    restUntil: (simulated: boolean): number => stateOf(simulated).restUntil,
    rest,
    /** A call that is being followed could not be asked about. */
    troubled(simulated: boolean, problem: LineFailure): void {
      if (problem.failure === 'rate_limited') return rest(simulated, problem.retryAfterMs)
      if (problem.failure === 'unauthorised' || problem.failure === 'payment_required') return tell(simulated, problem.failure === 'unauthorised' ? 'unauthorised' : 'payment_required')
      if (problem.failure === 'unreachable') rest(simulated, unreachableRestMs)
      if (stateOf(simulated).unanswered >= failuresThatTell) tell(simulated, 'line_down')
    },
    time,
    practice,
    refreshLimit,
    /** The key was set or taken away: the next request is made with what there is now. */
    keyChanged(): void {
      real = null
      stateOf(false).limit = usualLimit
      if (anyCampaignRuns(database, false)) void refreshLimit(false)
    },
    /** @param limitChanged told when more or fewer calls are allowed at once. */
    start(limitChanged: () => void = () => {}): void {
      onLimit = limitChanged
      refreshLimits()
    },
    async close(): Promise<void> {
      stopAlarm()
      time.close()
      await practice.close()
    },
  }
}

interface LineState {
  limit: number
  restUntil: number
  /** Requests without an answer since the last one that had one. */
  unanswered: number
}

function newState(): LineState {
  return { limit: usualLimit, restUntil: 0, unanswered: 0 }
}
