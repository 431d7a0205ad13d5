import type { ImportDefaults } from '../../contract/debtors.ts'
import { currencyDigits, normalise } from '../../ingest/index.ts'
import type { DebtorRead } from '../debtor-import/import-part.ts'
import { readLocalDate } from '../debtor-import/local-date.ts'
import { personKey, readNationalId, type NationalIdProblem } from '../debtor-import/national-id.ts'
import { readPhones } from '../debtor-import/phone.ts'
import type { DebtorRowReason } from '../debtor-import/problems.ts'
import { zoneOf } from '../debtor-import/time-zone.ts'
import type { CallBody } from '../retell/bodies.ts'
import { readJobDocument, type JobDocument } from '../retell/job-document.ts'
import type { ApplyReason } from './apply-reasons.ts'

/** A call job of another deployment, understood: the debtor with the debt, their place in its batch, and the call when there was one. */
export interface DocumentRead extends DebtorRead {
  readonly job: {
    readonly id: string
    readonly batchId: string
    readonly status: Exclude<JobDocument['job']['status'], 'completed'>
    readonly attempts: number
    readonly maxAttempts: number
    readonly deduplicationKey: string
    readonly lastError: string | null
    /** Milliseconds UTC. */
    readonly createdAt: number | null
    readonly finishedAt: number | null
    readonly nextTryAt: number | null
    readonly calledAt: number | null
  }
  readonly call: CallBody | null
}

export type DocumentReading = { readonly ok: Omit<DocumentRead, 'rowNumber'> } | { readonly failed: readonly (DebtorRowReason | ApplyReason)[] }

const idReasons: Record<NationalIdProblem, DebtorRowReason> = {
  missing: 'debtors.row_national_id_missing', invalid: 'debtors.row_national_id_invalid', check_digit: 'debtors.row_national_id_check_digit', damaged: 'debtors.row_national_id_damaged',
}
/** Said by the engine at every call; an old one would be read aloud. */
const timeVariable = /^current_time/

/** Reads the source text of one document, extended JSON of Mongo included. Never throws: what cannot be read says why. */
export function readDocument(text: string | null, defaults: ImportDefaults): DocumentReading {
  if (text === null) return { failed: ['documents.row_too_long'] }
  let document: JobDocument
  try {
    document = readJobDocument(JSON.parse(text))
  } catch {
    return { failed: ['documents.row_unreadable'] }
  }
  const { job, call } = document
  const reasons: DebtorRowReason[] = []
  const idText = job.contact.dni?.trim() ?? ''
  const id = defaults.nationalIdKind === 'none' || (defaults.nationalIdKind === 'free' && idText === '') ? { id: '' } : readNationalId(idText, defaults.nationalIdKind, defaults.country)
  if ('failed' in id) reasons.push(idReasons[id.failed])
  const nationalId = 'id' in id ? id.id : ''
  const phones = phonesOf([...job.contact.phones, ...(job.to_number === null ? [] : [job.to_number])], defaults.country)
  if (phones.length === 0) reasons.push('debtors.row_phone_missing')
  const name = (job.contact.name ?? '').trim().replaceAll(/\s+/g, ' ') || nationalId
  if (name === '') reasons.push('debtors.row_name_missing')
  const company = job.payload?.company_name?.trim() || defaults.company.trim()
  if (company === '') reasons.push('debtors.row_company_missing')
  if (reasons.length > 0) return { failed: reasons }

  const more = job.payload?.additional_info ?? {}
  return {
    ok: {
      personKey: personKey(defaults.nationalIdKind, nationalId, defaults.country, normalise(name), phones[0]!),
      nationalIdKind: nationalId === '' ? 'none' : defaults.nationalIdKind,
      nationalId, name, country: defaults.country, region: null,
      timeZone: zoneOf('', defaults.country, { number: phones[0]!, country: undefined }, defaults).zone,
      language: defaults.language, consentOn: null, phones,
      variables: variablesOf(more),
      debt: {
        company, reference: job.payload?.reference_number?.trim() ?? '', instalments: countOf(more['cantidad_cupones']),
        amountMinor: minorOf(job.payload?.debt_amount ?? null, defaults.currency), currency: defaults.currency,
        dueOn: dayOf(job.payload?.due_date), lastNegotiableOn: dayOf(more['fecha_maxima']), delinquency: null,
      },
      warnings: [],
      job: {
        id: job.job_id,
        batchId: job.batch_id ?? 'batch',
        status: job.status === 'completed' ? 'done' : job.status,
        attempts: job.attempts, maxAttempts: job.max_attempts,
        deduplicationKey: job.deduplication_key ?? `${job.account_id ?? ''}::${nationalId}::${job.batch_id ?? ''}`,
        lastError: job.last_error ?? job.last_attempt_result,
        createdAt: job.created_at, finishedAt: job.finished_at, nextTryAt: job.next_try_at,
        calledAt: job.call_started_at ?? job.started_at,
      },
      call,
    },
  }
}

/** Numbers were dialled as they stand there: one in international form is kept even where no such range is known today. */
function phonesOf(texts: readonly string[], country: string): string[] {
  const numbers = new Set<string>()
  for (const text of texts) {
    const bare = text.replaceAll(/[\s().-]/g, '')
    if (/^\+\d{6,15}$/.test(bare)) numbers.add(bare)
    else for (const reading of readPhones(text, country)) if ('number' in reading) numbers.add(reading.number)
  }
  return [...numbers]
}

function minorOf(amount: number | null, currency: string): number | null {
  return amount === null || !Number.isFinite(amount) || amount < 0 ? null : Math.round(amount * 10 ** currencyDigits(currency))
}

function countOf(value: unknown): number | null {
  const count = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
  return Number.isInteger(count) && count >= 0 && count <= 999 ? count : null
}

function dayOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? readLocalDate(value.trim().slice(0, 10), 'dmy') : null
}

function variablesOf(more: Readonly<Record<string, unknown>>): Record<string, string> {
  const known = new Set(['cantidad_cupones', 'fecha_maxima'])
  const texts = Object.entries(more).filter(([name, value]) => !known.has(name) && !timeVariable.test(name) && (typeof value === 'string' || typeof value === 'number'))
  return Object.fromEntries(texts.map(([name, value]) => [name, String(value)]))
}
