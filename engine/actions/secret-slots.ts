import { setPreviousSecretTx, type ActionRow } from '../../db/queries/actions.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import { targetSchema, type ActionProblem, type SecretSlot } from '../contract/actions.ts'
import type { Clock } from '../observe/clock.ts'
import { SecretProblem, type SecretStore } from '../settings/index.ts'
import { secretNameOf, slotsOf } from './rows.ts'
import { secretNames } from './sending.ts'

/** How long a receiver has to learn the new secret, milliseconds. */
const bothSignMs = 24 * 60 * 60_000

/** What a delivery says that stopped because the secret of a slot was not set. */
export function missingSecretError({ slot, key }: SecretSlot): string {
  return slot === 'signing' ? 'actions.problem.secret_missing' : `actions.problem.value_missing ${key}`
}

/** Changes of an action's secrets. What the store refuses is answered as a problem, never with the secret in it. */
export function secretChanges({ database, clock, secrets }: { database: Database; clock: Clock; secrets: SecretStore }) {
  const attempt = async (work: () => Promise<void>): Promise<ActionProblem | null> => {
    try {
      await work()
      return null
    } catch (error) {
      if (error instanceof SecretProblem) return { reason: error.reason }
      throw error
    }
  }
  const setPrevious = (actionId: string, until: number | null) => writeTx(database, (tx) => setPreviousSecretTx(tx, actionId, until, clock.now()))

  return {
    set(action: ActionRow, slot: SecretSlot, value: string): Promise<ActionProblem | null> {
      // Under another name it would be kept and never be used.
      if (!slotsOf(targetSchema.parse(JSON.parse(action.config))).some((one) => one.slot === slot.slot && one.key === slot.key)) return Promise.resolve({ reason: 'actions.problem.no_such_secret' })
      return attempt(async () => {
        const name = secretNameOf(action.id, slot)
        const before = slot.slot === 'signing' ? await secrets.get(name) : null
        if (before !== null && before !== value) {
          await secrets.set(secretNames.previousSigning(action.id), before)
          setPrevious(action.id, clock.now() + bothSignMs)
        }
        await secrets.set(name, value)
      })
    },
    remove(action: ActionRow, slot: SecretSlot) {
      return attempt(async () => {
        await secrets.remove(secretNameOf(action.id, slot))
        if (slot.slot !== 'signing') return
        await secrets.remove(secretNames.previousSigning(action.id))
        setPrevious(action.id, null)
      })
    },
    /** With an action all its secrets go, also of what it was before it was changed. */
    removeAll(actionId: string) {
      return attempt(async () => {
        for (const name of (await secrets.names()).keys()) if (name.startsWith(secretNames.prefix(actionId))) await secrets.remove(name)
      })
    },
  }
}
