import { expect, it } from 'vitest'
import { draftOf, keepDraft, settleDraft } from './drafts.ts'

it('keeps what is written for one business away from every other', () => {
  keepDraft('north', 'new', { name: 'Cascos', text: 'conversations: []', version: null })
  expect(draftOf('south', 'new')).toBeNull()
  expect(draftOf('north', 'new')?.name).toBe('Cascos')
})

it('is done with a draft once it is stored', () => {
  keepDraft('north', 'suite', { name: 'Cascos', text: 'a', version: 1 })
  settleDraft('north', 'suite', { name: 'Cascos', text: 'a' }, { id: 'suite', version: 2 })
  expect(draftOf('north', 'suite')).toBeNull()
})

it('keeps what was written while a draft was being saved, as a change of what was stored', () => {
  keepDraft('north', 'new', { name: 'Cascos', text: 'a, and more', version: null })
  settleDraft('north', 'new', { name: 'Cascos', text: 'a' }, { id: 'stored', version: 1 })
  expect(draftOf('north', 'new')).toBeNull()
  expect(draftOf('north', 'stored')).toEqual({ name: 'Cascos', text: 'a, and more', version: 1 })
})
