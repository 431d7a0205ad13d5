import type { FlowOffer, NegotiationFlow } from '../../../engine/contract/policies.ts'
import type { Spoken } from './spoken-field.tsx'

/** A flow while it is edited: what can be added and taken away has a key of its own, so that nothing loses the focus. */
export type FlowDraft = Omit<NegotiationFlow, 'offers' | 'variables'> & {
  offers: (FlowOffer & { key: number })[]
  variables: { key: number, name: string, say: Spoken }[]
}

let lastKey = 0
export function newKey(): number {
  lastKey += 1
  return lastKey
}

export function draftOf(flow: NegotiationFlow): FlowDraft {
  return {
    ...flow,
    offers: flow.offers.map(offer => ({ ...offer, key: newKey() })),
    variables: Object.entries(flow.variables).map(([name, say]) => ({ key: newKey(), name, say })),
  }
}

/** The flow a draft stands for; whether it is one is for the schema to say. */
export function readDraft(draft: FlowDraft): NegotiationFlow {
  return {
    ...draft,
    offers: draft.offers.map(({ key: _key, ...offer }) => offer),
    variables: Object.fromEntries(draft.variables.map(({ name, say }) => [name.trim(), say])),
  }
}

export type FlowTab = 'opening' | 'offers' | 'reactions' | 'variables'
export interface FlowIssue {
  tab: FlowTab
  path: string
  /** Sentence of what is wrong; null where the field tells it already, such as a text that is missing. */
  key: string | null
}

const known = ['offer_beyond_limit', 'discount_falls', 'tells_the_debt', 'opening_may_lack_a_variable', 'opt_out_must_bar', 'wrong_person_must_end']
const tabOf: Record<string, FlowTab> = { offers: 'offers', limits: 'offers', reactions: 'reactions', variables: 'variables', wrong_person: 'reactions' }

/** What keeps a flow from being saved, with the part of the form in which it is put right. */
export function flowIssues(issues: readonly { path: readonly PropertyKey[], message: string }[]): FlowIssue[] {
  return issues.map(({ path, message }) => ({
    tab: tabOf[String(path[0] ?? '')] ?? 'opening',
    path: path.map(String).join('.'),
    key: known.includes(message) ? `callingSettings.flow.issue.${message}` : null,
  }))
}
