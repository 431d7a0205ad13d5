import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sealingOf, type SealAnswer, type SealingParent } from '../engine/hosts/sealing.ts'
import { fileSecrets, sealedSecrets } from '../engine/settings/secrets.ts'
import { testFolder } from '../tests/harness/test-data.ts'
import { hasKeychain, seal, type SafeStorage } from './keychain.ts'

/** Seals by turning every byte over, as far from the text as a real keychain for whoever looks for it. */
const storage: SafeStorage & { locked: boolean } = {
  locked: false,
  isEncryptionAvailable: () => true,
  encryptString: (text) => Buffer.from(Buffer.from(text).map((byte) => byte ^ 0xff)),
  decryptString(sealed) {
    if (this.locked) throw new Error('the keyring is locked')
    return Buffer.from(sealed.map((byte) => byte ^ 0xff)).toString()
  },
}

/** The engine's end of a parent that answers as the desktop does. */
function parent(): SealingParent {
  const listeners: ((message: { data: SealAnswer }) => void)[] = []
  return {
    on: (_, listener) => listeners.push(listener),
    postMessage(message) {
      const data = seal(storage, message)
      queueMicrotask(() => { for (const listener of listeners) listener({ data }) })
    },
  }
}

let folder: ReturnType<typeof testFolder>
beforeEach(() => { folder = testFolder() })
afterEach(() => {
  storage.locked = false
  folder.remove()
})
const open = () => sealedSecrets(folder.path, sealingOf(parent()), {})

describe('secrets of the desktop', () => {
  test('are written down sealed, and open again', async () => {
    await (await open()).set('openai_api_key', 'sk-planted-0123456789')
    expect(await (await open()).get('openai_api_key')).toBe('sk-planted-0123456789')
    expect((await (await open()).names()).get('openai_api_key')).toEqual({ last4: '6789', from: 'settings' })
    for (const file of readdirSync(folder.path)) expect(readFileSync(join(folder.path, file), 'utf8')).not.toContain('planted')
  })

  test('that were entered before move over', async () => {
    await fileSecrets(folder.path, {}).set('retell_api_key', 'key_planted_0123456789')
    expect(await (await open()).get('retell_api_key')).toBe('key_planted_0123456789')
    expect(existsSync(join(folder.path, 'secrets.json'))).toBe(false)
  })

  test('that cannot be sealed for sure stay where they were', async () => {
    await fileSecrets(folder.path, {}).set('retell_api_key', 'key_planted_0123456789')
    storage.locked = true
    await expect(open()).rejects.toMatchObject({ reason: 'settings.secrets_unreadable' })
    expect(await fileSecrets(folder.path, {}).get('retell_api_key')).toBe('key_planted_0123456789')
  })

  test('behind a locked keychain are refused with what to do', async () => {
    const secrets = await open()
    await secrets.set('openai_api_key', 'sk-planted-0123456789')
    storage.locked = true
    await expect(secrets.get('openai_api_key')).rejects.toMatchObject({ reason: 'settings.secrets_unreadable', message: expect.stringMatching(/keyring is locked.*Unlock/) })
  })
})

test('a keychain that is none is not used, and that is said', () => {
  const said: string[] = []
  const log = (line: string) => void said.push(line)
  expect(hasKeychain(storage, log)).toBe(true)
  expect(hasKeychain({ ...storage, getSelectedStorageBackend: () => 'gnome_libsecret' }, log)).toBe(true)
  expect(said).toEqual([])
  expect(hasKeychain({ ...storage, getSelectedStorageBackend: () => 'basic_text' }, log)).toBe(false)
  expect(hasKeychain({ ...storage, isEncryptionAvailable: () => false }, log)).toBe(false)
  expect(said).toHaveLength(2)
})
