import { z } from 'zod'
import type { CampaignDial, CampaignFacts } from '../../../db/queries/campaign-facts.ts'
import { decide } from '../decide.ts'
import { dynamicVariables, missingVariables } from '../call-variables.ts'
import type { CampaignSetup } from '../dialling/campaign-setup.ts'
import type { DebtorFacts, Decision, EffectivePolicy, PastAttempt, Rule } from '../rules.ts'
import { zoneTime } from '../zone-time.ts'

/** Why a debtor of a campaign is called or not, now or at a moment of the past. */
export interface WhyView {
  readonly campaignId: string
  /** The campaign's, whose time the script is told. */
  readonly zone: string
  readonly policy: EffectivePolicy
  readonly policyVersion: number
  /** Names the script speaks and that must be known of the debtor; see `spokenOf`. */
  readonly spoken: readonly string[]
  /** The moment that is asked about, by the campaign's clock. */
  readonly at: number
  /** Whether `at` lies in the past: then only what was known at that time counts. */
  readonly past: boolean
}

/**
 * What would be decided about a debtor at a moment. For the past, what was not known yet is left out: calls that came
 * later, how those under way ended, entries and exclusions made since. Whether a callback that has been made since was
 * waiting then is no longer known.
 * @returns null for one who was done with, or not in the campaign yet.
 */
export function whyOf(facts: CampaignFacts, view: WhyView): Decision | null {
  const { row } = facts
  const { at, past } = view
  if (past && row.created_at > at) return null
  if (row.status === 'done' && (!past || (row.finished_at !== null && row.finished_at <= at))) return null
  const aside = asideOf(facts, view)
  if (aside !== null) return aside
  const history = historyAt(facts, view)
  const debtor = debtorAt(facts, view)
  const decision = decide(debtor, at, view.policy, history)
  if (decision.verdict !== 'dial') return decision
  const missing = missingOf(facts, view)
  return missing.length === 0 ? decision : { verdict: 'exclude', rule: 'missing_variables', figure: missing.join(', '), limit: null }
}

/** Set aside by a person, or for what the script lacks: the rules are not asked then. The ledger knows since when. */
function asideOf({ row, exclusions }: CampaignFacts, { at, past }: WhyView): Decision | null {
  if (past && !exclusions.some((entry) => entry.at <= at && (entry.rule === 'by_person' || entry.rule === 'missing_variables'))) return null
  if (row.status === 'cancelled') return { verdict: 'exclude', rule: 'by_person', figure: row.last_error, limit: null }
  if (row.status !== 'suspended') return null
  const missing = /^missing_variables: (.*)$/.exec(row.last_error ?? '')?.[1]
  if (missing !== undefined) return { verdict: 'exclude', rule: 'missing_variables', figure: missing, limit: null }
  return { verdict: 'exclude', rule: 'by_person', figure: row.last_error, limit: null }
}

/** What had become of a dial by a moment: nothing is known of one that had not ended. */
function known(dial: CampaignDial, { at, past }: WhyView): boolean {
  return !past || (dial.ended_at !== null && dial.ended_at <= at)
}

function dialsAt({ dials }: CampaignFacts, view: WhyView): CampaignDial[] {
  return dials.filter((dial) => (!view.past || dial.intent_at < view.at) && !(dial.not_placed === 1 && known(dial, view)))
}

function historyAt(facts: CampaignFacts, view: WhyView): PastAttempt[] {
  return dialsAt(facts, view).map((dial) => {
    const sure = known(dial, view)
    return {
      at: dial.intent_at, debtId: String(dial.debt_seq), campaignId: dial.campaign_id, phone: dial.number,
      rang: !sure || dial.rang === 1, contact: sure && dial.contact === 1, unanswered: sure && dial.unanswered === 1,
    }
  })
}

function debtorAt(facts: CampaignFacts, view: WhyView): DebtorFacts {
  const { row, phones, bars } = facts
  const { at, past } = view
  const dials = dialsAt(facts, view)
  return {
    zone: row.zone,
    phones: phones.map((phone) => ({ number: phone.number, state: past && (phone.state_at ?? 0) > at ? 'ok' : phone.state })),
    doNotCall: bars
      .filter((bar) => !past || (bar.created_at <= at && (bar.lifted_at === null || bar.lifted_at > at)))
      .map((bar) => ({ scope: bar.scope, number: bar.scope === 'number' ? bar.subject : null, at: bar.created_at, source: bar.source })),
    consentAt: row.consent_at,
    job: {
      debtId: String(row.debt_seq),
      campaignId: view.campaignId,
      maxAttempts: row.max_attempts,
      excluded: excludedAt(facts, view),
      live: past ? dials.some((dial) => !known(dial, view)) : row.live === 1,
      reinstatedAt: row.reinstated_at !== null && (!past || row.reinstated_at <= at) ? row.reinstated_at : null,
      ...(past ? turnAt(facts, dials, view) : {
        // A round that chooses the debtor counts its attempts from nothing.
        attempts: row.status === 'pending' ? 0 : row.attempts,
        nextTryAt: row.next_try_at, callbackAt: row.callback_at, callbackAskedAt: row.callback_asked_at,
      }),
    },
  }
}

