import { chmod, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** What may be shown of a secret: that it is there, and how it ends. */
export interface SecretSummary { readonly last4: string; readonly from: 'settings' | 'environment' }

/**
 * Where API keys and signing secrets are kept: never in the database, so that no copy or backup of it holds one, and never
 * told to a console. Headless it is a file; a desktop may keep them in the system's keychain.
 */
export interface SecretStore {
  /** @returns null when it was never set. @throws SecretProblem when the store cannot be trusted or read. */
  get(name: string): Promise<string | null>
  set(name: string, value: string): Promise<void>
  remove(name: string): Promise<void>
  /** Every secret known, by name. */
  names(): Promise<ReadonlyMap<string, SecretSummary>>
}

/** A store that must not be used as it is; the message says what to do about it, `reason` is its key on screen. */
export class SecretProblem extends Error {
  override name = 'SecretProblem'
  readonly reason: 'settings.secrets_too_open' | 'settings.secrets_unreadable'
  constructor(reason: SecretProblem['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}

/** Turns a secret into what may be written down, and back. @throws when the system refuses either. */
export interface Sealing {
  seal(text: string): Promise<string>
  unseal(sealed: string): Promise<string>
}

const unsealed: Sealing = { seal: (text) => Promise.resolve(text), unseal: (text) => Promise.resolve(text) }

const contentSchema = z.record(z.string(), z.string())

/** Variables of the environment that providers' own tools use; every other secret is VOCERO_SECRET_ and its name. */
const wellKnownVariables: Readonly<Record<string, readonly string[]>> = {
  retell_api_key: ['RETELL_API_KEY'],
  openai_api_key: ['OPENAI_API_KEY'],
  google_api_key: ['GOOGLE_API_KEY', 'GEMINI_API_KEY'],
  files_s3_access_key: ['AWS_ACCESS_KEY_ID'],
  files_s3_secret_key: ['AWS_SECRET_ACCESS_KEY'],
  files_minio_access_key: ['MINIO_ACCESS_KEY'],
  files_minio_secret_key: ['MINIO_SECRET_KEY'],
}

/** The variables that may hold a secret; the first that is set does. */
function variablesOf(name: string): readonly string[] {
  return wellKnownVariables[name] ?? [`VOCERO_SECRET_${name.replaceAll(/[^A-Za-z0-9]/g, '_').toUpperCase()}`]
}

/** Of a short secret even its end would say too much. */
function last4Of(value: string): string {
  return value.length >= 12 ? value.slice(-4) : ''
}

/**
 * Secrets in `secrets.json` of the data folder, readable by its owner only. A variable of the environment outranks the file
 * (`RETELL_API_KEY`, `OPENAI_API_KEY`, `VOCERO_SECRET_<NAME>`), so that a server can be given its keys without writing them down.
 * @param environment usually `process.env`; read at each call.
 */
export function fileSecrets(dataFolder: string, environment: Environment = process.env): SecretStore {
  return storeIn(join(dataFolder, plainFile), unsealed, environment)
}

/**
 * The same for a desktop whose system keeps a key for this program: what is written down (`secrets.sealed.json`) opens only
 * for this user on this machine. Secrets that were entered before are sealed now, and their file is removed.
 * @throws SecretProblem when the earlier file cannot be trusted; it stays as it is then.
 */
export async function sealedSecrets(dataFolder: string, sealing: Sealing, environment: Environment = process.env): Promise<SecretStore> {
  const store = storeIn(join(dataFolder, 'secrets.sealed.json'), sealing, environment)
  const before = join(dataFolder, plainFile)
  for (const [name, value] of await readSecrets(before)) {
    await store.set(name, value)
    // Only what surely opens again may be removed where it lay open.
    if (await store.own(name) !== value) throw new SecretProblem('settings.secrets_unreadable', `The system's keychain did not give back what it was given. The secrets in ${before} stay where they are.`)
  }
  await rm(before, { force: true })
  return store
}

const plainFile = 'secrets.json'
type Environment = Readonly<Record<string, string | undefined>>

/** `own` is what was set here, whatever the environment says. */
function storeIn(file: string, sealing: Sealing, environment: Environment): SecretStore & { own(name: string): Promise<string | null> } {
  // Changes follow each other: two at once would each write what the other does not know.
  let lastChange: Promise<unknown> = Promise.resolve()
  const change = (edit: (secrets: Map<string, string>) => Promise<void> | void): Promise<void> => {
    const changed = lastChange.then(async () => {
      const secrets = await readSecrets(file)
      await edit(secrets)
      await writeSecrets(file, secrets)
    })
    lastChange = changed.catch(() => {})
    return changed
  }
  const fromEnvironment = (name: string): string | null => variablesOf(name).map((variable) => environment[variable]).find((value) => value !== undefined && value !== '') ?? null

  const unseal = (sealed: string): Promise<string> => sealing.unseal(sealed).catch((error: unknown) => {
    throw new SecretProblem('settings.secrets_unreadable', `The system's keychain does not open the secrets in ${file} (${error instanceof Error ? error.message : String(error)}). Unlock it and try again, or remove the file and enter the keys again.`)
  })
  const own = async (name: string): Promise<string | null> => {
    const sealed = (await readSecrets(file)).get(name)
    return sealed === undefined ? null : unseal(sealed)
  }

  return {
    own,
    async get(name) {
      return fromEnvironment(name) ?? own(name)
    },
    set: (name, value) => change(async (secrets) => void secrets.set(name, await sealing.seal(value))),
    remove: (name) => change((secrets) => void secrets.delete(name)),
    async names() {
      const found = new Map<string, SecretSummary>()
      for (const [name, value] of await readSecrets(file)) found.set(name, { last4: last4Of(await unseal(value)), from: 'settings' })
      for (const name of [...found.keys(), ...Object.keys(wellKnownVariables)]) {
        const value = fromEnvironment(name)
        if (value !== null) found.set(name, { last4: last4Of(value), from: 'environment' })
      }
      return found
    },
  }
}

async function readSecrets(file: string): Promise<Map<string, string>> {
  const facts = await stat(file).catch(() => null)
  if (facts === null) return new Map()
  // Windows keeps no such bits; there the folder of the user is what protects it.
  if (process.platform !== 'win32' && (facts.mode & 0o077) !== 0) {
    const mode = (facts.mode & 0o777).toString(8)
    throw new SecretProblem('settings.secrets_too_open', `The secrets in ${file} can be read by other users of this machine (mode ${mode}). Make them private with: chmod 600 "${file}"`)
  }
  try {
    return new Map(Object.entries(contentSchema.parse(JSON.parse(await readFile(file, 'utf8')))))
  } catch {
    // The parser's own words would quote the file.
    throw new SecretProblem('settings.secrets_unreadable', `The secrets in ${file} cannot be read: it is not the JSON object that Vocero writes. Put it right, or remove it and enter the keys again.`)
  }
}

/** All or nothing: a machine that stops in the middle keeps the old file. */
async function writeSecrets(file: string, secrets: ReadonlyMap<string, string>): Promise<void> {
  const unfinished = `${file}.${process.pid}.unfinished`
  try {
    await writeFile(unfinished, `${JSON.stringify(Object.fromEntries(secrets), null, 2)}\n`, { mode: 0o600, flush: true })
    // The mode above holds only for a new file, and the umask cannot widen it; one left behind keeps its own.
    await chmod(unfinished, 0o600)
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}
