import type { Language } from '../../db/values.ts'
import { spokenVariables } from '../contract/policies.ts'
import type { NegotiationFlow } from '../contract/policies.ts'
import { limitsOn, offersOf } from './negotiation.ts'
import type { OfferTerms } from './negotiation.ts'
import { amountText, spokenAmount } from './spoken-money.ts'
import { dayMs, parseDay, zoneTime } from './zone-time.ts'

/** What a script may say of a debtor. */
export interface SpokenDebtor {
  name: string
  nationalId: string
  /** IANA zone; days past due and offers are counted on the debtor's days. */
  zone: string
  language: Language
  /** Further dynamic variables from the imported file. */
  variables: Readonly<Record<string, string>>
}

export interface SpokenDebt {
  company: string
  instalments: number | null
  amountMinor: number | null
  paidMinor: number
  currency: string
  /** 'YYYY-MM-DD' */
  dueOn: string | null
  lastNegotiableOn: string | null
  delinquency: string | null
}

/** Names the provider fills by itself. */
const providerVariables = /^(?:current_time|current_hour|current_calendar)(?:_.+)?$|^(?:session_type|session_duration|direction|user_number|agent_number|call_id|call_type|current_agent_state|previous_agent_state)$/

/** Short names that the scripts of existing deployments know; the platform only has them for some zones. */
const zoneNames: Readonly<Record<string, string>> = {
  'America/Santiago': 'CLT', 'America/Punta_Arenas': 'CLT', 'Pacific/Easter': 'EAST', 'America/Bogota': 'COT', 'America/Lima': 'PET',
  'America/Argentina/Buenos_Aires': 'ART', 'America/Montevideo': 'UYT', 'America/Caracas': 'VET', 'America/La_Paz': 'BOT', 'America/Asuncion': 'PYT', 'America/Guayaquil': 'ECT',
}
const timeFormats = new Map<string, Intl.DateTimeFormat>()

/** The name of the variable that tells the time of a zone: current_time_America_Santiago. */
export function currentTimeVariable(zone: string): string {
  return `current_time_${zone.replaceAll('/', '_')}`
}

/** 'Monday, September 29, 2025 at 12:28:38 AM CLT', in English whatever the script's language: scripts of existing deployments read it so. */
export function currentTimeText(now: number, zone: string): string {
  const ownName = zoneNames[zone]
  let format = timeFormats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit', second: '2-digit',
      ...(ownName === undefined ? { timeZoneName: 'short' } : {}),
    })
    timeFormats.set(zone, format)
  }
  // The platform puts a narrow space before AM.
  const text = format.format(now).replaceAll(/\s/g, ' ')
  return ownName === undefined ? text : `${text} ${ownName}`
}

