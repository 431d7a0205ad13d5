import { expect, test } from 'vitest'
import { problemsOf, savedForm, type StoreDraft } from './settings-draft.ts'

const draft: StoreDraft = { store: 'minio', s3: { region: 'us-east-1', bucket: '' }, minio: { endpoint: ' http://localhost:9000 ', region: 'us-east-1', bucket: ' ventas ' } }

test('only the store that is chosen can be wrong, and what is empty is not wrong yet', () => {
  const minio = { endpoint: 'localhost:9000', region: '', bucket: 'Ventas' }
  expect(problemsOf({ ...draft, minio })).toEqual({ endpoint: 'badEndpoint', region: 'badRegion', bucket: 'badBucket' })
  expect(problemsOf({ ...draft, store: 's3', minio })).toEqual({})
  expect(problemsOf({ ...draft, minio: { ...draft.minio, endpoint: '', bucket: '' } })).toEqual({})
})

test('what is saved has no spaces around it, and no address when none was written', () => {
  expect(savedForm(draft).minio).toEqual({ endpoint: 'http://localhost:9000', region: 'us-east-1', bucket: 'ventas' })
  expect(savedForm({ ...draft, minio: { ...draft.minio, endpoint: ' ' } }).minio.endpoint).toBeNull()
})
