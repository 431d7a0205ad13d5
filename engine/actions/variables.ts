import type { ActionKind, ActionTrigger } from '../../db/values.ts'
import type { Variables } from './template.ts'

/** What happened, as other areas tell it. */
export interface ActionEvent {
  readonly businessId: string
  readonly trigger: ActionTrigger
  /** Names this happening for ever, such as `promise_made:<promise id>`: told twice, it is delivered once. */
  readonly eventId: string
  /** On the practice line. */
  readonly simulated: boolean
  /** When it happened, milliseconds UTC by the clock its campaign lives by. */
  readonly at: number
  readonly debtorId: string | null
  /** The debtor's dynamic variables and what the happening adds to them, by the names in `eventVariables`. */
  readonly variables: Variables
}

/** Made-up values by which templates are tried: quotes, accents and all. */
const samples = {
  nombre: 'María José "Pepa" Ñúñez',
  RUT: '12.345.678-5',
  telefono: '+56911112222',
  empresa: 'Ferretería Andes',
  cuotas_adeudadas: '3',
  monto_total: '254990',
  moneda: 'CLP',
  fecha_limite: '2026-01-31',
  fecha_maxima: '2026-02-15',
  tipo_llamada: 'cobranza',
  cantidad_cupones: '3',
  dias_vencidos: '42',
  tipo_deuda: 'consumo',
  fecha_pago_cliente: '2026-01-28',
  monto_pago_cliente: '85000',
  monto_pagado: '85000',
  fecha_pagado: '2026-01-28',
  callback: '2026-01-20T15:30:00.000Z',
  resultado: 'promise',
  call_id: 'call_0123456789abcdef',
  campaign: 'Enero',
  debtor_id: '01890000-0000-7000-8000-000000000001',
  campaign_id: '01890000-0000-7000-8000-000000000002',
} as const

/** Filled by this area for every event. */
const envelope = { event: 'promise_made', event_id: '', delivery: '', at: '', simulated: '', test: '', business: '' } as const

/** Every variable a template may name without a script declaring it. */
export const eventVariables: readonly string[] = [...Object.keys(envelope), ...Object.keys(samples)]

/** The variables of an event as a template sees them. */
export function variablesOf(event: ActionEvent, delivery: { id: string; sample: boolean; businessName: string }): Variables {
  return {
    ...event.variables,
    event: event.trigger,
    event_id: event.eventId,
    delivery: delivery.id,
    at: new Date(event.at).toISOString(),
    simulated: String(event.simulated),
    test: String(delivery.sample),
    business: delivery.businessName,
  }
}

/** An event that did not happen. */
export function sampleEvent(businessId: string, trigger: ActionTrigger, deliveryId: string, now: number, declared: readonly string[]): ActionEvent {
  return {
    businessId, trigger, eventId: `test:${deliveryId}`, simulated: false, at: now, debtorId: null,
    variables: { ...Object.fromEntries(declared.map((name) => [name, `‹${name}›`])), ...samples },
  }
}

/** What a new action sends until somebody writes something else. */
export const startTemplates: Readonly<Record<ActionKind, string>> = {
  webhook: `{
  "event": "{{event}}",
  "id": "{{delivery}}",
  "at": "{{at}}",
  "simulated": "{{simulated | boolean}}",
  "business": "{{business}}",
  "campaign": "{{campaign}}",
  "debtor": {
    "name": "{{nombre}}",
    "nationalId": "{{RUT}}",
    "phone": "{{telefono}}"
  },
  "debt": {
    "company": "{{empresa}}",
    "amount": "{{monto_total | number}}",
    "currency": "{{moneda}}"
  },
  "promise": {
    "date": "{{fecha_pago_cliente}}",
    "amount": "{{monto_pago_cliente | number}}"
  }
}`,
  mcp: `{
  "to": "{{telefono}}",
  "text": "Hola {{nombre}}"
}`,
}
