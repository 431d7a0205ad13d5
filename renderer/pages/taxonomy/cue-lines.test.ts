import taxonomyText from '../../../resources/taxonomies/default.json?raw'
import { expect, test } from 'vitest'
import { readCueLines, writeCueLines } from './cue-lines.ts'
import { readContent } from './taxonomy-content.ts'

test('the cues of the taxonomy in service come back as they were from their lines', () => {
  const content = readContent(taxonomyText)
  const owners = [...content?.enums.flatMap(one => one.values) ?? [], ...content?.signals ?? []]
  expect(owners.length).toBeGreaterThan(100)
  for (const { cues } of owners) {
    expect(readCueLines(writeCueLines(cues.es))).toEqual({ cues: cues.es, faults: [] })
    expect(readCueLines(writeCueLines(cues.en))).toEqual({ cues: cues.en, faults: [] })
  }
})

test('weights, cues that speak against and cues that count anywhere', () => {
  expect(readCueLines('nos interesa\nno nos interesa [2 -]\n\ngerente general [1,5 *]').cues).toEqual([
    'nos interesa',
    { phrase: 'no nos interesa', weight: 2, negative: true },
    { phrase: 'gerente general', weight: 1.5, anywhere: true },
  ])
})

test('an amount may be open at either end', () => {
  expect(readCueLines('=employees 10..50 [2]\n=branches ..4\n=team 7..').cues).toEqual([
    { quantity: 'employees', min: 10, max: 50, weight: 2 },
    { quantity: 'branches', max: 4 },
    { quantity: 'team', min: 7 },
  ])
})

test('a line that cannot be read is kept and told', () => {
  expect(readCueLines('queremos avanzar [mucho]\n=employees many')).toEqual({ cues: ['queremos avanzar [mucho]', '=employees many'], faults: [1, 2] })
})
