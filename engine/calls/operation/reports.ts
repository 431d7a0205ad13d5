import type { ReportChoice, ReportFigures } from '../../../db/queries/reports.ts'
import type { Reader } from '../../../db/reader.ts'
import type { Language } from '../../../db/values.ts'
import type { ReportRow } from '../../contract/calls.ts'
import { csvParts, csvStyleOf, type Cell } from '../../ingest/index.ts'
import { centsOf } from './call-rows.ts'

/** A line of a report as the console sees it. */
export function reportRowOf({ key, attempts, answered, contacts, successes, promises, kept, cost_millicents }: ReportFigures): ReportRow {
  return { key, attempts, answered, contacts, successes, promises, kept, costCents: centsOf(cost_millicents) }
}

const columns = ['attempts', 'answered', 'answer_rate', 'contacts', 'successes', 'success_rate', 'promises', 'kept_promises', 'cost_cents', 'cost_cents_per_kept_promise']

/** The report as a CSV file in parts; rates and costs per promise are empty where there is nothing to divide by. */
export async function* reportParts(reader: Reader, choice: ReportChoice, language: Language): AsyncGenerator<string> {
  const figures = await reader.run('calls.report', choice)
  const named = choice.by === 'campaign' ? ['campaign', 'campaign_id'] : [choice.by]
  const rows = figures.map((each): Cell[] => {
    const { key, attempts, answered, contacts, successes, promises, kept, costCents } = reportRowOf(each)
    const name = choice.by === 'campaign' ? [each.name, key] : [key]
    return [...name, attempts, answered, ratio(answered, attempts), contacts, successes, ratio(successes, contacts), promises, kept, costCents, ratio(costCents, kept)]
  })
  yield* csvParts([...named, ...columns], [rows], csvStyleOf(language))
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1e4) / 1e4
}
