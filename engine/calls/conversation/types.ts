import type { ConversationOutcome, DispositionGroup, DoNotCallScope } from '../../../db/values.ts'

/**
 * What a person should look at before a promise is believed. `conditional`: it hangs on something ("si me pagan");
 * `only_agent_said_it`: the debtor never said nor confirmed it; `from_variables`: the day or amount was taken from the
 * agent's collected variables because the words left it open.
 */
export const promiseFlags = [
  'past_date', 'above_debt', 'amount_missing', 'date_missing', 'after_last_negotiable', 'only_agent_said_it', 'conditional', 'from_variables',
] as const
export type PromiseFlag = (typeof promiseFlags)[number]

/**
 * What a person should look at before a call is believed. `possible_opt_out`: something was said against being called that no known wording
 * fits, and missing an opt-out is a breach of law. `variables_contradict`: collected variables say other than the debtor.
 */
export const conversationFlags = [
  'possible_opt_out', 'unresolved_variable', 'debt_told_to_wrong_person', 'successful_but_opt_out', 'successful_but_wrong_person', 'successful_but_refusal',
  'variables_contradict', 'debt_disputed', 'legal_threat', 'debtor_deceased',
] as const
export type ConversationFlag = (typeof conversationFlags)[number]

export interface SpokenTurn {
  speaker: 'agent' | 'user'
  text: string
}

/** A place in the transcript: `turns[turn].text.slice(start, end)`. */
export interface Quote {
  turn: number
  start: number
  end: number
}

export interface FinishedCall {
  turns: readonly SpokenTurn[]
  /** `call_analysis`: call_successful, in_voicemail and custom_analysis_data. */
  analysis: { successful: boolean | null; inVoicemail: boolean | null; custom: Readonly<Record<string, unknown>> }
  /** `collected_dynamic_variables`; fecha_pago_cliente (ISO day) and monto_pago_cliente (units of the currency) are read. */
  variables: Readonly<Record<string, unknown>>
  dispositionGroup: DispositionGroup
  /** Milliseconds UTC. */
  startedAt: number
  /** IANA zone of the debtor. */
  zone: string
  /** `lastNegotiableDay`: ISO day, null when there is none. */
  debt: { amountMinor: number; currency: string; lastNegotiableDay: string | null }
}

export interface FoundOutcome {
  outcome: ConversationOutcome
  /** 0..1, of the cue that said it. */
  confidence: number
  /** Null only for what the telephone network or the analysis said, not a person. */
  quote: Quote | null
}

export interface ReadPromise {
  /** ISO day in the debtor's zone. */
  date: string | null
  /** In the currency's smallest unit. */
  amountMinor: number | null
  flags: PromiseFlag[]
}

export interface ReadConversation extends FoundOutcome {
  /** Everything that was found, the deciding one first. */
  found: FoundOutcome[]
  /** Null unless a promise was found; kept when another outcome outranks it. */
  promise: ReadPromise | null
  /** When to call again. `exact` is false when the moment was chosen for a vague wish ("más tarde"). */
  callbackAt: { at: number; text: string; exact: boolean } | null
  /** Which entry an opt-out makes: the person, or only the number when whoever spoke is not the debtor or it is a workplace. */
  doNotCallScope: DoNotCallScope | null
  flags: ConversationFlag[]
}
