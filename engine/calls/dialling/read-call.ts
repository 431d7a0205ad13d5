import type { DisconnectionReason, Language, Sentiment } from '../../../db/values.ts'
import { disconnectionReasons } from '../../../db/values.ts'
import { readConversation } from '../conversation/read-conversation.ts'
import type { FinishedCall, ReadConversation, SpokenTurn } from '../conversation/types.ts'
import { dispositionOf, type Disposition } from '../dispositions.ts'
import type { CallBody, CallUtterance } from '../retell/bodies.ts'
import type { CampaignSetup } from './campaign-setup.ts'
import type { Person } from './person-facts.ts'

/** What reading a call needs to know of its campaign and its person. */
export type ReadingSetup = Pick<CampaignSetup, 'dispositionOverrides'> & { readonly agent: Pick<CampaignSetup['agent'], 'language'>; readonly policy: Pick<CampaignSetup['policy'], 'retryMinutes'> }
export interface ReadingPerson {
  readonly debtor: Pick<Person['debtor'], 'time_zone'>
  readonly debt: Pick<Person['debt'], 'amount_minor' | 'paid_minor' | 'currency' | 'last_negotiable_on'>
}

export interface ReadCall {
  readonly disposition: Disposition & { readonly reason: DisconnectionReason }
  /** Null where nobody spoke. */
  readonly reading: ReadConversation | null
  readonly sentiment: Sentiment | null
}

/** Understands a finished call: how it ended, and what was said. */
export function readCall(body: CallBody, setup: ReadingSetup, person: ReadingPerson | null): ReadCall {
  const reason = reasonOf(body)
  const disposition = { ...dispositionOf(reason, setup.dispositionOverrides, setup.policy.retryMinutes), reason }
  const turns = turnsOf(body)
  const spoken = turns.some((turn) => turn.speaker === 'user')
  const reading = !spoken || person === null ? null : inEitherLanguage({
    turns,
    analysis: { successful: body.call_analysis?.call_successful ?? null, inVoicemail: body.call_analysis?.in_voicemail ?? null, custom: body.call_analysis?.custom_analysis_data ?? {} },
    variables: body.collected_dynamic_variables ?? {},
    dispositionGroup: disposition.group,
    startedAt: body.start_timestamp ?? body.end_timestamp ?? 0,
    zone: person.debtor.time_zone,
    debt: { amountMinor: Math.max(0, (person.debt.amount_minor ?? 0) - person.debt.paid_minor), currency: person.debt.currency, lastNegotiableDay: person.debt.last_negotiable_on },
  }, setup.agent.language)
  return { disposition, reading, sentiment: sentimentOf(body.call_analysis?.user_sentiment) }
}

/**
 * Reads a conversation in the language of the script, and in the other one where that says more: people answer in their
 * own language, and a wish not to be called holds in any.
 */
function inEitherLanguage(call: FinishedCall, language: Language): ReadConversation {
  const reading = readConversation(call, language)
  const other = readConversation(call, language === 'es' ? 'en' : 'es')
  if (other.outcome === 'opt_out' && reading.outcome !== 'opt_out') return other
  // Without a quote nobody's words were understood: a promise of the variables alone would wait for a person for nothing.
  return reading.quote === null && reading.outcome !== 'voicemail' && other.quote !== null ? other : reading
}

/** The provider's reason; where it is new to us or missing, the one that says least and risks least. */
export function reasonOf(body: CallBody): DisconnectionReason {
  const known = disconnectionReasons.find((reason) => reason === body.disconnection_reason)
  if (known !== undefined) return known
  return body.call_status === 'not_connected' ? 'dial_failed' : 'error_unknown'
}

function turnsOf(body: CallBody): SpokenTurn[] {
  return (body.transcript_object ?? []).flatMap((turn: CallUtterance) => {
    if (turn.role !== 'agent' && turn.role !== 'user') return []
    return [{ speaker: turn.role, text: turn.content ?? '' }]
  })
}

function sentimentOf(text: string | undefined): Sentiment | null {
  const lower = text?.toLowerCase()
  return lower === 'positive' || lower === 'neutral' || lower === 'negative' ? lower : null
}
