import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import type { CallRecord } from './call-body.ts'
import type { CallPlan } from './plan.ts'

type Entry =
  | { readonly kind: 'call'; readonly plan: CallPlan }
  | { readonly kind: 'stopped'; readonly callId: string; readonly at: number }
  | { readonly kind: 'taken_over'; readonly callId: string }
  | { readonly kind: 'injected'; readonly callId: string; readonly at: number; readonly text: string }
  | { readonly kind: 'metadata'; readonly callId: string; readonly metadata: unknown }

/** Calls that are kept when the line starts again; older ones are forgotten, as Retell forgets after its retention. */
const keptCalls = 50_000

/**
 * The line's memory on disk: one JSON line per thing that happened, written before the answer leaves. A killed process
 * loses nothing of it; a machine that loses its power may lose the last lines, as no write is forced to the disk.
 */
export interface Journal {
  readonly records: Map<string, CallRecord>
  write(entry: Entry): void
  close(): void
}

/** @param path the journal's file, made when missing; null keeps calls in memory only. */
export function openJournal(path: string | null): Journal {
  const records = new Map<string, CallRecord>()
  if (path === null) return { records, write: () => {}, close: () => {} }
  if (existsSync(path)) read(path, records)
  rewrite(path, records)
  const file = openSync(path, 'a')
  return {
    records,
    write: (entry) => void writeSync(file, `${JSON.stringify(entry)}\n`),
    close: () => closeSync(file),
  }
}

function read(path: string, records: Map<string, CallRecord>): void {
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const entry = entryOf(line)
    if (entry === null) continue
    if (entry.kind === 'call') {
      records.set(entry.plan.callId, newRecord(entry.plan))
      continue
    }
    const record = records.get(entry.callId)
    if (record === undefined) continue
    if (entry.kind === 'stopped') record.stoppedAt = entry.at
    if (entry.kind === 'taken_over') record.takenOver = true
    if (entry.kind === 'injected') record.injected.push({ at: entry.at, text: entry.text })
    if (entry.kind === 'metadata') record.metadata = entry.metadata
  }
}

/** A line torn by a kill in the middle of a write is the only damage there can be, and nobody was told of that call. */
function entryOf(line: string): Entry | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && 'kind' in value ? (value as Entry) : null
  } catch {
    return null
  }
}

function rewrite(path: string, records: Map<string, CallRecord>): void {
  for (const callId of [...records.keys()].slice(0, Math.max(0, records.size - keptCalls))) records.delete(callId)
  const fresh = `${path}.new`
  const file = openSync(fresh, 'w')
  for (const record of records.values()) {
    const { plan, stoppedAt, takenOver, injected, metadata } = record
    const entries: Entry[] = [{ kind: 'call', plan }]
    if (stoppedAt !== null) entries.push({ kind: 'stopped', callId: plan.callId, at: stoppedAt })
    if (takenOver) entries.push({ kind: 'taken_over', callId: plan.callId })
    if (metadata !== plan.metadata) entries.push({ kind: 'metadata', callId: plan.callId, metadata })
    for (const { at, text } of injected) entries.push({ kind: 'injected', callId: plan.callId, at, text })
    writeSync(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
  }
  fsyncSync(file)
  closeSync(file)
  renameSync(fresh, path)
}

export function newRecord(plan: CallPlan): CallRecord {
  return { plan, stoppedAt: null, takenOver: false, injected: [], metadata: plan.metadata }
}
