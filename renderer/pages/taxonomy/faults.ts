import type { TaxonomyDraft } from '../../../engine/contract/taxonomies.ts'
import type { TaxonomyContent } from './taxonomy-content.ts'

/** A fault of a draft: where it lies, as positions in the content, and what is wrong in the engine's words. */
export interface Fault { path: readonly (string | number)[]; message: string; /** As the engine names the place. */ place: string }

/**
 * The engine names places as people know them (`enums.region.values.europe.prior`); the forms know them by position. A
 * name that is there no more, because it was changed meanwhile, ends the path: the fault then stands at what is above it.
 */
export function locateFaults(problems: TaxonomyDraft['problems'], content: TaxonomyContent | null): Fault[] {
  return problems.map(({ path, message }) => ({ path: positionsOf(path, content), message, place: path }))
}

function positionsOf(path: string, content: unknown): (string | number)[] {
  let at = content
  const positions: (string | number)[] = []
  for (const part of path.split('.').filter(Boolean)) {
    const key = Array.isArray(at) ? positionIn(at, part) : part
    if (key === null) break
    positions.push(key)
    at = isRecord(at) ? at[key] : undefined
  }
  return positions
}

function positionIn(list: readonly unknown[], part: string): number | null {
  const named = list.findIndex(entry => isRecord(entry) && (entry.name === part || entry.value === part))
  if (named >= 0) return named
  return /^\d+$/.test(part) && Number(part) < list.length ? Number(part) : null
}

function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null
}

/** Faults of one field, as they are told; empty when it has none. */
export function faultsAt(faults: readonly Fault[], ...path: (string | number)[]): Fault[] {
  return faults.filter(fault => fault.path.length === path.length && startsWith(fault.path, path))
}

/** Faults of a part and of everything in it. */
export function faultsWithin(faults: readonly Fault[], ...path: (string | number)[]): Fault[] {
  return faults.filter(fault => startsWith(fault.path, path))
}

function startsWith(whole: readonly (string | number)[], start: readonly (string | number)[]): boolean {
  return start.every((part, position) => whole[position] === part)
}

/** What of the editor shows a fault: an enum with its value, a signal, or nothing but the text. */
export type FaultPlace = { part: 'enums' | 'signals', position: number, value: number | null } | null

export function placeOf({ path: [part, position, inner, value] }: Fault): FaultPlace {
  if ((part !== 'enums' && part !== 'signals') || typeof position !== 'number') return null
  return { part, position, value: inner === 'values' && typeof value === 'number' ? value : null }
}
