import type { CampaignFacts } from '../../../db/queries/campaign-facts.ts'
import { campaignPolicyAt } from '../../../db/queries/campaign-moments.ts'
import type { CampaignRow } from '../../../db/queries/campaigns.ts'
import type { Database } from '../../../db/open.ts'
import type { Reader } from '../../../db/reader.ts'
import type { VerdictName } from '../../../db/values.ts'
import { normalise } from '../../ingest/index.ts'
import type { CallJobFilter } from '../../contract/campaigns.ts'
import type { Clock } from '../../observe/clock.ts'
import type { CampaignSetups } from '../dialling/campaign-setup.ts'
import { effectivePolicy } from '../effective-policy.ts'
import type { Decision, EffectivePolicy } from '../rules.ts'
import { missingOf, spokenOf, whyOf, type WhyView } from './why.ts'

export interface QuestionNeeds {
  readonly database: Database
  readonly reader: Reader
  readonly setups: CampaignSetups
  clockOf(simulated: boolean): Clock
}

/** Decided about in one turn of the event loop: some five milliseconds. */
const perSlice = 200
/** How long the answer to a filter by decision is kept for the next page of it, milliseconds. */
const keptMs = 5_000

export interface Decided { readonly facts: CampaignFacts; readonly decision: Decision | null }

export interface Forecast { readonly at: number; readonly dial: number; readonly rules: { verdict: VerdictName; rule: Decision['rule']; count: number }[] }

/** Call jobs that a filter by decision chose, until when they are good for; null while they are being worked out. */
interface Kept { readonly key: string; until: number | null; readonly seqs: Promise<Uint32Array> }

/** Answers what is, was or would be decided about the debtors of a campaign. Facts are read in threads, a slice at a time. */
export class CampaignQuestions {
  readonly #needs: QuestionNeeds
  #kept: Kept | null = null

  constructor(needs: QuestionNeeds) {
    this.#needs = needs
  }

