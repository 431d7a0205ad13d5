import { createHash } from 'node:crypto'
import type { Plan, Reply } from './reply.ts'

/**
 * Answers as a model might, from the request alone: JSON that fits whatever schema is asked for, with values that vary with
 * what was said and stay the same when it is said again.
 */
export const plausibleAnswers: Plan = (asked): Reply => {
  const said = asked.texts.join('\n')
  if (asked.what === 'transcription') return { text: 'Buenos días, le llamo por la reunión del martes.' }
  if (asked.schema === undefined) return { text: `Entiendo. Me dice: «${said.trim().slice(0, 80)}».` }
  return { json: jsonFitting(asked.schema, said) }
}

type Schema = Record<string, unknown>

/** A value that fits a JSON schema, chosen by a hash of the text and of the place in the schema. */
export function jsonFitting(schema: unknown, text: string): unknown {
  const root = recordOf(schema)
  return valueOf(root, root, text, '')
}

function valueOf(node: Schema, root: Schema, text: string, path: string): unknown {
  const pick = <Item>(items: readonly Item[]) => items[hash(text, path) % items.length] as Item
  if (typeof node['$ref'] === 'string') return valueOf(referred(root, node['$ref']), root, text, path)
  if ('const' in node) return node['const']
  if (Array.isArray(node['enum'])) return pick(node['enum'])
  const choices = node['anyOf'] ?? node['oneOf']
  if (Array.isArray(choices)) return valueOf(recordOf(pick(choices)), root, text, path)
  const type = Array.isArray(node['type']) ? pick(node['type']) : node['type']
  switch (type) {
    case 'object': return Object.fromEntries(Object.entries(recordOf(node['properties'])).map(([name, child]) => [name, valueOf(recordOf(child), root, text, `${path}.${name}`)]))
    case 'array': return listOf(node, root, text, path)
    case 'integer': return Math.round(numberOf(node, hash(text, path), 10))
    case 'number': return Math.round(numberOf(node, hash(text, path), 1) * 100) / 100
    case 'boolean': return hash(text, path) % 2 === 0
    case 'null': return null
    default: return textFitting(node, text, path)
  }
}

function listOf(node: Schema, root: Schema, text: string, path: string): unknown[] {
  const least = typeof node['minItems'] === 'number' ? node['minItems'] : 1
  const most = typeof node['maxItems'] === 'number' ? node['maxItems'] : least + 1
  const length = least + hash(text, path) % (Math.max(0, most - least) + 1)
  const values = Array.from({ length }, (_, index) => valueOf(recordOf(node['items']), root, text, `${path}[${index}]`))
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()]
}

function numberOf(node: Schema, seed: number, usualMost: number): number {
  const least = typeof node['minimum'] === 'number' ? node['minimum'] : 0
  // Zod writes the largest safe integer as the most of any whole number.
  const most = typeof node['maximum'] === 'number' && node['maximum'] < 1_000_000 ? node['maximum'] : least + usualMost
  return least + (seed % 1_000) / 1_000 * (most - least)
}

function textFitting(node: Schema, text: string, path: string): string {
  if (node['format'] === 'date-time') return '2026-01-15T10:00:00Z'
  if (node['format'] === 'date') return '2026-01-15'
  if (node['format'] === 'email') return 'ana@example.com'
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? ['sin', 'texto']
  const from = hash(text, path) % words.length
  const sentence = words.slice(from, from + 8).join(' ')
  return typeof node['maxLength'] === 'number' ? sentence.slice(0, node['maxLength']) : sentence
}

function referred(root: Schema, ref: string): Schema {
  return ref.split('/').slice(1).reduce<Schema>((node, name) => recordOf(node[name]), root)
}

function hash(text: string, path: string): number {
  return createHash('sha256').update(path).update('\n').update(text).digest().readUInt32LE(0)
}

function recordOf(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? value as Schema : {}
}
