import { expect, test } from 'vitest'
import type { Disagreement } from '../../../engine/contract/opinions.ts'
import { keyOf, neighbourAfter, shownPosition } from './queue.ts'

const row = (transcriptId: string, enumName: string): Disagreement => ({ transcriptId, enumName, clientName: null, offline: null, llm: null, person: null, confidence: 0.5, excerpt: '' })
const rows = [row('a', 'region'), row('a', 'urgency'), row('b', 'region')]

test('the address names one label of one transcript; anything else is the first of the queue', () => {
  expect(shownPosition(rows, keyOf(row('a', 'urgency')))).toBe(1)
  expect(shownPosition(rows, 'a/settled_meanwhile')).toBe(0)
  expect(shownPosition(rows, null)).toBe(0)
})

test('after one is settled the next takes its place, after the last the one before it', () => {
  expect(neighbourAfter(rows, 1)).toBe(rows[2])
  expect(neighbourAfter(rows, 2)).toBe(rows[1])
  expect(neighbourAfter(rows.slice(0, 1), 0)).toBeNull()
})
