import { describe, expect, it } from 'vitest'
import { callBodySchema } from '../retell/bodies.ts'
import { shownTurns } from './shown-turns.ts'

const agent = { role: 'agent', content: 'Buenos días', words: [{ word: 'Buenos', start: 0.5, end: 0.9 }, { word: ' días', start: 0.9, end: 1.4 }] }
const user = { role: 'user', content: 'Sí, dígame', words: [{ word: 'Sí, dígame', start: 2, end: 2.8 }] }
const invocation = { role: 'tool_call_invocation', tool_call_id: 't', name: 'record_commitment', arguments: '{"monto":1}', time_sec: 1.5 }
const result = { role: 'tool_call_result', tool_call_id: 't', content: '{"recorded":true}', timeSec: 1.7 }
const shown = (body: object) => shownTurns(callBodySchema.parse({ call_id: 'c', call_status: 'ended', ...body }))

describe('the turns of a call', () => {
  it('weave what tools did between what was said, with times from the words', () => {
    expect(shown({ transcript_object: [agent, user], transcript_with_tool_calls: [agent, invocation, result, user] })).toEqual({
      turns: [
        { role: 'agent', text: 'Buenos días', start: 0.5, end: 1.4 },
        { role: 'tool', text: 'record_commitment({"monto":1})', start: 1.5, end: null },
        { role: 'tool', text: '{"recorded":true}', start: 1.7, end: null },
        { role: 'user', text: 'Sí, dígame', start: 2, end: 2.8 },
      ],
      shownAt: [0, 3],
    })
  })

  it('keep to the utterances quotes count by, where the woven ones tell another conversation', () => {
    expect(shown({ transcript_object: [agent, user], transcript_with_tool_calls: [agent, invocation] })).toMatchObject({ turns: [{ role: 'agent' }, { role: 'user' }], shownAt: [0, 1] })
  })

  it('come from the plain transcript where nothing else is left, without times', () => {
    expect(shown({ transcript: 'Agent: Hola: buenas\nUser: Sí\nsoy yo\n\n' })).toEqual({
      turns: [{ role: 'agent', text: 'Hola: buenas', start: null, end: null }, { role: 'user', text: 'Sí\nsoy yo', start: null, end: null }], shownAt: [],
    })
    expect(shown({})).toEqual({ turns: [], shownAt: [] })
  })
})
