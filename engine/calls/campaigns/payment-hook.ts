import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'
import { newId } from '../../../db/id.ts'
import { allBusinesses } from '../../../db/queries/businesses.ts'
import { debtsOfPerson, debtsOfReference, type PayableDebtRow } from '../../../db/queries/debtors-payments.ts'
import { insertPaymentTx, type PaymentRow } from '../../../db/queries/promises.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import { nationalIdKinds } from '../../../db/values.ts'
import type { Clock } from '../../observe/clock.ts'
import type { SecretStore } from '../../settings/index.ts'
import { readMoney } from '../../ingest/index.ts'
import { personKey, readNationalId } from '../debtor-import/national-id.ts'
import { dayText, parseDay, zoneTime } from '../zone-time.ts'
import type { HookAnswer } from './hooks.ts'

export interface PaymentHookNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly secrets: SecretStore
  /** Counts a payment on its debt and on the promise it fulfils. @returns the promise's id. */
  settlePaymentTx(tx: Tx, payment: PaymentRow, now: number): string | null
}

/** Name of the secret that whoever tells of payments signs with, or bears. */
export const paymentsSecretName = 'payments_hook'

/** A signature older than this, or from further in the future, is not taken: somebody may have kept it. */
const longestAgeMs = 5 * 60_000
/** Countries whose ids count from one, tried where the payment names no country. */
const usualCountries = ['CL', 'CO', 'AR', 'MX', 'PE', 'EC', 'UY', 'PY', 'BO', 'US', 'ES'] as const

const paymentSchema = z.object({
  /** The sender's own name of the payment: the same one is counted once. */
  external_id: z.string().trim().min(1).max(200),
  national_id: z.string().trim().max(60).optional(),
  reference: z.string().trim().max(200).optional(),
  /** In whole units of the currency: 84000 pesos, 12.5 dollars. */
  amount: z.union([z.number().positive().transform(String), z.string().trim().min(1).max(40)]),
  currency: z.string().length(3).toUpperCase().optional(),
  paid_on: z.string().refine((text) => parseDay(text) !== null, { message: 'a day like 2026-03-31 was expected' }),
  country: z.string().length(2).toUpperCase().optional(),
  /** Needed only where there are several businesses. */
  business_id: z.string().optional(),
}).refine((payment) => (payment.national_id ?? '') !== '' || (payment.reference ?? '') !== '', { message: 'national_id or reference is needed' })
type HookPayment = z.infer<typeof paymentSchema>

const refused = (status: number, error: string): HookAnswer => ({ status, body: { error } })

/**
 * Takes payments told over HTTP: signed as `X-Vocero-Signature: t=<seconds>,v1=<HMAC-SHA256 of "t.body">`, or with the secret
 * itself as `Authorization: Bearer`. Answers 201 for one that was counted, 200 for one that was known.
 */
export function paymentHook({ database, clock, secrets, settlePaymentTx }: PaymentHookNeeds) {
  return async (rawBody: string, headers: IncomingHttpHeaders): Promise<HookAnswer> => {
    const secret = await secrets.get(paymentsSecretName)
    if (secret === null || !isGenuine(rawBody, headers, secret, clock.now())) return refused(401, 'the signature does not fit')
    const payment = paymentSchema.safeParse(jsonOf(rawBody))
    if (!payment.success) return refused(422, z.prettifyError(payment.error))
    return take(payment.data)
  }

  function take(payment: HookPayment): HookAnswer {
    const businesses = allBusinesses(database)
    const business = payment.business_id === undefined && businesses.length === 1 ? businesses[0] : businesses.find((one) => one.id === payment.business_id)
    if (business === undefined) return refused(422, 'business_id is needed: there are several businesses, or none of that id')
    const debt = debtOf(database, business.id, payment)
    if (debt === null) return refused(404, 'no debt fits this payment')
    const money = readMoney(payment.amount, payment.currency ?? debt.currency)
    if ('failed' in money || money.minor === 0) return refused(422, 'the amount cannot be read')
    if (money.currency !== debt.currency) return refused(422, `the debt is in ${debt.currency}`)
    const today = dayText(zoneTime(debt.time_zone).dayAt(clock.now()))
    if (payment.paid_on > today) return refused(422, `paid_on is in the future: where the debtor lives it is ${today}`)
    return writeTx(database, (tx) => {
      const now = clock.now()
      const row = {
        id: newId(), business_id: business.id, simulated: 0, debtor_seq: debt.debtor_seq, debt_seq: debt.seq, amount_minor: money.minor, currency: money.currency,
        paid_on: payment.paid_on, source: 'webhook', external_id: payment.external_id, received_at: now,
      }
      const seq = insertPaymentTx(tx, row)
      if (seq === null) return { status: 200, body: { known: true } }
      return { status: 201, body: { payment_id: row.id, promise_id: settlePaymentTx(tx, { ...row, seq, promise_seq: null }, now) } }
    })
  }
}

/** Of the person where one is named, by reference among their debts; else by the reference, when only one person has it. */
function debtOf(database: Database, businessId: string, { national_id: nationalId = '', reference = '', currency, country }: HookPayment): PayableDebtRow | null {
  const fits = (debt: PayableDebtRow) => currency === undefined || debt.currency === currency
  if (nationalId !== '') {
    const debts = keysOf(nationalId, country).flatMap((key) => debtsOfPerson(database, businessId, 0, key)).filter(fits)
    return (reference === '' ? undefined : debts.find((debt) => debt.reference === reference)) ?? debts.find((debt) => debt.state === 'open') ?? debts[0] ?? null
  }
  const debts = debtsOfReference(database, businessId, 0, reference).filter(fits)
  const [first] = debts
  if (first === undefined || debts.some((debt) => debt.debtor_seq !== first.debtor_seq)) return null
  return debts.find((debt) => debt.state === 'open') ?? first
}

/** The keys under which a person of this id may stand on the floor. */
function keysOf(nationalId: string, country: string | undefined): string[] {
  const keys = new Set<string>()
  for (const kind of nationalIdKinds) {
    // Neither says who somebody is.
    if (kind === 'ssn_last4' || kind === 'none') continue
    for (const each of country === undefined ? usualCountries : [country]) {
      const reading = readNationalId(nationalId, kind, each)
      if ('id' in reading) keys.add(personKey(kind, reading.id, each, '', ''))
    }
  }
  return [...keys]
}

function isGenuine(rawBody: string, headers: IncomingHttpHeaders, secret: string, now: number): boolean {
  const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1]
  if (bearer !== undefined) return same(bearer, secret)
  const signature = headers['x-vocero-signature']
  const parts = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(typeof signature === 'string' ? signature : '')
  if (parts === null) return false
  const [, seconds = '', given = ''] = parts
  if (Math.abs(now - Number(seconds) * 1000) > longestAgeMs) return false
  return same(given, createHmac('sha256', secret).update(`${seconds}.${rawBody}`).digest('hex'))
}

/** In constant time, lengths included. */
function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
