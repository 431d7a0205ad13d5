import { disconnectionReasons, scenarios, type DisconnectionReason, type ScenarioName } from './scenarios.ts'

/** What can go wrong with one call between the console and the line. */
export const callFaults = [
  'drop_before_placed', 'drop_after_placed', 'hang_before_placed', 'hang_after_placed', 'rate_limited', 'server_error',
  'server_error_after_placed', 'unavailable', 'slow', 'garbled_answer', 'concurrency_limit', 'payment_required',
  'webhooks_duplicate', 'webhooks_reversed', 'webhooks_lost',
] as const
export type CallFault = (typeof callFaults)[number]

export type Script =
  | { kind: 'reason'; reason: DisconnectionReason }
  | { kind: 'scenario'; scenario: ScenarioName }
  | { kind: 'fault'; fault: CallFault }

/**
 * Numbers with a fixed fate end in 5550 and three digits, which are valid numbers in every country the console knows, and
 * in the United States those kept for fiction (555-01xx):
 *   101-134  the reasons of the disconnection, in the order of `disconnectionReasons`
 *   141-157  the scenarios, in the order of `scenarios`
 *   171-185  the faults, in the order of `callFaults`
 * Sample data must not use them by accident; a debtor's own number ends so once in a hundred thousand.
 */
const scripts = new Map<number, Script>([
  ...(Object.keys(disconnectionReasons) as DisconnectionReason[]).map((reason, index): [number, Script] => [101 + index, { kind: 'reason', reason }]),
  ...(Object.keys(scenarios) as ScenarioName[]).map((scenario, index): [number, Script] => [141 + index, { kind: 'scenario', scenario }]),
  ...callFaults.map((fault, index): [number, Script] => [171 + index, { kind: 'fault', fault }]),
])

/** The fate written into a number, or null for an ordinary one. @param number E.164. */
export function scriptOf(number: string): Script | null {
  const digits = /5550(\d{3})$/.exec(number)?.[1]
  return digits === undefined ? null : scripts.get(Number(digits)) ?? null
}

/**
 * The number with a given fate.
 * @param prefix what stands before the last seven digits, for instance +569 6 for Chile as "+5696".
 * @throws RangeError for a fate no number has.
 */
export function numberFor(fate: DisconnectionReason | ScenarioName | CallFault, prefix = '+5696'): string {
  for (const [digits, script] of scripts) {
    const name = script.kind === 'reason' ? script.reason : script.kind === 'scenario' ? script.scenario : script.fault
    // The reasons come first: the scenario "inactivity" is reached as the reason of that name is.
    if (name === fate) return `${prefix}5550${digits}`
  }
  throw new RangeError(`No scripted number for ${fate}`)
}
