import { sentiments } from '../../../db/values.ts'
import { sortColumns } from '../../../db/values.ts'
import type { SavedView, TranscriptFilter } from '../../../engine/contract/transcripts.ts'

/** What the person filters by; the business comes from the frame. */
export type Filter = Omit<TranscriptFilter, 'businessId'>
export type Sort = NonNullable<SavedView['sort']>

/** Enums are written as `is.<enum>`, so that no name of a taxonomy can collide with another key. */
const enumPrefix = 'is.'
const flags = ['closed', 'corrected', 'classified', 'outdated', 'disagree', 'fellBack'] as const
const resultSources = ['offline', 'llm'] as const

/** Reads the filter out of the page's address. Whatever is not understood is left out. */
export function readFilter(query: Readonly<Record<string, string>>): Filter {
  const filter: Filter = {}
  if (query.text) filter.text = query.text.slice(0, 200)
  if (query.batch) filter.batchId = query.batch
  if (query.sellers) filter.sellers = readList(query.sellers)
  if (query.from && isDay(query.from)) filter.metFrom = query.from
  if (query.to && isDay(query.to)) filter.metTo = query.to
  if (query.signals) filter.signals = readList(query.signals)
  if (query.sentiments) {
    const wanted = readList(query.sentiments)
    const known = sentiments.filter(sentiment => wanted.includes(sentiment))
    if (known.length > 0) filter.sentiments = known
  }
  if (query.sources) {
    const wanted = readList(query.sources)
    const known = resultSources.filter(source => wanted.includes(source))
    if (known.length > 0) filter.sources = known
  }
  const below = Number(query.below)
  if (below > 0 && below <= 1) filter.confidenceBelow = below
  for (const flag of flags) {
    if (query[flag] === 'yes') filter[flag] = true
    if (query[flag] === 'no') filter[flag] = false
  }
  const labels = Object.entries(query).filter(([key]) => key.startsWith(enumPrefix)).map(([key, values]) => [key.slice(enumPrefix.length), readList(values)] as const)
  if (labels.length > 0) filter.labels = Object.fromEntries(labels)
  return filter
}

/** The filter as parts of the address; the counterpart of readFilter. */
export function writeFilter(filter: Filter): Record<string, string> {
  const query: Record<string, string | undefined> = {
    text: filter.text,
    batch: filter.batchId,
    sellers: writeList(filter.sellers),
    from: filter.metFrom,
    to: filter.metTo,
    sentiments: writeList(filter.sentiments),
    signals: writeList(filter.signals),
    sources: writeList(filter.sources),
    below: filter.confidenceBelow?.toString(),
  }
  for (const flag of flags) if (filter[flag] !== undefined) query[flag] = filter[flag] ? 'yes' : 'no'
  for (const [name, values] of Object.entries(filter.labels ?? {})) query[enumPrefix + name] = writeList(values)
  return Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])))
}

/** Takes the parts of the address that are no filter, such as the columns chosen. */
export function withoutFilter(query: Readonly<Record<string, string>>): Record<string, string> {
  const known = new Set(['text', 'batch', 'sellers', 'from', 'to', 'sentiments', 'signals', 'sources', 'below', ...flags])
  return Object.fromEntries(Object.entries(query).filter(([key]) => !known.has(key) && !key.startsWith(enumPrefix)))
}

export function readSort(text: string | undefined): Sort | null {
  const descending = text?.startsWith('-') ?? false
  const column = sortColumns.find(candidate => candidate === text?.replace(/^-/, ''))
  return column ? { column, descending } : null
}

export function writeSort(sort: Sort | null): string | null {
  return sort && `${sort.descending ? '-' : ''}${sort.column}`
}

/** Each entry is escaped on its own, so that a seller's name may contain a comma. */
export function readList(text: string): string[] {
  return text.split(',').filter(Boolean).map(part => {
    try {
      return decodeURIComponent(part)
    } catch {
      return part
    }
  })
}

export function writeList(values: readonly string[] | undefined): string | undefined {
  return values?.length ? values.map(encodeURIComponent).join(',') : undefined
}

/** True when two filters ask for the same transcripts, in whatever order they were put together. */
export function sameFilter(one: Filter, other: Filter): boolean {
  return canonicalText(one) === canonicalText(other)
}

function canonicalText(filter: Filter): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.toSorted()
    if (typeof value !== 'object' || value === null) return value
    return Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const).sort(([a], [b]) => a < b ? -1 : 1)
  }
  return JSON.stringify(sorted(filter))
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text)
}
