import type { Cue, CueLists, EnumContent, SignalContent, TaxonomyContent, ValueContent } from './taxonomy-content.ts'

export type ValueChange =
  | { kind: 'added', value: ValueContent }
  | { kind: 'removed', value: ValueContent }
  /** The same value in all but its name: results keep the old one. */
  | { kind: 'renamed', before: ValueContent, value: ValueContent, parts: ValuePart[] }
  | { kind: 'changed', before: ValueContent, value: ValueContent, parts: ValuePart[] }
export type ValuePart = 'label' | 'description' | 'prior' | 'cues' | 'other'

export interface EnumChange {
  kind: 'added' | 'removed' | 'changed'
  one: EnumContent
  /** Its own words or anything else of it that is no value. */
  ownChange: boolean
  /** The same values in another order. */
  reordered: boolean
  values: ValueChange[]
}
export interface SignalChange { kind: 'added' | 'removed' | 'changed', signal: SignalContent }
export interface TaxonomyDiff { enums: EnumChange[]; signals: SignalChange[]; /** Anything outside of enums and signals. */ rest: boolean }

/** What a draft would change of the version in service. */
export function compareTaxonomies(before: TaxonomyContent, after: TaxonomyContent): TaxonomyDiff {
  return {
    enums: [
      ...after.enums.flatMap(one => {
        const old = before.enums.find(other => other.name === one.name)
        return old ? compareEnums(old, one) : [{ kind: 'added' as const, one, ownChange: false, reordered: false, values: [] }]
      }),
      ...missingFrom(after.enums, before.enums).map(one => ({ kind: 'removed' as const, one, ownChange: false, reordered: false, values: [] })),
    ],
    signals: [
      ...after.signals.flatMap((signal): SignalChange[] => {
        const old = before.signals.find(other => other.name === signal.name)
        if (!old) return [{ kind: 'added', signal }]
        return same(old, signal) ? [] : [{ kind: 'changed', signal }]
      }),
      ...missingFrom(after.signals, before.signals).map((signal): SignalChange => ({ kind: 'removed', signal })),
    ],
    rest: !same(withoutParts(before), withoutParts(after)),
  }
}

export function isEmptyDiff(diff: TaxonomyDiff): boolean {
  return diff.enums.length === 0 && diff.signals.length === 0 && !diff.rest
}

function missingFrom<Named extends { name: string }>(present: readonly Named[], known: readonly Named[]): Named[] {
  return known.filter(one => !present.some(other => other.name === one.name))
}

/** The version is given by the engine when a draft is published: it is no change of the draft's. */
function withoutParts({ enums: _enums, signals: _signals, version: _version, ...rest }: TaxonomyContent): unknown {
  return rest
}

function compareEnums(before: EnumContent, after: EnumContent): EnumChange[] {
  const values = compareValues(before.values, after.values)
  const { values: _before, ...ownBefore } = before
  const { values: _after, ...ownAfter } = after
  const ownChange = !same(ownBefore, ownAfter)
  const kept = (list: readonly ValueContent[], others: readonly ValueContent[]) => list.filter(value => others.some(other => other.value === value.value)).map(value => value.value)
  const reordered = !same(kept(before.values, after.values), kept(after.values, before.values))
  return ownChange || reordered || values.length > 0 ? [{ kind: 'changed', one: after, ownChange, reordered, values }] : []
}

function compareValues(before: readonly ValueContent[], after: readonly ValueContent[]): ValueChange[] {
  const gone = before.filter(value => !after.some(other => other.value === value.value))
  const come = after.filter(value => !before.some(other => other.value === value.value))
  const renamed = new Map<ValueContent, ValueContent>()
  for (const value of come) {
    const old = gone.find(other => ![...renamed.values()].includes(other) && isRenamed(other, value))
    if (old) renamed.set(value, old)
  }
  return [
    ...after.flatMap((value): ValueChange[] => {
      const old = before.find(other => other.value === value.value)
      if (old) {
        const parts = changedParts(old, value)
        return parts.length > 0 ? [{ kind: 'changed', before: old, value, parts }] : []
      }
      const former = renamed.get(value)
      return [former ? { kind: 'renamed', before: former, value, parts: changedParts(former, value) } : { kind: 'added', value }]
    }),
    ...gone.filter(value => ![...renamed.values()].includes(value)).map((value): ValueChange => ({ kind: 'removed', value })),
  ]
}

/** Taken for the same value under another name when its words or its cues stayed. */
function isRenamed(before: ValueContent, after: ValueContent): boolean {
  const hasCues = before.cues.es.length + before.cues.en.length > 0
  return (before.label.es !== '' && same(before.label, after.label)) || (hasCues && same(before.cues, after.cues))
}

function changedParts(before: ValueContent, after: ValueContent): ValuePart[] {
  const known = ['label', 'description', 'prior', 'cues'] as const
  const parts: ValuePart[] = known.filter(part => !same(before[part], after[part]))
  const rest = ({ value: _value, label: _label, description: _description, prior: _prior, cues: _cues, ...others }: ValueContent): unknown => others
  return same(rest(before), rest(after)) ? parts : [...parts, 'other']
}

/** How many cues came and went, over both languages. */
export function countCues(before: CueLists, after: CueLists): { added: number, removed: number } {
  const texts = ({ es, en }: CueLists) => [...es.map(cue => `es ${cueText(cue)}`), ...en.map(cue => `en ${cueText(cue)}`)]
  const [old, now] = [new Set(texts(before)), new Set(texts(after))]
  return { added: [...now].filter(text => !old.has(text)).length, removed: [...old].filter(text => !now.has(text)).length }
}

function cueText(cue: Cue): string {
  return JSON.stringify(cue)
}

/** Equal as JSON: the order of an object's keys does not count, a list's does. */
function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other))
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value).map(([key, inner]) => [key, ordered(inner)] as const).sort(([a], [b]) => a < b ? -1 : 1)
}
