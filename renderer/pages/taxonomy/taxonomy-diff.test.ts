import { expect, test } from 'vitest'
import type { TaxonomyContent, ValueContent } from './taxonomy-content.ts'
import { compareTaxonomies, countCues, isEmptyDiff } from './taxonomy-diff.ts'

const value = (name: string, label: string, cues: string[] = []): ValueContent => ({ value: name, label: { es: label, en: label }, description: { es: '', en: '' }, prior: 0.5, cues: { es: cues, en: [] } })
const before: TaxonomyContent = {
  version: 3, name: { es: 'Ventas', en: 'Sales' },
  enums: [{ name: 'urgency', label: { es: 'Urgencia', en: 'Urgency' }, values: [value('now', 'Ya', ['hoy mismo']), value('later', 'Después')] }],
  signals: [{ name: 'pricing', label: { es: 'Precio', en: 'Pricing' }, cues: { es: ['precio'], en: [] } }],
}
const withValues = (values: ValueContent[]): TaxonomyContent => ({ ...before, enums: before.enums.map(one => ({ ...one, values })) })

test('the version alone is no change, and neither is the order of keys', () => {
  const [first] = before.enums
  const shuffled = { ...before, version: 4, enums: first ? [{ values: first.values, label: first.label, name: first.name }] : [] }
  expect(isEmptyDiff(compareTaxonomies(before, shuffled))).toBe(true)
})

test('a value under another name is told as renamed, others as added and removed', () => {
  const [change] = compareTaxonomies(before, withValues([value('immediate', 'Ya', ['hoy mismo']), value('someday', 'Algún día')])).enums
  expect(change?.values.map(one => [one.kind, one.value.value])).toEqual([['renamed', 'immediate'], ['added', 'someday'], ['removed', 'later']])
})

test('changed words and cues are told by part', () => {
  const [change] = compareTaxonomies(before, withValues([value('now', 'Ahora', ['hoy mismo', 'urgente']), value('later', 'Después')])).enums
  expect(change?.values).toMatchObject([{ kind: 'changed', parts: ['label', 'cues'] }])
  expect(countCues({ es: ['hoy mismo'], en: [] }, { es: ['urgente', 'ya'], en: [] })).toEqual({ added: 2, removed: 1 })
})

test('another order alone is told', () => {
  const [change] = compareTaxonomies(before, withValues([value('later', 'Después'), value('now', 'Ya', ['hoy mismo'])])).enums
  expect(change).toMatchObject({ kind: 'changed', reordered: true, values: [] })
})

test('signals and whatever lies outside of both', () => {
  const diff = compareTaxonomies(before, { ...before, signals: [], name: { es: 'Otra', en: 'Other' } })
  expect(diff.signals).toMatchObject([{ kind: 'removed', signal: { name: 'pricing' } }])
  expect(diff.rest).toBe(true)
})
