import { z } from 'zod'
import { attemptBySeq } from '../../../db/queries/call-attempts.ts'
import { campaignById } from '../../../db/queries/campaigns.ts'
import { debtFacts, debtorFacts } from '../../../db/queries/debtor-facts.ts'
import type { PaymentRow, PromiseRow } from '../../../db/queries/promises.ts'
import type { Database } from '../../../db/open.ts'
import type { Tx } from '../../../db/tx.ts'
import type { ActionTrigger } from '../../../db/values.ts'
import type { ActionsArea } from '../../actions/index.ts'
import { amountText } from '../spoken-money.ts'

type Actions = Pick<ActionsArea, 'fireTx'>

const textsSchema = z.record(z.string(), z.string())

/** Tells the actions what became of a promise, once: told again of the same, they do nothing. */
export function tellPromiseTx(tx: Tx, actions: Actions, trigger: ActionTrigger & `promise_${string}`, promise: PromiseRow, now: number): void {
  actions.fireTx(tx, {
    businessId: promise.business_id, trigger, eventId: `${trigger}:${promise.id}`, simulated: promise.simulated === 1, at: now,
    debtorId: debtorFacts(tx.database, promise.debtor_seq)?.id ?? null, variables: promiseVariables(tx.database, promise),
  })
}

/** Tells the actions that money came, with the promise it goes to, if any. */
export function tellPaymentTx(tx: Tx, actions: Actions, payment: PaymentRow, promise: PromiseRow | null, now: number): void {
  const debtor = payment.debtor_seq === null ? null : debtorFacts(tx.database, payment.debtor_seq)
  const debt = payment.debt_seq === null ? null : debtFacts(tx.database, payment.debt_seq)
  const known = promise === null
    ? { nombre: debtor?.name ?? '', RUT: debtor?.national_id ?? '', empresa: debt?.company ?? '', debtor_id: debtor?.id ?? '' }
    : promiseVariables(tx.database, promise)
  actions.fireTx(tx, {
    businessId: payment.business_id, trigger: 'payment_received', eventId: `payment_received:${payment.id}`, simulated: payment.simulated === 1, at: now, debtorId: debtor?.id ?? null,
    variables: { ...known, moneda: payment.currency, monto_pagado: amountText(payment.amount_minor, payment.currency), fecha_pagado: payment.paid_on },
  })
}

/** The variables of the call in which it was promised, and what was promised. */
function promiseVariables(database: Database, promise: PromiseRow): Record<string, string> {
  const attempt = attemptBySeq(database, promise.attempt_seq)
  const campaign = campaignById(database, promise.campaign_id)
  return {
    ...(attempt === null ? {} : textsSchema.parse(JSON.parse(attempt.variables))),
    telefono: attempt?.number ?? '',
    call_id: attempt?.call_id ?? '',
    moneda: promise.currency,
    resultado: 'promise',
    campaign: campaign?.name ?? '',
    campaign_id: promise.campaign_id,
    debtor_id: debtorFacts(database, promise.debtor_seq)?.id ?? '',
    fecha_pago_cliente: promise.promised_on ?? '',
    monto_pago_cliente: promise.amount_minor === null ? '' : amountText(promise.amount_minor, promise.currency),
  }
}
