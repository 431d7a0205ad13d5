import type { SealAnswer, SealQuestion } from '../engine/hosts/sealing.ts'

/** The part of Electron's safeStorage that is used; tests give their own. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean
  encryptString(text: string): Buffer
  decryptString(sealed: Buffer): string
  /** Linux only. */
  getSelectedStorageBackend?(): string
}

/**
 * Whether the system keeps a key for this program. A Linux without a keyring has Chromium seal with a key that everybody
 * knows, which is worse than a file that only its owner reads.
 * @param log takes a line for whoever looks after the program
 */
export function hasKeychain(storage: SafeStorage, log: (line: string) => void): boolean {
  const available = storage.isEncryptionAvailable() && !['basic_text', 'unknown'].includes(storage.getSelectedStorageBackend?.() ?? '')
  if (!available) log('This system offers no keychain: keys are kept in secrets.json of the data folder, readable by this user only.')
  return available
}

/** Seals or opens one secret of the engine's. */
export function seal(storage: SafeStorage, { type, id, text }: SealQuestion): SealAnswer {
  try {
    const made = type === 'seal' ? storage.encryptString(text).toString('base64') : storage.decryptString(Buffer.from(text, 'base64'))
    return { type: 'sealed', id, text: made, error: null }
  } catch (error) {
    return { type: 'sealed', id, text: null, error: error instanceof Error ? error.message : String(error) }
  }
}
