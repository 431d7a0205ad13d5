import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Draws } from './random.ts'
import { spokenScenarios, type SpokenScenario } from './scenarios.ts'

const scriptSchema = z.strictObject({
  turns: z.array(z.string().regex(/^(agent|user|tool): /)).min(1),
  summary: z.string(),
  sentiment: z.enum(['Negative', 'Positive', 'Neutral', 'Unknown']),
})
const fileSchema = z.strictObject({
  language: z.string(),
  greetings: z.array(z.string()).min(1),
  pitches: z.array(z.string()).min(1),
  callback_times: z.array(z.string()).min(1),
  scripts: z.partialRecord(z.enum(spokenScenarios), z.array(scriptSchema).min(1)),
})
type ConversationFile = z.infer<typeof fileSchema>

/** One thing said, or one use of the agent's tool; seconds from the moment the call was picked up. */
export interface Turn {
  readonly role: 'agent' | 'user' | 'tool'
  readonly text: string
  readonly start: number
  readonly end: number
}

export interface Conversation {
  readonly turns: readonly Turn[]
  readonly seconds: number
  readonly summary: string
  readonly sentiment: 'Negative' | 'Positive' | 'Neutral' | 'Unknown'
}

/** What a script may speak besides the debtor's variables. A value that is not known is spoken as its own name. */
export interface SpokenFacts {
  readonly promisedDate: string | null
  readonly promisedAmount: string | null
}

/** Every scripted conversation, by language. @param folder resources/practice. @throws ZodError for a damaged file. */
export function readConversations(folder: string): ReadonlyMap<string, ConversationFile> {
  const names = readdirSync(folder).filter((name) => /^conversations\..+\.json$/.test(name)).sort()
  const files = names.map((name) => fileSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
  return new Map(files.map((file) => [file.language, file]))
}

export type Conversations = ReturnType<typeof readConversations>

/**
 * One conversation, spoken.
 * @param language es, es-CL or en; a dialect that has no words for a scenario borrows those of its language.
 * @param variables the dynamic variables of the call. One that a script speaks and that is missing is said as it stands
 *   in the script, braces and all, as the real line does.
 */
export function converse(conversations: Conversations, language: string, scenario: SpokenScenario, draws: Draws, variables: Readonly<Record<string, string>>, facts: SpokenFacts): Conversation {
  const files = [conversations.get(language), conversations.get(language.slice(0, 2)), conversations.get('es')].filter((file) => file !== undefined)
  const candidates = files.filter((file) => file.scripts[scenario] !== undefined)
  const dialect = candidates[0]
  if (dialect === undefined) throw new RangeError(`No conversation for ${scenario} in ${language}`)
  // Four of ten talks of a dialect use the neutral words of its language, as people do.
  const file = candidates[1] !== undefined && candidates[1].language === language.slice(0, 2) && draws.next() < 0.4 ? candidates[1] : dialect
  const script = draws.pick(file.scripts[scenario] ?? [])
  const words: Record<string, string> = {
    greeting: draws.pick(file.greetings),
    pitch: draws.pick(file.pitches),
    callback_time: draws.pick(file.callback_times),
    promised_date: facts.promisedDate ?? '{{fecha_pago_cliente}}',
    promised_amount: facts.promisedAmount ?? '{{monto_pago_cliente}}',
  }
  const spoken = (text: string) => text
    .replace(/\[\[(\w+)\]\]/g, (whole, name: string) => words[name] ?? whole)
    .replace(/\{\{(\w+)\}\}/g, (whole, name: string) => variables[name] ?? whole)

  let at = 0.4 + draws.next()
  const turns = script.turns.map((line): Turn => {
    const [role, text] = [line.slice(0, line.indexOf(':')), spoken(line.slice(line.indexOf(':') + 2))]
    const start = at
    const seconds = role === 'tool' ? 0.01 : wordsOf(text).length * (0.28 + draws.next() * 0.12)
    at += seconds + (role === 'tool' ? 0 : 0.4 + draws.next() * 0.9)
    return { role: role === 'agent' || role === 'user' ? role : 'tool', text, start: milli(start), end: milli(start + seconds) }
  })
  return { turns, seconds: milli(at), summary: spoken(script.summary), sentiment: script.sentiment }
}

export interface Word {
  readonly word: string
  readonly start: number
  readonly end: number
}

/** The words of a turn with their times: longer words take longer. Each keeps the space after it, as the real line gives it. */
export function timedWords(turn: Turn): Word[] {
  const words = wordsOf(turn.text)
  const letters = words.reduce((sum, word) => sum + word.length + 1, 0)
  let at = turn.start
  return words.map((word) => {
    const start = at
    at += ((turn.end - turn.start) * (word.length + 1)) / letters
    return { word: `${word} `, start: milli(start), end: milli(at) }
  })
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

function milli(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}
