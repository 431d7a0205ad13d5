import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testFolder } from '../../tests/harness/test-data.ts'
import { fileSecrets } from './secrets.ts'

let folder: ReturnType<typeof testFolder>
beforeEach(() => { folder = testFolder() })
afterEach(() => folder.remove())
const file = () => join(folder.path, 'secrets.json')

describe('secrets in the data folder', () => {
  test('are kept for the next start, readable by their owner only', async () => {
    await fileSecrets(folder.path, {}).set('retell_api_key', 'key_0123456789abcd')
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    const next = fileSecrets(folder.path, {})
    expect(await next.get('retell_api_key')).toBe('key_0123456789abcd')
    expect(await next.get('another')).toBeNull()
    await next.remove('retell_api_key')
    expect(await next.get('retell_api_key')).toBeNull()
  })

  test('show their end and never themselves, a short one not even that', async () => {
    const secrets = fileSecrets(folder.path, {})
    await secrets.set('long', 'key_0123456789abcd')
    await secrets.set('short', 'abc123')
    expect(Object.fromEntries(await secrets.names())).toEqual({ long: { last4: 'abcd', from: 'settings' }, short: { last4: '', from: 'settings' } })
  })

  test('set at the same time are all kept, and nothing unfinished stays', async () => {
    const secrets = fileSecrets(folder.path, {})
    await Promise.all(Array.from({ length: 20 }, (_, index) => secrets.set(`name ${index}`, `value ${index}`)))
    expect((await secrets.names()).size).toBe(20)
    expect(readdirSync(folder.path)).toEqual(['secrets.json'])
  })

  test('are outranked by the environment, which is never written down', async () => {
    const secrets = fileSecrets(folder.path, { RETELL_API_KEY: 'key_from_environment', VOCERO_SECRET_ACTION_1_SIGNING: 'signs from outside' })
    await secrets.set('retell_api_key', 'key_from_settings')
    expect(await secrets.get('retell_api_key')).toBe('key_from_environment')
    expect(await secrets.get('action.1.signing')).toBe('signs from outside')
    expect((await secrets.names()).get('retell_api_key')).toEqual({ last4: 'ment', from: 'environment' })
    expect(readFileSync(file(), 'utf8')).not.toContain('environment')
  })

  test.skipIf(process.platform === 'win32')('that others can read are refused, with what to do about it', async () => {
    const secrets = fileSecrets(folder.path, {})
    await secrets.set('name', 'value')
    chmodSync(file(), 0o640)
    await expect(secrets.get('name')).rejects.toMatchObject({ reason: 'settings.secrets_too_open', message: expect.stringMatching(/mode 640.*chmod 600/) })
    await expect(secrets.set('name', 'other')).rejects.toMatchObject({ reason: 'settings.secrets_too_open' })
  })

  test('that cannot be understood are refused without a word of them, and stay as they are', async () => {
    writeFileSync(file(), '{"name": "half a secr', { mode: 0o600 })
    const secrets = fileSecrets(folder.path, {})
    await expect(secrets.get('name')).rejects.toMatchObject({ reason: 'settings.secrets_unreadable', message: expect.not.stringContaining('half') })
    await expect(secrets.set('name', 'other')).rejects.toMatchObject({ reason: 'settings.secrets_unreadable' })
    expect(readFileSync(file(), 'utf8')).toContain('half a secr')
  })
})
