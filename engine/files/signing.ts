import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { SecretStore } from '../settings/index.ts'

/** Its secret in the store of secrets. Without it no address made before is good any more. */
const secretName = 'files_link_key'

/** Addresses of the local host at which a file may be had without a token, until they expire. */
export interface LocalLinks {
  /** @param expires seconds since 1970 UTC. @returns path and query. */
  sign(id: string, expires: number): Promise<string>
  /** Whether this program signed that. What it says of time is another question. */
  isOurs(id: string, expires: string, signature: string): Promise<boolean>
}

export function localLinks(secrets: SecretStore): LocalLinks {
  let known: Promise<string> | null = null
  const key = () => {
    // Made by the first who asks, once, also when several do at the same time.
    known ??= readOrMake(secrets).catch((error: unknown) => {
      known = null
      throw error
    })
    return known
  }
  const signatureOf = async (id: string, expires: string) => createHmac('sha256', await key()).update(`vocero file\n${id}\n${expires}`).digest()
  return {
    async sign(id, expires) {
      const signature = await signatureOf(id, String(expires))
      return `/files/${id}?expires=${expires}&signature=${signature.toString('base64url')}`
    },
    async isOurs(id, expires, signature) {
      const right = await signatureOf(id, expires)
      const given = Buffer.from(signature, 'base64url')
      return given.length === right.length && timingSafeEqual(given, right)
    },
  }
}

async function readOrMake(secrets: SecretStore): Promise<string> {
  const kept = await secrets.get(secretName)
  if (kept !== null) return kept
  const made = randomBytes(32).toString('base64url')
  await secrets.set(secretName, made)
  return made
}
