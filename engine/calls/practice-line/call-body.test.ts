import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fullVariables, resources, someThursday } from '../../../tests/harness/practice-rig.ts'
import { callBody, momentsOf, statusAt, type CallRecord } from './call-body.ts'
import { converse, readConversations } from './conversations.ts'
import { newRecord } from './journal.ts'
import { practiceAgents } from './line-catalogue.ts'
import { meets } from './list-calls.ts'
import { planCall } from './plan.ts'
import { drawsOf } from './random.ts'
import { spokenScenarios } from './scenarios.ts'

const conversations = readConversations(join(resources, 'practice'))
const links = { recording: (callId: string, channels: number) => `http://line/${callId}/${channels}`, log: (callId: string) => `http://line/${callId}/log` }
const order = { registered: 0, ongoing: 1, not_connected: 2, ended: 2, error: 2 }

const anyRecord = fc.record({
  seed: fc.string(), suffix: fc.integer({ min: 0, max: 9_999_999 }), agent: fc.constantFrom(...practiceAgents), turn: fc.nat(5),
  stop: fc.option(fc.nat(120_000)),
}).map(({ seed, suffix, agent, turn, stop }): CallRecord => {
  const request = { from: '+56222550100', to: `+569${String(10_000_000 + suffix)}`, agent, metadata: { id: seed }, variables: fullVariables }
  const record = newRecord(planCall({ seed, conversations, timeZone: 'America/Santiago' }, request, someThursday, turn))
  record.stoppedAt = stop === null ? null : someThursday + stop
  return record
})

const wordsOf = (body: Record<string, unknown>) => ((body['transcript_object'] ?? []) as { words: object[] }[]).flatMap(({ words }) => words)

describe('the body of a call', () => {
  it('only ever moves on: a status never goes back, a field once told stays as it is, and what was said is only added to', () => {
    fc.assert(fc.property(anyRecord, fc.array(fc.nat(200_000), { minLength: 2, maxLength: 6 }), (record, offsets) => {
      let before: Record<string, unknown> = {}
      for (const offset of offsets.toSorted((one, other) => one - other)) {
        const body = callBody(record, someThursday + offset, links)
        const { call_status: status = 'registered', transcript: _spoken, transcript_object: _turns, transcript_with_tool_calls: _woven, ...told } = before
        expect(body).toMatchObject(told)
        expect(order[statusAt(record, someThursday + offset)]).toBeGreaterThanOrEqual(order[status as keyof typeof order])
        expect(wordsOf(body).slice(0, wordsOf(before).length)).toEqual(wordsOf(before))
        before = body
      }
    }))
  })

  it('has its end before its analysis, its start before its end, and a duration between them', () => {
    fc.assert(fc.property(anyRecord, (record) => {
      const { startedAt, endedAt, analysedAt } = momentsOf(record)
      expect(analysedAt).toBeGreaterThanOrEqual(endedAt)
      expect(endedAt).toBeGreaterThanOrEqual(startedAt ?? record.plan.createdAt)
      const body = callBody(record, analysedAt, links)
      expect(body['duration_ms']).toBe(startedAt === null ? 0 : endedAt - startedAt)
      expect(JSON.parse(JSON.stringify(body))).toEqual(JSON.parse(JSON.stringify(callBody(record, analysedAt, links))))
    }))
  })
})

describe('a call that was stopped', () => {
  it('has no word after its end', () => {
    fc.assert(fc.property(anyRecord, (record) => {
      const body = callBody(record, someThursday + 1_000_000, links)
      const turns = (body['transcript_object'] ?? []) as { content: string; words: { word: string; start: number }[] }[]
      const seconds = Number(body['duration_ms']) / 1000
      expect(turns.flatMap(({ words }) => words).every(({ start }) => start < seconds)).toBe(true)
      expect(turns.map(({ content }) => content)).toEqual(turns.map(({ words }) => words.map(({ word }) => word).join('')))
      expect(turns.every(({ words }) => words.length > 0)).toBe(true)
    }))
  })
})

describe('scripted conversations', () => {
  it.each(['es', 'es-CL', 'en'])('exist in %s for all that is spoken, in its own language, with nothing left open', (language) => {
    for (const scenario of spokenScenarios) {
      for (let round = 0; round < 12; round++) {
        const talk = converse(conversations, language, scenario, drawsOf(`${scenario} ${round}`), fullVariables, { promisedDate: 'X', promisedAmount: 'Y' })
        const said = talk.turns.map(({ text }) => text).join(' ') + talk.summary
        expect(said).not.toMatch(/\[\[|\{\{/)
        // Spanish has letters and marks that no English script needs.
        expect(/[áéíóúñ¿¡]/.test(said) && language === 'en').toBe(false)
        expect(talk.seconds).toBeGreaterThan(1)
      }
    }
  })
})

describe('the conditions of a list', () => {
  it.each([
    ['abc', { type: 'string', op: 'eq', value: 'abc' }, true],
    ['abc', { type: 'string', op: 'ne', value: 'abc' }, false],
    ['abc', { type: 'string', op: 'sw', value: 'ab' }, true],
    ['abc', { type: 'string', op: 'ew', value: 'ab' }, false],
    ['abc', { type: 'string', op: 'co', value: 'b' }, true],
    [5, { type: 'number', op: 'ge', value: 5 }, true],
    [5, { type: 'number', op: 'gt', value: 5 }, false],
    [5, { type: 'number', op: 'lt', value: 6 }, true],
    [5, { type: 'number', op: 'le', value: 4 }, false],
    [5, { type: 'range', op: 'bt', value: [1, 5] }, true],
    ['b', { type: 'enum', op: 'in', value: ['a'] }, false],
    [undefined, { type: 'present', op: 'np' }, true],
    [undefined, { type: 'string', op: 'eq', value: 'abc' }, false],
    [undefined, { type: 'number', op: 'lt', value: 6 }, false],
  ])('%s under %o: %s', (value, condition, expected) => {
    expect(meets(value, condition)).toBe(expected)
  })
})
