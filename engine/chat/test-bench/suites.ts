import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../../db/open.ts'
import { chatSuiteOf, chatSuitesOf, type ChatSuiteRow } from '../../../db/queries/chat-suites.ts'
import type { BenchSuite } from '../../contract/chat-bench.ts'
import type { BenchFile } from '../agent/index.ts'
import { readSuite } from './suite-text.ts'

/** A suite with what is in it. */
export interface Suite { readonly head: BenchSuite; readonly text: string; readonly file: BenchFile }

const repliesOf = (file: BenchFile): number => file.conversations.reduce((total, { turns }) => total + turns.length, 0)

/**
 * The suites the program ships, in the order of their files, whose names are their ids.
 * @throws Error naming the file and the line that is wrong
 */
export function shippedSuites(resources: string): Suite[] {
  const folder = join(resources, 'chat', 'bench')
  return readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort().map((name) => {
    const text = readFileSync(join(folder, name), 'utf8')
    const read = readSuite(text)
    if ('problems' in read) throw new Error(`${name}, line ${read.problems[0]?.line}: ${read.problems[0]?.reason}`)
    const { file } = read
    const id = name.replace(/\.yaml$/, '')
    return { text, file, head: { id, origin: 'shipped', name: titleOf(file) ?? { es: id, en: id }, catalogue: catalogueOf(file), conversations: file.conversations.length, replies: repliesOf(file), spanishNames: spanishNamesOf(file), version: null, updatedAt: null } }
  })
}

/** The suite of a row. @returns null where its text can no longer be read: an older program took what this one does not. */
export function suiteOf(row: ChatSuiteRow): Suite | null {
  const read = readSuite(row.text)
  if ('problems' in read) return null
  return { text: row.text, file: read.file, head: headOf(row, read.file) }
}

/** @param file null where the text can no longer be read */
function headOf(row: ChatSuiteRow, file: BenchFile | null): BenchSuite {
  const catalogue = file === null ? 'own' : catalogueOf(file)
  return { id: row.id, origin: 'own', name: { es: row.name, en: row.name }, catalogue, conversations: row.conversations, replies: row.replies, spanishNames: file === null ? {} : spanishNamesOf(file), version: row.version, updatedAt: row.updated_at }
}

export interface Suites {
  /** The business's own, then those that are shipped. */
  of(businessId: string): BenchSuite[]
  find(businessId: string, id: string): { readonly head: BenchSuite; readonly text: string } | null
  /** Those named, all when none is; what cannot be read is left out. Null when one is not there. */
  chosen(businessId: string, ids: readonly string[]): Suite[] | null
}

/** @param resources the folder that holds `chat/bench/`; read when first asked for */
export function openSuites(database: Database, resources: string): Suites {
  let kept: Suite[] | null = null
  const shipped = () => (kept ??= shippedSuites(resources))
  const own = (row: ChatSuiteRow) => suiteOf(row)?.head ?? headOf(row, null)
  return {
    of: (businessId) => [...chatSuitesOf(database, businessId).map(own), ...shipped().map(({ head }) => head)],
    find(businessId, id) {
      const row = chatSuiteOf(database, businessId, id)
      return row === null ? (shipped().find(({ head }) => head.id === id) ?? null) : { head: own(row), text: row.text }
    },
    chosen(businessId, ids) {
      const all = [...chatSuitesOf(database, businessId).flatMap((row) => suiteOf(row) ?? []), ...shipped()]
      if (ids.length === 0) return all
      const chosen = all.filter(({ head }) => ids.includes(head.id))
      return chosen.length === new Set(ids).size ? chosen : null
    },
  }
}

export function catalogueOf(file: BenchFile): BenchSuite['catalogue'] {
  return file.catalogue ?? 'own'
}

export function countsOf(file: BenchFile): { conversations: number; replies: number } {
  return { conversations: file.conversations.length, replies: repliesOf(file) }
}

function spanishNamesOf({ conversations }: BenchFile): Record<string, string> {
  return Object.fromEntries(conversations.flatMap(({ name, es }) => (es === undefined ? [] : [[name, es]])))
}

function titleOf({ title }: BenchFile): BenchSuite['name'] | null {
  return title === undefined ? null : typeof title === 'string' ? { es: title, en: title } : title
}
