import type { TaxonomyDraft } from '../../../engine/contract/taxonomies.ts'

export type Fault = TaxonomyDraft['problems'][number]

/** The parts of a fault's path, however it is written: `enums.0.values.3.label` or `enums[0].values[3].label`. */
export function pathParts(path: string): string[] {
  return path.replaceAll(/\[(\d+)\]/g, '.$1').split(/[./]/).filter(Boolean)
}

/** Faults of one field, in words; undefined when it has none. */
export function faultOf(faults: readonly Fault[], ...path: (string | number)[]): string | undefined {
  const own = faults.filter(fault => isSame(pathParts(fault.path), path))
  return own.length > 0 ? own.map(fault => fault.message).join(' · ') : undefined
}

/** Faults of a part and of everything in it. */
export function faultsWithin(faults: readonly Fault[], ...path: (string | number)[]): Fault[] {
  return faults.filter(fault => isSame(pathParts(fault.path).slice(0, path.length), path))
}

function isSame(parts: readonly string[], path: readonly (string | number)[]): boolean {
  return parts.length === path.length && path.every((part, position) => String(part) === parts[position])
}

/** What of the editor shows a fault: an enum with its value, a signal, or nothing but the text. */
export type FaultPlace = { part: 'enums' | 'signals', position: number, value: number | null } | null

export function placeOf(fault: Fault): FaultPlace {
  const [part, position, inner, value] = pathParts(fault.path)
  if ((part !== 'enums' && part !== 'signals') || position === undefined || !/^\d+$/.test(position)) return null
  return { part, position: Number(position), value: inner === 'values' && value !== undefined && /^\d+$/.test(value) ? Number(value) : null }
}
