import { afterAll, describe, expect, it } from 'vitest'
import { MovableClock } from '../../tests/harness/movable-clock.ts'
import { openTestDatabase, testFolder } from '../../tests/harness/test-data.ts'
import { openSettings, type FileSettings } from './settings.ts'

const folder = testFolder()
const database = openTestDatabase(folder.path)
afterAll(() => {
  database.close()
  folder.remove()
})

const open = (environment: Record<string, string> = {}) => openSettings({ database, clock: new MovableClock(), environment })
const minio = { MINIO_ENDPOINT: 'localhost:9000', MINIO_BUCKET_NAME: 'agente-vendedor' }

describe('where files are kept', () => {
  it('is this machine until the environment or a person says otherwise', () => {
    expect(open().read().store).toBe('local')
    expect(open({ AWS_REGION: 'sa-east-1' }).read()).toMatchObject({ store: 'local', places: { s3: { region: 'sa-east-1', bucket: '' } } })
    expect(open(minio).read()).toMatchObject({ store: 'minio', places: { minio: { endpoint: 'http://localhost:9000', bucket: 'agente-vendedor', region: 'us-east-1' } } })
    expect(open({ S3_BUCKET_NAME: 'ventas', AWS_REGION: 'eu-west-1', ...minio }).read()).toMatchObject({ store: 's3', places: { s3: { bucket: 'ventas', region: 'eu-west-1', endpoint: null } } })
  })

  it('is what a person chose, at the place that the environment names, for as long as it does', () => {
    const chosen: FileSettings = {
      store: 's3',
      places: { s3: { endpoint: null, region: 'us-west-2', bucket: 'own' }, minio: { endpoint: 'https://files.example.com', region: 'us-east-1', bucket: 'mine' } },
      keptDays: { chat_image: 90, chat_audio: null, export: 7, document: null, other: null },
    }
    const named = open({ S3_BUCKET_NAME: 'ventas' })
    named.save(chosen)
    expect(named.fromEnvironment('s3')).toEqual(['bucket'])
    expect(named.read()).toEqual({ ...chosen, places: { ...chosen.places, s3: { endpoint: null, region: 'us-west-2', bucket: 'ventas' } } })
    // The bucket of the variable was not written down, nor the one typed beside it.
    expect(open().read().places.s3.bucket).toBe('')
    expect(open(minio).read()).toMatchObject({ store: 's3', keptDays: chosen.keptDays })
  })

  it('survives settings that cannot be read', () => {
    database.prepare(`UPDATE settings SET value = '{"store":"ftp","s3":7,"minio":{"endpoint":null,"region":"us-east-1","bucket":"kept"}}' WHERE key = 'files'`).run()
    expect(open().read()).toMatchObject({ store: 'local', places: { minio: { bucket: 'kept' } }, keptDays: { export: 30 } })
  })
})
