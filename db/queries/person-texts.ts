import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

/** By what a person is known in texts about a business. */
export interface PersonMarks {
  readonly businessId: string
  /** The full name as `folded` makes it; null when it is too little to tell the person from others. */
  readonly name: string | null
  /** Numbers as `squeezed` makes them: ends of phones, ids. */
  readonly numbers: readonly string[]
  /** In lower case. */
  readonly emails: readonly string[]
}

/** Which texts are looked through: what comes after `after`, so many rows at once. */
export interface TextsToSearch { readonly marks: PersonMarks; readonly after: number; readonly limit: number }

/** Rows that name the person, and the last row that was looked at; null when none is left. */
export interface FoundTexts { readonly seqs: number[]; readonly last: number | null }

/** Lower case without accents, every run of other signs one space. */
export const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}+/gu, '').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
/** Without what people put between the figures of a number. */
export const squeezed = (text: string): string => text.replaceAll(/[\s().-]+/g, '').toUpperCase()

/** Whether a text names the person in one of the ways that can be known by rule. Numbers that were said in words are not found. */
export function namesPerson(text: string, { name, numbers, emails }: PersonMarks): boolean {
  if (name !== null && ` ${folded(text)} `.includes(` ${name} `)) return true
  if (emails.length > 0 && text.includes('@')) {
    const lower = text.toLowerCase()
    if (emails.some((email) => lower.includes(email))) return true
  }
  if (numbers.length === 0) return false
  const figures = squeezed(text)
  return numbers.some((number) => figures.includes(number))
}

function found(rows: readonly { seq: number; text: string }[], { marks }: TextsToSearch): FoundTexts {
  return { seqs: rows.filter(({ text }) => namesPerson(text, marks)).map(({ seq }) => seq), last: rows.at(-1)?.seq ?? null }
}

// A line between two texts keeps a name from being put together of the end of one and the beginning of the next.
const joined = (...columns: string[]) => `${columns.map((column) => `coalesce(${column}, '')`).join(` || char(10) || '|' || char(10) || `)} AS text`

/** Rows of the audit that name the person; those of no business too, which may be about anybody. */
export function inferencesNaming(database: Database, search: TextsToSearch): FoundTexts {
  return found(database
    .prepare<{ seq: number; text: string }>(`SELECT seq, ${joined('prompt', 'response', 'error_message', 'fell_back_from')} FROM ai_audit_logs WHERE seq > ? AND (business_id = ? OR business_id IS NULL) ORDER BY seq LIMIT ?`)
    .all(search.after, search.marks.businessId, search.limit), search)
}

export function keptAnswersNaming(database: Database, search: TextsToSearch): FoundTexts {
  return found(database
    .prepare<{ seq: number; text: string }>(`SELECT entry.seq, ${joined('question', 'names', 'answer')} FROM answer_cache_entries AS entry JOIN answer_cache_namespaces AS namespace ON namespace.seq = entry.namespace_seq
      WHERE entry.seq > ? AND namespace.business_id = ? ORDER BY entry.seq LIMIT ?`)
    .all(search.after, search.marks.businessId, search.limit), search)
}

export function cacheHitsNaming(database: Database, search: TextsToSearch): FoundTexts {
  return found(database
    .prepare<{ seq: number; text: string }>(`SELECT seq, ${joined('question', 'kept_question', 'answer')} FROM answer_cache_hits WHERE seq > ? AND business_id = ? ORDER BY seq LIMIT ?`)
    .all(search.after, search.marks.businessId, search.limit), search)
}

/** Messages of chats that name the person. */
export function chatMessagesNaming(database: Database, search: TextsToSearch): FoundTexts {
  return found(database
    .prepare<{ seq: number; text: string }>(`SELECT seq, ${joined('text', 'sources', 'trace', 'decision')} FROM chat_messages WHERE seq > ? AND business_id = ? ORDER BY seq LIMIT ?`)
    .all(search.after, search.marks.businessId, search.limit), search)
}

/** Chats that name the person in what lists show of them, or in what the agent has in mind. */
export function chatsNaming(database: Database, search: TextsToSearch): FoundTexts {
  return found(database
    .prepare<{ seq: number; text: string }>(`SELECT seq, ${joined('title', 'last_text', 'channel_chat_id', 'agent_state')} FROM chats WHERE seq > ? AND business_id = ? ORDER BY seq LIMIT ?`)
    .all(search.after, search.marks.businessId, search.limit), search)
}

const erased = '[erased]'

/** Leaves of rows of the audit what they cost and how they went. */
export function eraseInferenceTextsTx(tx: Tx, seqs: readonly number[]): void {
  const statement = tx.database.prepare(`UPDATE ai_audit_logs SET prompt = @erased, response = @erased, error_message = CASE WHEN error_message IS NULL THEN NULL ELSE @erased END,
    fell_back_from = (SELECT json_group_array(json_set(value, '$.message', @erased)) FROM json_each(fell_back_from)) WHERE seq = @seq`)
  for (const seq of seqs) statement.run({ seq, erased })
}

/** Leaves of hits of the cache their figures and verdicts, and no digest by which the texts could be guessed. */
export function eraseHitTextsTx(tx: Tx, seqs: readonly number[]): void {
  const statement = tx.database.prepare('UPDATE answer_cache_hits SET question = ?, kept_question = ?, answer = ? WHERE seq = ?')
  for (const seq of seqs) statement.run('', '', '', seq)
}

/** Leaves of messages of chats who said them, when, and how it went. */
export function eraseChatMessagesTx(tx: Tx, seqs: readonly number[]): void {
  const statement = tx.database.prepare(`UPDATE chat_messages SET text = ?, sources = '[]', trace = NULL, decision = NULL WHERE seq = ?`)
  for (const seq of seqs) statement.run(erased, seq)
}

/** Takes a person out of chats that go on: the agent begins with nothing in mind, the channel's own name for the chat is forgotten. */
export function eraseChatTextsTx(tx: Tx, seqs: readonly number[]): void {
  const statement = tx.database.prepare(`UPDATE chats SET title = '', title_folded = '', last_text = '', channel_chat_id = NULL, agent_state = '{}' WHERE seq = ?`)
  for (const seq of seqs) statement.run(seq)
}