const dayFormats = {
  es: new Intl.DateTimeFormat('es', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' }),
  en: new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' }),
} as const

/** A day as it is said: 'martes, 24 de noviembre'. */
function spokenDay(day: number, language: Language): string {
  return dayFormats[language].format(day * dayMs)
}

/** Puts the variables into a text; null where it speaks one that is missing. */
function fill(text: string, variables: Readonly<Record<string, string>>): string | null {
  if (missingVariables(spokenVariables(text), variables).length > 0) return null
  return text.replaceAll(/\{\{\s*([^{}\s]+)\s*\}\}/g, (_, name: string) => variables[name] ?? `{{${name}}}`)
}

function offerVariables({ discountPercent, instalments, amountMinor, instalmentMinor, payOn }: OfferTerms, currency: string, language: Language): Record<string, string> {
  return {
    oferta_monto: spokenAmount(amountMinor, currency, language), oferta_descuento: `${discountPercent}%`, oferta_cuotas: String(instalments),
    oferta_monto_cuota: spokenAmount(instalmentMinor, currency, language), oferta_fecha: spokenDay(payOn, language),
  }
}

/**
 * Dynamic variables of a call: strings only, as the provider takes them. What is not known is left out, so that
 * `missingVariables` can name it: a placeholder without a value is read aloud as it stands.
 * Variables of the file win over none of the names below. The flow adds `apertura`, `ofertas`, `oferta_1`… in order,
 * `descuento_maximo`, `cuotas_maximas`, `si_rechaza`, `si_ya_pago`, `si_persona_equivocada`, `si_pide_tiempo`, `si_no_quiere_llamadas` and its own.
 * @param now ms UTC
 * @param zone the campaign's zone, whose time the script is told
 */
export function dynamicVariables(debtor: SpokenDebtor, debt: SpokenDebt, flow: NegotiationFlow | null, now: number, zone: string): Record<string, string> {
  const owedMinor = debt.amountMinor === null ? null : Math.max(0, debt.amountMinor - debt.paidMinor)
  const today = zoneTime(debtor.zone).dayAt(now)
  const due = debt.dueOn === null ? null : parseDay(debt.dueOn)
  const known: Record<string, string | null> = {
    ...debtor.variables,
    nombre: debtor.name,
    empresa: debt.company,
    cuotas_adeudadas: debt.instalments === null ? (debtor.variables['cuotas_adeudadas'] ?? null) : String(debt.instalments),
    cantidad_cupones: debtor.variables['cantidad_cupones'] ?? (debt.instalments === null ? null : String(debt.instalments)),
    monto_total: owedMinor === null ? null : amountText(owedMinor, debt.currency),
    fecha_limite: debt.dueOn,
    fecha_maxima: debt.lastNegotiableOn,
    RUT: debtor.nationalId,
    tipo_llamada: flow?.callKind ?? debtor.variables['tipo_llamada'] ?? 'cobranza',
    tipo_deuda: debt.delinquency ?? debtor.variables['tipo_deuda'] ?? null,
    dias_vencidos: due === null ? null : String(Math.max(0, today - due)),
    [currentTimeVariable(zone)]: currentTimeText(now, zone),
  }
  const variables = Object.fromEntries(Object.entries(known).filter((entry): entry is [string, string] => entry[1] !== null && entry[1].trim() !== ''))
  return flow === null ? variables : withFlow(variables, flow, debtor.language, debt, owedMinor, today)
}

function withFlow(variables: Record<string, string>, flow: NegotiationFlow, language: Language, debt: SpokenDebt, owedMinor: number | null, today: number): Record<string, string> {
  const all = { ...variables }
  const add = (name: string, text: string | null) => {
    if (text !== null) all[name] = text
  }
  const limits = limitsOn(flow, debt, today)
  add('descuento_maximo', `${limits.discountPercent}%`)
  add('cuotas_maximas', String(limits.instalments))
  add('fecha_pago_maxima', spokenDay(today + limits.payWithinDays, language))
  for (const [name, said] of Object.entries(flow.variables)) add(name, fill(said[language], all))
  add('apertura', fill(flow.opening[language], all))
  const said = offersOf(flow, { owedMinor, lastNegotiableOn: debt.lastNegotiableOn }, today)
    .map(({ offer, terms }) => fill(offer.say[language], { ...all, ...offerVariables(terms, debt.currency, language) }))
    .filter((text) => text !== null)
  said.forEach((text, index) => add(`oferta_${index + 1}`, text))
  if (said.length > 0) add('ofertas', said.map((text, index) => `${index + 1}. ${text}`).join(' '))
  const reactions = { refusal: 'si_rechaza', already_paid: 'si_ya_pago', wrong_person: 'si_persona_equivocada', asks_time: 'si_pide_tiempo', opt_out: 'si_no_quiere_llamadas' } as const
  for (const reaction of ['refusal', 'already_paid', 'wrong_person', 'asks_time', 'opt_out'] as const) add(reactions[reaction], fill(flow.reactions[reaction].say[language], all))
  return all
}

/** Names a script speaks and for which there is no value: each of them blocks the dial. The provider's own names are never missing. */
export function missingVariables(script: readonly string[], variables: Readonly<Record<string, string>>): string[] {
  return [...new Set(script)].filter((name) => (variables[name] ?? '').trim() === '' && !providerVariables.test(name))
}
