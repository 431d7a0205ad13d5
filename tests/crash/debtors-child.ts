/**
 * An engine's debtors as a process that can be killed: takes up the import of the folder it is given, or begins it, and
 * then its undoing when told so. Says after every slice how far it is, and ends by itself with the work.
 */
import { readFileSync } from 'node:fs'
import { chile, newCampaign, openDebtorsRig } from '../support/debtors.ts'

const [folder = '', file = '', task = 'import'] = process.argv.slice(2)
const rig = openDebtorsRig({ folder: { path: folder, remove: () => {} } })
const [known] = await rig.client.imports({ businessId: rig.businessId })
const { id, state } = known ?? (await rig.start(readFileSync(file, 'utf8'), { defaults: { ...chile, nationalIdKind: 'free' }, campaignId: newCampaign(rig.database, rig.businessId, false) }))
if (task === 'undo' && state === 'done') await rig.client.undoImport({ importId: id })

// A job that was cut off begins again after a while in which nothing runs, so the queue's rest says nothing.
for (let told = '', over = false; !over; await new Promise(setImmediate)) {
  const left = rig.count('SELECT count(*) FROM debtor_import_changes')
  const row = await rig.client.importById({ importId: id })
  const at = { state: row.state, read: row.rowsRead, applied: row.rowsApplied, joined: row.joined, left }
  over = row.state === (task === 'undo' ? 'undone' : 'done') || row.state === 'failed'
  if (JSON.stringify(at) === told) continue
  told = JSON.stringify(at)
  process.send?.(at)
}
await rig.close()
process.disconnect?.()
