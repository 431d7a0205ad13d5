import { describe, expect, test } from 'vitest'
import { isComplete, namesIn, startDraft, withKind } from './action-draft.ts'

const starts = { webhook: '{"w":1}', mcp: '{"m":1}' }
const webhook = { ...startDraft(null), name: 'Link', triggers: ['promise_made' as const], template: starts.webhook, target: { kind: 'webhook' as const, url: 'https://example.com/hook', allowPrivate: false } }

describe('a draft', () => {
  test('is complete when the engine could take it', () => {
    expect(isComplete(webhook)).toBe(true)
    expect(isComplete({ ...webhook, name: ' ' })).toBe(false)
    expect(isComplete({ ...webhook, triggers: [] })).toBe(false)
    expect(isComplete({ ...webhook, target: { ...webhook.target, url: 'ftp://example.com' } })).toBe(false)
    expect(isComplete({ ...webhook, target: { kind: 'mcp', server: { transport: 'stdio', command: 'npx', args: [], variables: [] }, tool: '', timeoutSeconds: 30, repeatable: false } })).toBe(false)
  })

  test('of another kind begins with that kind’s template, unless somebody wrote one', () => {
    expect(withKind(webhook, 'mcp', starts)).toMatchObject({ target: { kind: 'mcp' }, template: starts.mcp })
    expect(withKind({ ...webhook, template: '{"own":true}' }, 'mcp', starts)).toMatchObject({ target: { kind: 'mcp' }, template: '{"own":true}' })
    expect(withKind(webhook, 'webhook', starts)).toBe(webhook)
  })
})

test('names are read however they are separated', () => {
  expect(namesIn(' Authorization, X-Key;X-Key\nOther ')).toEqual(['Authorization', 'X-Key', 'Other'])
})
