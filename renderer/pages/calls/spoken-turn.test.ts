import { expect, it } from 'vitest'
import type { Turn } from '../../../engine/contract/calls.ts'
import { neighbouringTurn, spokenTurnAt } from './spoken-turn.ts'

const turn = (role: Turn['role'], start: number | null, end: number | null): Turn => ({ role, text: 'x', start, end })
const turns = [turn('agent', 0.5, 3), turn('user', 4, 6), turn('tool', 5, 5), turn('agent', 7, 9)]

it('a line is spoken from its beginning until the next one begins', () => {
  expect([0, 0.5, 3.5, 4, 6.5, 7, 100].map(seconds => spokenTurnAt(turns, seconds))).toEqual([-1, 0, 0, 1, 1, 3, 3])
})

it('lines without times are never spoken, and tools never are', () => {
  expect(spokenTurnAt([turn('agent', null, null), turn('user', null, null)], 3)).toBe(-1)
  expect(neighbouringTurn(turns, 1, 1)).toBe(3)
  expect(neighbouringTurn(turns, 0, -1)).toBeNull()
  expect(neighbouringTurn(turns, -1, 1)).toBe(0)
})
