import { join } from 'node:path'
import type { ConversationOutcome, Language } from '../../db/values.ts'
import { readCall, type ReadCall, type ReadingPerson, type ReadingSetup } from '../../engine/calls/dialling/read-call.ts'
import { callBody, momentsOf } from '../../engine/calls/practice-line/call-body.ts'
import { readConversations } from '../../engine/calls/practice-line/conversations.ts'
import { newRecord } from '../../engine/calls/practice-line/journal.ts'
import { practiceAgents } from '../../engine/calls/practice-line/line-catalogue.ts'
import { planCall, type CallPlan } from '../../engine/calls/practice-line/plan.ts'
import { drawsOf, type Draws } from '../../engine/calls/practice-line/random.ts'
import { isSpoken, type SpokenScenario } from '../../engine/calls/practice-line/scenarios.ts'
import { callBodySchema } from '../../engine/calls/retell/bodies.ts'
import { amountText } from '../../engine/calls/spoken-money.ts'
import { dayText, zoneTime } from '../../engine/calls/zone-time.ts'
import { resources } from './practice-rig.ts'

/** The practice line's dialects with the people each is spoken to. */
const people = {
  'es-CL': { language: 'es', zone: 'America/Santiago', currency: 'CLP', prefix: '+5697', least: 8_000, most: 900_000 },
  es: { language: 'es', zone: 'America/Mexico_City', currency: 'MXN', prefix: '+52551', least: 20_000, most: 4_000_000 },
  en: { language: 'en', zone: 'America/New_York', currency: 'USD', prefix: '+1213', least: 2_500, most: 300_000 },
} as const satisfies Record<string, { language: Language; zone: string; currency: string; prefix: string; least: number; most: number }>
export type Dialect = keyof typeof people
export const dialects = Object.keys(people) as Dialect[]

/** What a call is to be read as. Silence and machines have no outcome of their own in a person's words. */
export const expectedOutcomes: Readonly<Record<SpokenScenario, ConversationOutcome>> = {
  promise_full: 'promise', promise_partial: 'promise', promise_past: 'promise', refusal: 'refusal', already_paid: 'already_paid', wrong_person: 'wrong_person', opt_out: 'opt_out',
  callback: 'callback', third_party: 'third_party', no_outcome: 'no_outcome', inactivity: 'no_outcome', voicemail: 'voicemail', machine: 'voicemail',
}

/** A practice call of which is known what was meant, and what was understood. */
export interface PracticeReading {
  readonly plan: CallPlan
  readonly scenario: SpokenScenario
  /** ISO day and smallest unit of the promise the line recorded; null where none was meant. */
  readonly promised: { readonly date: string; readonly amountMinor: number } | null
  readonly read: ReadCall
}

/**
 * Calls of the practice line in which something was said, each planned, answered and read as a campaign reads it.
 * The plan is the truth: it drew the scenario, the day and the amount before a word was put to them.
 * @param calls how many to plan; about seven of ten are spoken.
 * @param withVariables false hides the collected variables from the reading, to see what the words alone tell.
 */
export function practiceReadings(dialect: Dialect, calls: number, withVariables = true): PracticeReading[] {
  const conversations = readConversations(join(resources, 'practice'))
  const agent = practiceAgents.find(({ language }) => language === dialect)!
  const { language, zone, currency, prefix, least, most } = people[dialect]
  const setup: ReadingSetup = {
    agent: { language }, dispositionOverrides: new Map(),
    policy: { retryMinutes: { conversation: 30, machine: 60, unanswered: 60, bad_number: 0, caller_side: 30, account: 5, system: 30 } },
  }
  const minor = currency === 'CLP' ? 1 : 100
  return Array.from({ length: calls }, (_, index): PracticeReading[] => {
    const draws = drawsOf(`practice readings ${dialect} ${index}`)
    const createdAt = momentOf(draws)
    const owed = draws.between(least, most)
    const variables = { ...debtVariables(draws, createdAt, zone), monto_total: amountText(owed, currency) }
    const request = { from: '+56222550100', to: `${prefix}${1_000_000 + index}`, agent, metadata: null, variables }
    const plan = planCall({ seed: 'readings', conversations, timeZone: zone }, request, createdAt, 0)
    if (plan.scenario === null || !isSpoken(plan.scenario)) return []
    const record = newRecord(plan)
    const { recording, log } = { recording: () => 'http://line/recording', log: () => 'http://line/log' }
    const { collected_dynamic_variables: collected, ...body } = callBodySchema.parse(callBody(record, momentsOf(record).analysedAt, { recording, log }))
    const person: ReadingPerson = { debtor: { time_zone: zone }, debt: { amount_minor: owed, paid_minor: 0, currency, last_negotiable_on: null } }
    const truth = plan.collected
    return [{
      plan,
      scenario: plan.scenario,
      promised: truth === null ? null : { date: truth['fecha_pago_cliente']!, amountMinor: Math.round(Number(truth['monto_pago_cliente']) * minor) },
      read: readCall(withVariables ? { ...body, collected_dynamic_variables: collected } : body, setup, person),
    }]
  }).flat()
}

/** Any moment of two years between 12:00 and 23:00 UTC, which is daytime in all of the zones. */
function momentOf(draws: Draws): number {
  return Date.UTC(2026, 0, 1 + draws.between(0, 730), 12 + draws.between(0, 10), draws.between(0, 59))
}

function debtVariables(draws: Draws, createdAt: number, zone: string): Record<string, string> {
  const today = zoneTime(zone).dayAt(createdAt)
  const due = today + draws.between(-60, 20)
  return {
    nombre: draws.pick(['Rosa Prueba', 'Marcos Ríos', 'Elena Castro']), empresa: draws.pick(['Tienda Norte', 'Casa Peumo', 'Blue Market']),
    cuotas_adeudadas: String(draws.between(1, 6)), fecha_limite: dayText(due), fecha_maxima: dayText(due + draws.between(0, 30)),
  }
}
