import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import { opinionsOf, type OpinionRow } from './opinions.ts'

/** What a classifier said of one enum. */
export interface EnumJudgement { readonly value: string; readonly confidence: number; readonly quote: { start: number; end: number } | null; readonly analysis: string }

type Details = Record<string, Partial<EnumJudgement> | undefined>

/** What an opinion says, by enum. */
export function judgementsOf(opinion: Pick<OpinionRow, 'label_values' | 'label_details'> | null): Record<string, EnumJudgement> {
  if (opinion === null) return {}
  const details = JSON.parse(opinion.label_details) as Details
  return Object.fromEntries(Object.entries(JSON.parse(opinion.label_values) as Record<string, string>).map(([name, value]) => {
    const { confidence = 0, quote = null, analysis = '' } = details[name] ?? {}
    return [name, { value, confidence, quote, analysis }]
  }))
}

/** What people said of a transcript, by enum. */
export function personLabels(database: Database, seq: number): Record<string, string> {
  const rows = database.prepare<{ enum: string; value: string }>(`SELECT enum, value FROM labels WHERE transcript_seq = ? AND source = 'person'`).all(seq)
  return Object.fromEntries(rows.map((row) => [row.enum, row.value]))
}

/**
 * Writes anew on which enums of a transcript its judges differ. To be called in the transaction of every opinion and of every
 * correction, so that the queue needs no search.
 */
export function refreshDisagreementsTx(tx: Tx, seq: number): void {
  const { database } = tx
  const businessId = database.prepare<string>('SELECT business_id FROM transcripts WHERE seq = ?').pluck().get(seq)
  if (businessId === undefined) return
  database.prepare('DELETE FROM disagreements WHERE transcript_seq = ?').run(seq)
  const opinions = opinionsOf(database, seq)
  const offline = judgementsOf(opinions.offline)
  const llm = judgementsOf(opinions.llm)
  const person = personLabels(database, seq)
  const insert = database.prepare('INSERT INTO disagreements (transcript_seq, enum, business_id, settled, confidence) VALUES (?,?,?,?,?)')
  for (const name of new Set([...Object.keys(offline), ...Object.keys(llm), ...Object.keys(person)])) {
    const judges = [offline[name], llm[name]].filter((one) => one !== undefined)
    const said = new Set(judges.map((one) => one.value))
    const right = person[name]
    if (right !== undefined) said.add(right)
    // A label of a person alone, about which no classifier said anything, differs from nothing.
    if (said.size < 2 || judges.length === 0) continue
    insert.run(seq, name, businessId, Number(right !== undefined), Math.min(...judges.map((one) => one.confidence)))
  }
}

export interface DisagreementQuery { businessId: string; enumName: string | null; settled: boolean; offset: number; limit: number }

export interface DisagreementRow {
  transcriptId: string
  clientName: string | null
  enumName: string
  offline: EnumJudgement | null
  llm: (EnumJudgement & { model: string }) | null
  person: string | null
  confidence: number
  excerpt: string
}

/** Characters of a transcript that the queue shows. */
const excerptLength = 300

/** A page of the queue, least sure first, with its counts. */
export function disagreementPage(database: Database, { businessId, enumName, settled, offset, limit }: DisagreementQuery): { rows: DisagreementRow[]; total: number; byEnum: Record<string, number> } {
  const counts = database
    .prepare<{ enum: string; count: number }>('SELECT enum, count(*) AS count FROM disagreements INDEXED BY disagreements_enum WHERE business_id = ? AND settled = ? GROUP BY enum')
    .all(businessId, Number(settled))
  const byEnum = Object.fromEntries(counts.map((row) => [row.enum, row.count]))
  const total = enumName === null ? counts.reduce((sum, row) => sum + row.count, 0) : (byEnum[enumName] ?? 0)
  const keys = enumName === null
    ? database
      .prepare<DisagreementKey>('SELECT transcript_seq, enum, confidence FROM disagreements INDEXED BY disagreements_order WHERE business_id = ? AND settled = ? ORDER BY confidence, transcript_seq, enum LIMIT ? OFFSET ?')
      .all(businessId, Number(settled), limit, offset)
    : database
      .prepare<DisagreementKey>('SELECT transcript_seq, enum, confidence FROM disagreements INDEXED BY disagreements_enum WHERE business_id = ? AND settled = ? AND enum = ? ORDER BY confidence, transcript_seq LIMIT ? OFFSET ?')
      .all(businessId, Number(settled), enumName, limit, offset)
  return { rows: keys.flatMap((key) => rowOf(database, key) ?? []), total, byEnum }
}

interface DisagreementKey { transcript_seq: number; enum: string; confidence: number }

function rowOf(database: Database, { transcript_seq: seq, enum: enumName, confidence }: DisagreementKey): DisagreementRow | null {
  const transcript = database
    .prepare<{ id: string; client_name: string | null; excerpt: string }>(`SELECT id, client_name, substr(transcript, 1, ${excerptLength}) AS excerpt FROM transcripts WHERE seq = ?`)
    .get(seq)
  if (transcript === undefined) return null
  const { offline, llm } = opinionsOf(database, seq)
  const said = judgementsOf(llm)[enumName]
  return {
    transcriptId: transcript.id,
    clientName: transcript.client_name,
    enumName,
    offline: judgementsOf(offline)[enumName] ?? null,
    llm: said === undefined ? null : { ...said, model: llm?.model ?? '' },
    person: personLabels(database, seq)[enumName] ?? null,
    confidence,
    excerpt: transcript.excerpt,
  }
}
