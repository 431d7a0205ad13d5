import type { Language } from '../../../db/values.ts'
import type { CallJobFilter } from '../../contract/campaigns.ts'
import { csvParts, csvStyleOf, jsonParts, type Cell } from '../../ingest/index.ts'
import type { CampaignQuestions, Decided } from './questions.ts'
import type { WhyView } from './why.ts'

const columns = [
  'national_id', 'name', 'company', 'amount', 'currency', 'status', 'attempts', 'max_attempts', 'next_try_at', 'callback_at', 'outcome', 'last_error', 'verdict', 'rule', 'figure', 'limit', 'until',
] as const

/** The chosen call jobs with what is decided about each, as a file in parts of text. */
export async function* exportJobParts(questions: CampaignQuestions, filter: CallJobFilter, view: WhyView, format: 'csv' | 'json', language: Language, signal?: AbortSignal): AsyncGenerator<string> {
  const seqs = await questions.seqsOf(filter, view, signal)
  const slices = mapEach(questions.decided(seqs, view, signal), cellsOf)
  if (format === 'csv') yield* csvParts([...columns], slices, csvStyleOf(language))
  else yield* jsonParts(mapEach(slices, (cells) => Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? null]))))
}

async function* mapEach<Item, Mapped>(slices: AsyncIterable<readonly Item[]>, map: (item: Item) => Mapped): AsyncGenerator<Mapped[]> {
  for await (const slice of slices) yield slice.map(map)
}

function cellsOf({ facts: { row }, decision }: Decided): Cell[] {
  const moment = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  return [
    row.national_id, row.name, row.company, amountOf(row.amount_minor, row.currency), row.currency, row.status, row.attempts, row.max_attempts, moment(row.next_try_at), moment(row.callback_at),
    row.outcome, row.last_error, decision?.verdict ?? null, decision?.rule ?? null, decision?.figure ?? null, decision?.limit ?? null, decision?.verdict === 'wait' ? moment(decision.until) : null,
  ]
}

/** In whole units of the currency, as files of debtors have it. */
function amountOf(minor: number | null, currency: string): number | null {
  if (minor === null) return null
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0
  return minor / 10 ** digits
}
