import { z } from 'zod'
import type { CampaignRow } from '../../../db/queries/campaigns.ts'
import { promiseById } from '../../../db/queries/promises.ts'
import type { Tx } from '../../../db/tx.ts'
import type { ActionTrigger } from '../../../db/values.ts'
import type { ActionsArea } from '../../actions/index.ts'
import { amountText } from '../spoken-money.ts'
import type { CallOutcome } from './finish-call.ts'

/** Outcomes of a conversation that others may act upon. */
const triggers: Readonly<Record<string, ActionTrigger>> = {
  promise: 'promise_made', callback: 'callback_asked', opt_out: 'opt_out', wrong_person: 'wrong_person', already_paid: 'already_paid', refusal: 'refusal',
}

const textsSchema = z.record(z.string(), z.string())

/** Tells the actions of an ended call: that it ended, and what the conversation came to. */
export function tellCallTx(tx: Tx, actions: Pick<ActionsArea, 'fireTx'>, { attempt, campaign, person, body, reading, promiseId, now }: CallOutcome): void {
  const outcome = reading?.outcome ?? null
  const variables = {
    ...textsSchema.parse(JSON.parse(attempt.variables)),
    telefono: attempt.number,
    moneda: person.debt.currency,
    resultado: outcome ?? '',
    call_id: body.call_id,
    campaign: campaign.name,
    campaign_id: campaign.id,
    debtor_id: person.debtor.id,
    fecha_pago_cliente: reading?.promise?.date ?? '',
    monto_pago_cliente: typeof reading?.promise?.amountMinor === 'number' ? amountText(reading.promise.amountMinor, person.debt.currency) : '',
    callback: reading?.callbackAt === null || reading === null ? '' : new Date(reading.callbackAt.at).toISOString(),
  }
  const common = { businessId: campaign.business_id, simulated: campaign.simulated === 1, at: now, debtorId: person.debtor.id, variables }
  actions.fireTx(tx, { ...common, trigger: 'call_ended', eventId: `call_ended:${attempt.id}` })
  const trigger = outcome === null ? undefined : triggers[outcome]
  // A promise that a person must look at first is not acted upon as if it were one.
  const promise = promiseId === null ? null : promiseById(tx.database, promiseId)
  if (trigger === undefined || (trigger === 'promise_made' && promise?.state !== 'open')) return
  actions.fireTx(tx, { ...common, trigger, eventId: `${trigger}:${trigger === 'promise_made' ? promise?.id : attempt.id}` })
}

/** Tells the actions that a campaign ended by itself. */
export function tellCampaignTx(tx: Tx, actions: Pick<ActionsArea, 'fireTx'>, campaign: CampaignRow, now: number): void {
  actions.fireTx(tx, {
    businessId: campaign.business_id, trigger: 'campaign_finished', eventId: `campaign_finished:${campaign.id}`, simulated: campaign.simulated === 1, at: now, debtorId: null,
    variables: { campaign: campaign.name, campaign_id: campaign.id },
  })
}
