import { open, unlink } from 'node:fs/promises'
import { eraseDebtorTx } from '../../../db/queries/debtors-erase.ts'
import { phoneRowsOf, type DebtorRow } from '../../../db/queries/debtors-write.ts'
import { overwriting, type Database } from '../../../db/open.ts'
import { writeTx } from '../../../db/tx.ts'
import { normalise } from '../../ingest/index.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import type { KnownPerson } from '../../llm/index.ts'
import { recordingPath } from '../recordings/recording-files.ts'

/** Whether a person typed the debtor's national id, in any spelling, or the name of one who has none. */
export function isConfirmed(debtor: Pick<DebtorRow, 'national_id' | 'name'>, typed: string): boolean {
  const bare = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '').toUpperCase()
  return debtor.national_id === '' ? normalise(typed) === normalise(debtor.name) : bare(typed) === bare(debtor.national_id)
}

/** Debtors have no address of their own; one may stand among what a file said of them. */
const emailPattern = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}/gu

/** By what a debtor may be named where texts about the business are kept. */
export function knownPerson(database: Database, debtor: DebtorRow): KnownPerson {
  return {
    businessId: debtor.business_id, name: debtor.name, nationalId: debtor.national_id,
    phones: phoneRowsOf(database, debtor.seq).map(({ number }) => number), emails: debtor.variables.match(emailPattern) ?? [],
  }
}

export interface EraseNeeds { readonly database: Database; readonly dataFolder: string; readonly events: Pick<EventBus, 'publish'> }

/**
 * Makes a debtor unrecognisable, for good. What SQLite frees is overwritten, and so are the recordings before they are
 * deleted. Backups made before still hold the debtor until they are replaced.
 */
export async function eraseDebtor({ database, dataFolder, events }: EraseNeeds, debtor: DebtorRow, now: number): Promise<void> {
  const files = overwriting(database, () => writeTx(database, (tx) => {
    tx.afterCommit(() => events.publish({ type: 'debtors.changed' }))
    return eraseDebtorTx(tx, debtor, now)
  }))
  for (const file of files) await overwrite(recordingPath(dataFolder, file))
}

const zeros = Buffer.alloc(64 * 1024)

/** Writes zeros over a file where it lies, then deletes it; one that is gone already is no error. */
async function overwrite(path: string): Promise<void> {
  try {
    const file = await open(path, 'r+')
    try {
      const { size } = await file.stat()
      for (let position = 0; position < size; position += zeros.length) await file.write(zeros, 0, Math.min(zeros.length, size - position), position)
      await file.sync()
    } finally {
      await file.close()
    }
    await unlink(path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
}