function excludedAt({ row, exclusions }: CampaignFacts, { at, past }: WhyView): { rule: Rule; at: number } | null {
  if (row.excluded_rule !== null && (!past || (row.excluded_at ?? 0) <= at)) return { rule: row.excluded_rule as Rule, at: row.excluded_at ?? 0 }
  if (!past) return null
  // Put back since, or taken back with their consent: the ledger still has it.
  const last = exclusions.findLast((entry) => entry.at <= at && entry.rule !== 'missing_variables')
  const backLater = (row.reinstated_at !== null && row.reinstated_at > at) || (last?.rule === 'consent' && exclusions.some((entry) => entry.at > at && entry.rule === 'consent_given'))
  return !backLater || last === undefined || last.rule === 'consent_given' ? null : { rule: last.rule as Rule, at: last.at }
}

/** Where a job stood in its day at a past moment, told from its dials: attempts so far, and the wait after the last. */
function turnAt({ row }: CampaignFacts, dials: readonly CampaignDial[], { at, zone, policy }: WhyView): Pick<DebtorFacts['job'], 'attempts' | 'nextTryAt' | 'callbackAt' | 'callbackAskedAt'> {
  const time = zoneTime(zone)
  const today = time.dayAt(at)
  const own = dials.filter((dial) => dial.call_job_seq === row.seq && dial.spent === 1 && time.dayAt(dial.intent_at) === today)
  const asked = row.callback_asked_at !== null && row.callback_asked_at <= at
  const callback = { callbackAt: asked ? row.callback_at : null, callbackAskedAt: asked ? row.callback_asked_at : null }
  const last = own.at(-1)
  if (last === undefined) return { attempts: 0, nextTryAt: null, ...callback }
  if (own.length >= row.max_attempts) return { attempts: 0, nextTryAt: time.momentOf(today + 1), ...callback }
  const wait = last.disposition === null || last.ended_at === null || last.ended_at > at ? 0 : policy.retryMinutes[last.disposition] * 60_000
  return { attempts: own.length, nextTryAt: (last.ended_at ?? at) + wait, ...callback }
}

const namesSchema = z.array(z.string())
const textsSchema = z.record(z.string(), z.string())
const flowSchema = z.object({ variables: z.record(z.string(), z.unknown()) })
/** Names every flow gives. */
const givenByFlows = /^(?:apertura|ofertas|oferta_\d+|descuento_maximo|cuotas_maximas|fecha_pago_maxima|si_[a-z_]+)$/

/**
 * Names a script speaks and that must be known of the debtor. Those a negotiation flow gives are taken as given: the flow
 * is filled in when the debtor is dialled, which costs too much for a hundred thousand of them.
 */
export function spokenOf({ agent, delinquencyTypes }: Pick<CampaignSetup, 'agent' | 'delinquencyTypes'>): string[] {
  const given = new Set(delinquencyTypes.flatMap((type) => Object.keys(flowSchema.parse(JSON.parse(type.flow)).variables)))
  return namesSchema.parse(JSON.parse(agent.variables)).filter((name) => !givenByFlows.test(name) && !given.has(name))
}

/** Those of the names that nobody knows of this debtor. */
export function missingOf({ row }: Pick<CampaignFacts, 'row'>, { spoken, zone, at }: Pick<WhyView, 'spoken' | 'zone' | 'at'>): string[] {
  if (spoken.length === 0) return []
  const variables = dynamicVariables(
    { name: row.name, nationalId: row.national_id, zone: row.zone, language: row.language, variables: row.variables === '{}' ? {} : textsSchema.parse(JSON.parse(row.variables)) },
    {
      company: row.company, instalments: row.instalments, amountMinor: row.amount_minor, paidMinor: row.paid_minor, currency: row.currency,
      dueOn: row.due_on, lastNegotiableOn: row.last_negotiable_on, delinquency: row.delinquency,
    },
    null, at, zone,
  )
  return missingVariables(spoken, variables)
}
