import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../db/open.ts'
import { writeTx } from '../db/tx.ts'

/** Enums and how many values each has; the first values are common, the last ones rare, as in real meetings. */
export const enumSizes: Readonly<Record<string, number>> = {
  business_sector: 25, company_size: 4, region: 7, lead_source: 14, vambe_product: 4, use_case: 12,
  primary_pain_point: 10, urgency: 4, decision_maker_role: 13, purchase_stage: 5,
}
export const signalNames = [
  'sales_qualified', 'needs_follow_up', 'not_interested', 'pricing_discussion', 'technical_questions', 'competitor_mention',
  'decision_maker_absent', 'budget_constraints', 'timeline_discussion', 'closed_won', 'closed_lost',
]
export const businessId = 'business-1'
const otherBusinessId = 'business-2'
const languages = ['es', 'en']

/** A small generator with a fixed seed (mulberry32), so that every run measures the same data. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Fills an empty, migrated database with `count` classified transcripts of about 300 words, and a tenth as many of another business. */
export function fillTranscripts(database: Database, count: number, samplesFolder: string): void {
  const random = seededRandom(20_26)
  const sentences = readFileSync(join(samplesFolder, 'meetings.csv'), 'utf8').split(/(?<=[.?!])\s+/).filter((sentence) => sentence.length > 30 && sentence.length < 300)
  const skewed = (size: number) => Math.min(size - 1, Math.floor(size * random() ** 2))
  const text = () => {
    let words = 0
    const parts: string[] = []
    while (words < 300) {
      const sentence = sentences[Math.floor(random() * sentences.length)] ?? ''
      parts.push(sentence)
      words += sentence.split(' ').length
    }
    return parts.join(' ')
  }
  const insertBusiness = database.prepare('INSERT INTO businesses (id, name, created_at) VALUES (?, ?, 0)')
  const insertBatch = database.prepare(`INSERT INTO batches (id, business_id, name, file_name, mapping, state, created_at) VALUES (?, ?, 'Meetings', 'meetings.csv', '{}', 'done', 0)`)
  const insertTranscript = database.prepare(
    `INSERT INTO transcripts (seq, id, business_id, batch_id, row_number, client_name, client_email, client_phone, met_on, seller, closed, content_hash, created_at,
       sentiment, confidence, summary, taxonomy_version, corrected, transcript) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,0,?,?,?,?,?,?)`,
  )
  const insertWords = database.prepare('INSERT INTO transcripts_search (rowid, client_name, transcript) VALUES (?, ?, ?)')
  const insertResult = database.prepare(
    `INSERT INTO results (transcript_seq, revision, language, sentiment, sentiment_confidence, tone, key_topics, action_items, summary, confidence, signals, label_details, source, taxonomy_version, classified_at)
     VALUES (?, 1, ?, ?, 0.8, 'interesado', ?, ?, ?, ?, ?, ?, 'offline', ?, 0)`,
  )
  const insertLabel = database.prepare('INSERT INTO labels (transcript_seq, enum, value, source, predicted_value, corrected_at) VALUES (?,?,?,?,?,?)')
  const insertSignal = database.prepare('INSERT INTO signals_found (signal, transcript_seq) VALUES (?, ?)')

  writeTx(database, () => {
    database.prepare(`INSERT INTO taxonomies (id, version, content, active, created_at) VALUES ('default', 1, '{}', 0, 0), ('default', 2, '{}', 1, 0)`).run()
    for (const id of [businessId, otherBusinessId]) insertBusiness.run(id, id)
  })
  const total = Math.floor(count * 1.1)
  const rowsOfBatch = 10_000
  for (let start = 0; start < total; start += rowsOfBatch) {
    writeTx(database, () => {
      const owner = start < count ? businessId : otherBusinessId
      const batchId = `batch-${String(start / rowsOfBatch).padStart(4, '0')}`
      insertBatch.run(batchId, owner)
      for (let row = 1; row <= Math.min(rowsOfBatch, total - start); row += 1) {
        const seq = start + row
        const transcript = text()
        const sentiment = ['neutral', 'positive', 'negative'][skewed(3)] ?? 'neutral'
        const confidence = Math.round((1 - random() ** 2 * 0.8) * 1000) / 1000
        const taxonomyVersion = random() < 0.05 ? 1 : 2
        const corrected = random() < 0.02
        const classified = random() < 0.99
        const summary = transcript.slice(0, 180)
        const clientName = `Cliente ${Math.floor(random() * 60_000)}`
        insertTranscript.run(
          seq, `transcript-${seq}`, owner, batchId, row, clientName, `cliente${seq}@example.com`, `5690000${seq}`,
          new Date(Date.UTC(2025, 0, 1) + Math.floor(random() * 600) * 86_400_000).toISOString().slice(0, 10), `Vendedor ${skewed(30)}`,
          random() < 0.1 ? null : Number(random() < 0.4), createHash('sha256').update(transcript).digest(),
          classified ? sentiment : null, classified ? confidence : null, classified ? summary : null, classified ? taxonomyVersion : null, Number(classified && corrected), transcript,
        )
        insertWords.run(seq, clientName, transcript)
        if (!classified) continue
        const quote = { start: 0, end: 80 }
        const details: Record<string, unknown> = {}
        const language = languages[skewed(2)] ?? 'es'
        const values = { ...Object.fromEntries(Object.entries(enumSizes).map(([name, size]) => [name, `${name}_${skewed(size)}`])), language }
        let first = true
        for (const [name, value] of Object.entries(values)) {
          const person = corrected && first
          insertLabel.run(seq, name, value, person ? 'person' : 'offline', value, person ? 1 : null)
          details[name] = { confidence: 0.8, evidence: 'quote', quote, analysis: `The client says so about ${name}`, stage: 'zero_shot' }
          first = false
        }
        const signals: Record<string, unknown> = {}
        for (const name of signalNames) {
          const found = random() < 0.25
          signals[name] = found ? { text: `Something about ${name} was said`, quote } : { text: 'No specific indicators found', quote: null }
          if (found) insertSignal.run(name, seq)
        }
        insertResult.run(seq, language, sentiment, JSON.stringify(['stock', 'clientes', 'mensajes']), JSON.stringify([{ who: 'vendedor', what: 'enviar la propuesta', when: 'el lunes' }]),
          summary, confidence, JSON.stringify(signals), JSON.stringify(details), taxonomyVersion)
      }
    })
  }
}