  /** @param at a moment of the campaign's clock; now when it is left out or still to come. */
  view(campaign: CampaignRow, at?: number): WhyView {
    const { clockOf, setups } = this.#needs
    const now = clockOf(campaign.simulated === 1).now()
    const past = at !== undefined && at < now
    return {
      campaignId: campaign.id, zone: campaign.time_zone, spoken: spokenOf(setups.of(campaign)),
      ...(past ? this.#policyAt(campaign, at) : { policy: setups.of(campaign).policy, policyVersion: campaign.policy_version }),
      at: past ? at : now, past,
    }
  }

  /** Decides about call jobs in their order, a slice at a time. */
  async *decided(seqs: Uint32Array | readonly number[], view: WhyView, signal?: AbortSignal): AsyncGenerator<Decided[]> {
    // The next slice is read while this one is decided.
    const read = (start: number) => (start < seqs.length ? this.#facts(seqs.slice(start, start + perSlice), view.past) : null)
    let next = read(0)
    for (let start = perSlice; next !== null; start += perSlice) {
      const facts = await next
      signal?.throwIfAborted()
      next = read(start)
      // Nobody waits for it when the answer is left early.
      next?.catch(() => {})
      yield facts.map((one) => ({ facts: one, decision: whyOf(one, view) }))
    }
  }

  /** Call jobs that a filter chooses, in order. One by decision is worked out once for several pages. */
  async seqsOf(filter: CallJobFilter, view: WhyView, signal?: AbortSignal): Promise<Uint32Array> {
    const { reader, clockOf } = this.#needs
    const { verdicts, rules } = filter
    const all = () => reader.run('campaigns.job_seqs', whereOf(filter))
    if (verdicts === undefined && rules === undefined) return all()
    const now = clockOf(false).now()
    const key = JSON.stringify([filter, view.past ? view.at : null])
    if (this.#kept?.key === key && (this.#kept.until === null || now < this.#kept.until)) return this.#kept.seqs
    const work = async () => {
      const chosen: number[] = []
      for await (const slice of this.decided(await all(), view, signal)) {
        for (const { facts, decision } of slice) {
          if (decision === null) continue
          if ((verdicts === undefined || verdicts.includes(decision.verdict)) && (rules === undefined || rules.includes(decision.rule))) chosen.push(facts.row.seq)
        }
      }
      return Uint32Array.from(chosen)
    }
    const kept: Kept = { key, until: null, seqs: work() }
    this.#kept = kept
    kept.seqs.then(() => { kept.until = clockOf(false).now() + keptMs }, () => { this.#kept = null })
    return kept.seqs
  }

  async page(filter: CallJobFilter, view: WhyView, offset: number, limit: number): Promise<{ rows: Decided[]; total: number }> {
    const seqs = await this.seqsOf(filter, view)
    const rows: Decided[] = []
    for await (const slice of this.decided(seqs.slice(offset, offset + limit), view)) rows.push(...slice)
    return { rows, total: seqs.length }
  }

  async forecast(campaign: CampaignRow, at?: number, signal?: AbortSignal): Promise<Forecast> {
    const view = this.view(campaign, at)
    const counts = new Map<string, { verdict: VerdictName; rule: Decision['rule']; count: number }>()
    for await (const slice of this.decided(await this.#needs.reader.run('campaigns.job_seqs', { campaignId: campaign.id }), view, signal)) {
      for (const { decision } of slice) {
        if (decision === null) continue
        const key = `${decision.verdict}/${decision.rule}`
        const entry = counts.get(key) ?? { verdict: decision.verdict, rule: decision.rule, count: 0 }
        entry.count += 1
        counts.set(key, entry)
      }
    }
    const all = [...counts.values()].toSorted((one, other) => other.count - one.count)
    return { at: view.at, dial: all.reduce((sum, one) => sum + (one.verdict === 'dial' ? one.count : 0), 0), rules: all.filter((one) => one.verdict !== 'dial') }
  }

  /** Names the script speaks that are known of nobody in the campaign, and how many debtors there are to be called. */
  async unknownVariables(campaign: CampaignRow): Promise<{ names: string[]; debtors: number }> {
    const view = this.view(campaign)
    const seqs = await this.#needs.reader.run('campaigns.job_seqs', { campaignId: campaign.id, statuses: ['pending', 'scheduled', 'suspended'] })
    let unknown = [...view.spoken]
    for (let start = 0; start < seqs.length && unknown.length > 0; start += perSlice) {
      for (const facts of await this.#facts(seqs.slice(start, start + perSlice), false)) {
        const missing = new Set(missingOf(facts, view))
        unknown = unknown.filter((name) => missing.has(name))
        if (unknown.length === 0) break
      }
    }
    return { names: seqs.length === 0 ? [] : unknown, debtors: seqs.length }
  }

  async #facts(seqs: Uint32Array | readonly number[], past: boolean): Promise<CampaignFacts[]> {
    const text = await this.#needs.reader.run('campaigns.facts', { seqs: [...seqs], past })
    return JSON.parse(text) as CampaignFacts[]
  }

  #policyAt(campaign: CampaignRow, at: number): { policy: EffectivePolicy; policyVersion: number } {
    const { database, setups } = this.#needs
    const setup = setups.of(campaign)
    const then = campaignPolicyAt(database, campaign.id, at)
    if (then === null || (then.policy_id === campaign.policy_id && then.policy_version === campaign.policy_version && then.preset_hash === campaign.preset_hash)) return { policy: setup.policy, policyVersion: campaign.policy_version }
    const { rules, preset, loosened } = setups.terms(then.policy_id, then.policy_version, then.preset_hash)
    return { policy: effectivePolicy(rules, preset, setup.policy.holidays, campaign.time_zone, loosened), policyVersion: then.policy_version }
  }
}

/** The part of a filter that the database answers by itself. */
export function whereOf({ campaignId, statuses, outcomes, text = '' }: CallJobFilter) {
  const words = text.trim() === '' ? {} : { name: normalise(text), code: text.toLowerCase().replaceAll(/[\s.]/g, '') }
  return { campaignId, ...(statuses === undefined ? {} : { statuses }), ...(outcomes === undefined ? {} : { outcomes }), ...words }
}
