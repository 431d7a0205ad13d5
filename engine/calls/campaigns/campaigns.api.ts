import { implement } from '@orpc/server'
import { attemptCountOf } from '../../../db/queries/campaign-moments.ts'
import { agentById, policyById } from '../../../db/queries/call-catalogue.ts'
import { callJobById, type CallJobRow } from '../../../db/queries/call-jobs.ts'
import { decisionsOf, roundById, roundsOf } from '../../../db/queries/call-rounds.ts'
import { campaignById, campaignsOf, type CampaignRow } from '../../../db/queries/campaigns.ts'
import { businessById } from '../../../db/queries/businesses.ts'
import type { Database } from '../../../db/open.ts'
import type { Reader } from '../../../db/reader.ts'
import { campaignsContract, type CallJobRow as ToldJob, type Campaign, type CampaignSettings } from '../../contract/campaigns.ts'
import type { Clock } from '../../observe/clock.ts'
import type { SecretStore } from '../../settings/index.ts'
import { dayOf } from '../dialling/campaign-day.ts'
import type { CampaignSetups } from '../dialling/campaign-setup.ts'
import { regionsOf } from '../holidays.ts'
import { policyConflicts } from '../policy-conflicts.ts'
import { isNewer, termsOf } from './campaign-terms.ts'
import { isZone } from './is-zone.ts'
import { campaignOf, jobRowOf, ledgerDecision, roundOf } from './campaign-view.ts'
import { settingsOf, type Campaigns } from './campaigns.ts'
import type { JobActions, JobSelection } from './job-actions.ts'
import { exportJobParts } from './jobs-export.ts'
import { obstaclesOf } from './obstacles.ts'
import type { CampaignQuestions } from './questions.ts'

export interface CampaignsApiNeeds {
  readonly database: Database
  readonly reader: Reader
  readonly secrets: SecretStore
  readonly setups: CampaignSetups
  readonly campaigns: Campaigns
  readonly actions: JobActions
  readonly questions: CampaignQuestions
  clockOf(simulated: boolean): Clock
}

interface Errors {
  NOT_FOUND(options: { data: { reason: string } }): Error
  CONFLICT(options: { data: { reason: string } }): Error
  INVALID(options: { data: { reason: string; detail?: string } }): Error
}

/** While a campaign runs only these may change: debtors were chosen and called by the others. */
const changeableLater: ReadonlySet<keyof CampaignSettings> = new Set(['name', 'endsOn', 'concurrency', 'callsPerSecond', 'costLimitDayCents', 'costLimitTotalCents', 'keepRecordingsDays'])

