import { isMap, isPair, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import type { z } from 'zod'
import type { SuiteProblem } from '../../contract/chat-bench.ts'
import { benchFileSchema, type BenchFile } from '../agent/index.ts'

export type ReadSuite = { readonly file: BenchFile } | { readonly problems: readonly SuiteProblem[] }

/** Problems told at once: who has more begins with these. */
const mostProblems = 100

/** What YAML's own complaints come to, in the words of this program; all others are `yaml_unexpected`. */
const yamlReasons: Readonly<Record<string, string>> = {
  BAD_INDENT: 'yaml_indent', TAB_AS_INDENT: 'yaml_tab', DUPLICATE_KEY: 'yaml_duplicate', MISSING_CHAR: 'yaml_unclosed', MULTIPLE_DOCS: 'yaml_documents', BAD_ALIAS: 'yaml_alias', RESOURCE_EXHAUSTION: 'yaml_alias',
}

/** Reads the text of a suite, or tells everything that is wrong with it, each at its line. */
export function readSuite(text: string): ReadSuite {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  if (document.errors.length > 0) return { problems: firstOfEachLine(document.errors.map(({ code, pos }) => ({ ...at(pos[0]), reason: yamlReasons[code] ?? 'yaml_unexpected', values: {} }))) }
  let value: unknown
  try {
    value = document.toJS()
  } catch {
    // Aliases of aliases would grow without end; YAML gives up on them here.
    return { problems: [{ line: 1, column: 1, reason: 'yaml_alias', values: {} }] }
  }
  const read = benchFileSchema.safeParse(value)
  const problems = read.success ? sameNames(read.data, document, at) : read.error.issues.flatMap((issue) => problemsOf(issue, document, at))
  if (read.success && problems.length === 0) return { file: read.data }
  return { problems: problems.toSorted((one, other) => one.line - other.line || one.column - other.column).slice(0, mostProblems) }
}

type Place = (offset: number) => { line: number; column: number }

function problemsOf(issue: z.core.$ZodIssue, document: Document, at: Place): SuiteProblem[] {
  const path = issue.path.filter((part): part is string | number => typeof part !== 'symbol')
  const key = path.findLast((part) => typeof part === 'string') ?? ''
  const here = at(offsetOf(document, path))
  const problem = (reason: string, values: SuiteProblem['values'] = {}): SuiteProblem[] => [{ ...here, reason, values: { key, ...values } }]
  switch (issue.code) {
    case 'unrecognized_keys': return issue.keys.map((unknown) => ({ ...at(offsetOf(document, [...path, unknown])), reason: 'unknown_key', values: { key: unknown } }))
    case 'invalid_value': return document.hasIn(path) ? problem('not_one_of', { got: textAt(document, path), known: issue.values.map(String).join(', ') }) : problem('missing')
    case 'invalid_type':
      if (path.length > 0 && !document.hasIn(path)) return problem('missing')
      return problem(key === 'cart' || path.at(-2) === 'cart' ? 'cart' : issue.expected === 'array' ? 'list_needed' : issue.expected === 'string' ? 'text_needed' : 'map_needed')
    case 'invalid_union': return problem('title')
    case 'too_small': return problem(path.at(-2) === 'cart' ? 'cart' : 'empty')
    case 'too_big': return problem(issue.origin === 'array' ? 'too_many' : 'too_long', { most: Number(issue.maximum) })
    default: return problem('not_understood')
  }
}

/** Two conversations of one name could not be told apart when runs are compared. */
function sameNames(file: BenchFile, document: Document, at: Place): SuiteProblem[] {
  const first = new Map<string, number>()
  return file.conversations.flatMap(({ name }, index) => {
    const before = first.get(name)
    if (before === undefined) first.set(name, index)
    return before === undefined ? [] : [{ ...at(offsetOf(document, ['conversations', index, 'name'])), reason: 'same_name', values: { key: name, line: at(offsetOf(document, ['conversations', before, 'name'])).line } }]
  })
}

/** Where the value of a path begins, or its key, or what should hold it, whichever of them is there. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true)
    const last = path[length - 1]
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(last))
      const offset = startOf(pair?.key)
      if (offset !== null) return offset
    } else if (typeof last === 'number') {
      const offset = startOf(document.getIn(path.slice(0, length), true))
      if (offset !== null) return offset
    }
  }
  return startOf(document.contents) ?? 0
}

function startOf(node: unknown): number | null {
  return (node as Node | null | undefined)?.range?.[0] ?? null
}

function textAt(document: Document, path: readonly (string | number)[]): string {
  const value: unknown = document.getIn(path)
  return typeof value === 'object' ? '' : String(value)
}

function firstOfEachLine(problems: readonly SuiteProblem[]): SuiteProblem[] {
  const seen = new Set<number>()
  return problems.filter(({ line }) => seen.size < seen.add(line).size).slice(0, mostProblems)
}