/** Campaigns and the debtors in them. */
export function campaignsApi(needs: CampaignsApiNeeds) {
  const { database, reader, setups, campaigns, actions, questions, clockOf } = needs
  const api = implement(campaignsContract)

  const find = (id: string, errors: Errors): CampaignRow => {
    const row = campaignById(database, id)
    if (row === null) throw errors.NOT_FOUND({ data: { reason: 'campaigns.not_found' } })
    return row
  }
  const findJob = (id: string, errors: Errors): CallJobRow => {
    const row = callJobById(database, id)
    if (row === null) throw errors.NOT_FOUND({ data: { reason: 'campaigns.job_not_found' } })
    return row
  }
  const told = async (rows: readonly CampaignRow[]): Promise<Campaign[]> => {
    const now = (row: CampaignRow) => clockOf(row.simulated === 1).now()
    const figures = await reader.run('campaigns.figures', rows.map((row) => ({ campaignId: row.id, today: dayOf(row, setups.of(row), now(row)).from })))
    const byId = new Map(figures.map((one) => [one.campaignId, one]))
    return rows.flatMap((row) => {
      const mine = byId.get(row.id)
      return mine === undefined ? [] : [campaignOf(database, row, setups.of(row), hasNewer(row), mine, now(row))]
    })
  }
  const hasNewer = (row: CampaignRow) => row.state !== 'done' && row.state !== 'stopped' && isNewer({ policyVersion: row.policy_version, presetHash: setups.of(row).terms.presetHash }, setups.newestTerms(row))
  const tell = async (id: string, errors: Errors): Promise<Campaign> => {
    const [campaign] = await told([find(id, errors)])
    if (campaign === undefined) throw errors.NOT_FOUND({ data: { reason: 'campaigns.not_found' } })
    return campaign
  }
  /** Moves a campaign and answers with it as it is then. */
  const move = async (id: string, errors: Errors, reason: string, action: (campaign: CampaignRow) => boolean | Promise<boolean>): Promise<Campaign> => {
    if (!(await action(find(id, errors)))) throw errors.CONFLICT({ data: { reason } })
    return tell(id, errors)
  }
  const check = (settings: CampaignSettings, businessId: string, simulated: boolean, errors: Errors): void => {
    const policy = policyById(database, settings.policyId)
    if (policy === null || policy.business_id !== businessId) throw errors.NOT_FOUND({ data: { reason: 'campaigns.policy_not_found' } })
    const agent = agentById(database, settings.agentId)
    if (agent === null || agent.business_id !== businessId) throw errors.NOT_FOUND({ data: { reason: 'campaigns.agent_not_found' } })
    if ((agent.simulated === 1) !== simulated) throw errors.INVALID({ data: { reason: 'campaigns.obstacle.agent_of_the_other_kind', detail: agent.name } })
    if (!isZone(settings.timeZone)) throw errors.INVALID({ data: { reason: 'campaigns.unknown_zone', detail: settings.timeZone } })
    if (!/^[A-Za-z]{2}$/.test(settings.country)) throw errors.INVALID({ data: { reason: 'campaigns.unknown_country', detail: settings.country } })
    if (settings.region !== null && !regionsOf(settings.country.toUpperCase(), 'es').some((one) => one.code === settings.region)) throw errors.INVALID({ data: { reason: 'campaigns.unknown_region', detail: settings.region } })
    if (settings.startsOn !== null && settings.endsOn !== null && settings.endsOn < settings.startsOn) throw errors.INVALID({ data: { reason: 'campaigns.ends_before_it_starts' } })
  }

  /** One call job with what is decided about it now. */
  const tellJob = async (job: CallJobRow, errors: Errors): Promise<ToldJob> => {
    const view = questions.view(find(job.campaign_id, errors))
    for await (const [decided] of questions.decided([job.seq], view)) if (decided !== undefined) return jobRowOf(decided, view)
    throw errors.NOT_FOUND({ data: { reason: 'campaigns.job_not_found' } })
  }

  return {
    list: api.list.handler(({ input }) => told(campaignsOf(database, input.businessId, input.simulated))),
    get: api.get.handler(({ input, errors }) => tell(input.campaignId, errors)),

    create: api.create.handler(async ({ input, errors }) => {
      const { businessId, simulated, ...settings } = input
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      check(settings, businessId, simulated, errors)
      return tell(campaigns.create(settings, businessId, simulated).id, errors)
    }),

    update: api.update.handler(async ({ input, errors }) => {
      const campaign = find(input.campaignId, errors)
      if (campaign.state === 'stopped') throw errors.CONFLICT({ data: { reason: 'campaigns.stopped' } })
      const before = settingsOf(campaign)
      const changed = (Object.keys(input.settings) as (keyof CampaignSettings)[]).filter((name) => input.settings[name] !== undefined && input.settings[name] !== before[name])
      const fixed = campaign.state === 'draft' ? undefined : changed.find((name) => !changeableLater.has(name))
      if (fixed !== undefined) throw errors.INVALID({ data: { reason: 'campaigns.fixed_once_started', detail: fixed } })
      // A region is one of its country: another country begins without.
      const region = changed.includes('country') && !changed.includes('region') ? { region: null } : {}
      const settings: CampaignSettings = { ...before, ...region, ...Object.fromEntries(changed.map((name) => [name, input.settings[name]])) }
      check(settings, campaign.business_id, campaign.simulated === 1, errors)
      campaigns.update(campaign, settings)
      return tell(campaign.id, errors)
    }),

    updatePolicy: api.updatePolicy.handler(({ input, errors }) => move(input.campaignId, errors, 'campaigns.policy_is_newest', (campaign) => {
      if (campaign.state === 'stopped') throw errors.CONFLICT({ data: { reason: 'campaigns.stopped' } })
      return campaigns.updatePolicy(campaign, input.by)
    })),
    terms: api.terms.handler(({ input, errors }) => termsOf(database, setups, find(input.campaignId, errors))),

    addDebtors: api.addDebtors.handler(({ input, errors }) => {
      const campaign = find(input.campaignId, errors)
      if (campaign.state === 'stopped') throw errors.CONFLICT({ data: { reason: 'campaigns.stopped' } })
      return campaigns.addDebtors(campaign, {
        ...(input.importId === undefined ? {} : { importId: input.importId }),
        ...(input.debtorIds === undefined ? {} : { debtorIds: input.debtorIds }),
      })
    }),

    conflicts: api.conflicts.handler(({ input, errors }) => {
      const { rules, preset, loosened } = setups.of(find(input.campaignId, errors)).terms
      return policyConflicts(rules, preset, loosened)
    }),
    obstacles: api.obstacles.handler(({ input, errors }) => obstaclesOf(needs, find(input.campaignId, errors))),

    start: api.start.handler(async ({ input, errors }) => {
      const [first] = await obstaclesOf(needs, find(input.campaignId, errors))
      if (first !== undefined) throw errors.CONFLICT({ data: { reason: first.key } })
      return move(input.campaignId, errors, 'campaigns.not_a_draft', (campaign) => campaigns.start(campaign))
    }),
    pause: api.pause.handler(({ input, errors }) => move(input.campaignId, errors, 'campaigns.not_running', (campaign) => campaigns.pause(campaign))),
    resume: api.resume.handler(async ({ input, errors }) => {
      // Who wants to go on without a key would only be paused again.
      const first = (await obstaclesOf(needs, find(input.campaignId, errors))).find((one) => ['campaigns.obstacle.no_key', 'campaigns.obstacle.already_over'].includes(one.key))
      if (first !== undefined) throw errors.CONFLICT({ data: { reason: first.key } })
      return move(input.campaignId, errors, 'campaigns.not_paused', (campaign) => campaigns.resume(campaign))
    }),
    stop: api.stop.handler(({ input, errors }) => move(input.campaignId, errors, 'campaigns.stopped', (campaign) => campaigns.stop(campaign))),

    remove: api.remove.handler(async ({ input, errors }) => {
      const campaign = find(input.campaignId, errors)
      if (campaign.state === 'running' || campaign.state === 'paused' || actions.hasLiveCalls(campaign)) throw errors.CONFLICT({ data: { reason: 'campaigns.stop_it_first' } })
      if (campaign.simulated === 0 && attemptCountOf(database, campaign.id) > 0) throw errors.CONFLICT({ data: { reason: 'campaigns.calls_are_kept' } })
      await actions.remove(campaign)
      return {}
    }),

    jobs: api.jobs.handler(async ({ input: { filter, at, offset, limit }, errors }) => {
      const campaign = find(filter.campaignId, errors)
      const view = questions.view(campaign, at)
      const { rows, total } = await questions.page(filter, view, offset, limit)
      return { rows: rows.map((row) => jobRowOf(row, view)), total }
    }),
    job: api.job.handler(({ input, errors }) => tellJob(findJob(input.jobId, errors), errors)),
    forecast: api.forecast.handler(({ input, errors, signal }) => questions.forecast(find(input.campaignId, errors), input.at, signal)),
    decisions: api.decisions.handler(({ input, errors }) => decisionsOf(database, findJob(input.jobId, errors).seq).map(ledgerDecision)),

    rounds: api.rounds.handler(({ input, errors }) => {
      const campaign = find(input.campaignId, errors)
      const now = clockOf(campaign.simulated === 1).now()
      return roundsOf(database, campaign.id).map((row) => roundOf(database, row, now))
    }),
    runRoundNow: api.runRoundNow.handler(({ input, errors }) => move(input.campaignId, errors, 'campaigns.round_this_minute', (campaign) => {
      if (campaign.state !== 'running') throw errors.CONFLICT({ data: { reason: 'campaigns.not_running' } })
      return campaigns.runRoundNow(campaign)
    })),
    answerRound: api.answerRound.handler(({ input, errors }) => {
      const round = roundById(database, input.roundId)
      if (round === null) throw errors.NOT_FOUND({ data: { reason: 'campaigns.round_not_found' } })
      const campaign = find(round.campaign_id, errors)
      const answered = campaigns.answerRound(campaign, round, input.answer)
      if (answered === null) throw errors.CONFLICT({ data: { reason: round.state === 'asking' ? 'campaigns.round_of_another_day' : 'campaigns.round_answered' } })
      return roundOf(database, answered, clockOf(campaign.simulated === 1).now())
    }),

    resetJobs: api.resetJobs.handler(async ({ input, errors }) => {
      stillGoing(input.selection, errors)
      return { count: await actions.reset(input.selection) }
    }),
    cancelJobs: api.cancelJobs.handler(async ({ input }) => ({ count: await actions.cancel(input.selection) })),
    suspendJobs: api.suspendJobs.handler(async ({ input }) => ({ count: await actions.suspend(input.selection, input.reason) })),
    countJobs: api.countJobs.handler(async ({ input: { filter }, errors }) => ({ count: (await questions.seqsOf(filter, questions.view(find(filter.campaignId, errors)))).length })),

    scheduleCallback: api.scheduleCallback.handler(async ({ input, errors }) => {
      const job = findJob(input.jobId, errors)
      const campaign = find(job.campaign_id, errors)
      if (campaign.state === 'stopped') throw errors.CONFLICT({ data: { reason: 'campaigns.stopped' } })
      if (job.live_attempt_id !== null || job.status === 'in_progress' || job.status === 'needs_review') throw errors.CONFLICT({ data: { reason: 'campaigns.job_is_live' } })
      // An exclusion is only lifted by putting the debtor back, where its consequences are said.
      if (job.excluded_rule !== null) throw errors.CONFLICT({ data: { reason: 'campaigns.job_is_excluded' } })
      if (input.at < clockOf(campaign.simulated === 1).now()) throw errors.INVALID({ data: { reason: 'campaigns.callback_in_the_past' } })
      actions.scheduleCallback(campaign, job, input.at)
      return tellJob(job, errors)
    }),

    exportJobs: api.exportJobs.handler(async function* ({ input: { filter, format, language }, errors, signal }) {
      const campaign = find(filter.campaignId, errors)
      yield* exportJobParts(questions, filter, questions.view(campaign), format, language, signal)
    }),
  }

  function stillGoing(selection: JobSelection, errors: Errors): void {
    if ('filter' in selection && find(selection.filter.campaignId, errors).state === 'stopped') throw errors.CONFLICT({ data: { reason: 'campaigns.stopped' } })
  }
}
