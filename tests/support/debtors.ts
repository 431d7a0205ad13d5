import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRouterClient } from '@orpc/server'
import { newId } from '../../db/id.ts'
import type { Database } from '../../db/open.ts'
import { insertPolicyTx, insertPolicyVersionTx, saveAgentTx } from '../../db/queries/call-catalogue.ts'
import { insertBusinessTx } from '../../db/queries/businesses.ts'
import { insertCampaignTx } from '../../db/queries/campaigns.ts'
import { countPaymentTx } from '../../db/queries/promises.ts'
import { insertUploadTx } from '../../db/queries/uploads.ts'
import { openReader } from '../../db/reader.ts'
import { writeTx } from '../../db/tx.ts'
import { CampaignSetups } from '../../engine/calls/dialling/campaign-setup.ts'
import { openDebtors } from '../../engine/calls/debtors/area.ts'
import { readPresets } from '../../engine/calls/presets.ts'
import { policyRulesSchema } from '../../engine/contract/policies.ts'
import type { DebtorMapping, ImportDefaults, PaymentMapping } from '../../engine/contract/debtors.ts'
import { inspectFile } from '../../engine/ingest/index.ts'
import { personForgetter } from '../../engine/llm/index.ts'
import { jobControl } from '../../engine/jobs/control.ts'
import { JobRunner } from '../../engine/jobs/runner.ts'
import { systemClock, type Clock } from '../../engine/observe/clock.ts'
import { EventBus } from '../../engine/observe/event-bus.ts'
import { makeLog } from '../../engine/observe/log.ts'
import { openTestDatabase, testFolder } from '../harness/test-data.ts'

export const chile: ImportDefaults = { country: 'CL', nationalIdKind: 'rut', currency: 'CLP', company: '', language: 'es', timeZone: 'America/Santiago' }

export type DebtorsRig = ReturnType<typeof openDebtorsRig>

/** The debtors of an engine with real threads on a data folder of its own, and one business; no dialler. */
export function openDebtorsRig({ folder = testFolder(), clock = systemClock }: { folder?: ReturnType<typeof testFolder>; clock?: Clock } = {}) {
  const database = openTestDatabase(folder.path)
  mkdirSync(join(folder.path, 'uploads'), { recursive: true })
  const events = new EventBus('test')
  const setups = new CampaignSetups(database, readPresets(fileURLToPath(new URL('../../resources', import.meta.url))))
  const woken: string[] = []
  const area = openDebtors({
    events, setups, dataFolder: folder.path,
    clockOf: () => clock,
    settlePaymentTx: (tx, payment, now) => { if (payment.debt_seq !== null) countPaymentTx(tx, payment.seq, null, payment.debt_seq, payment.amount_minor, now) },
    wakeCampaign: (id) => void woken.push(id),
    dropUpload: () => {},
  })
  const runner = new JobRunner({
    database, clock, events, definitions: area.jobs, worker: newId(), log: makeLog('silent'), threadFile: new URL('../../engine/thread.ts', import.meta.url),
    slots: { interactive: 1, bulk: 1, background: 1, calls: 1, actions: 1, models: 1 },
  })
  const control = jobControl(runner, () => clock.now())
  const reader = openReader(database.path, new URL('../../db/reader-thread.ts', import.meta.url))
  const forgetPerson = personForgetter({ database, reader, events, vectors: { removeTx: () => {} } })
  const api = area.serve({ database, clock, control, reader, inspect: inspectFile, forgetPerson })
  const client = createRouterClient(api)
  const businessId = database.prepare<string>('SELECT id FROM businesses LIMIT 1').pluck().get() ?? newBusiness(database)
  runner.start()

  const store = (text: string, fileName: string): string => {
    const id = newId()
    const bytes = Buffer.from(text)
    writeFileSync(join(folder.path, 'uploads', id), bytes)
    writeTx(database, (tx) => insertUploadTx(tx, { id, file_name: fileName, bytes: bytes.length, received: bytes.length, path: `uploads/${id}`, created_at: clock.now() }))
    return id
  }
  const kinds = { debtors: 'debtors', payments: 'payments', job_documents: 'job_documents' } as const
  interface ImportChoice { kind?: keyof typeof kinds; defaults?: ImportDefaults; simulated?: boolean; campaignId?: string; fileName?: string; mapping?: DebtorMapping | PaymentMapping }
  /** Begins to import a file with the mapping that is guessed for it. */
  const start = async (text: string, { kind = 'debtors', defaults = chile, simulated = false, campaignId, fileName = kind === 'job_documents' ? 'jobs.json' : 'file.csv', mapping }: ImportChoice = {}) => {
    const uploadId = store(text, fileName)
    const choice = { businessId, uploadId, simulated, kind, defaults }
    const guessed = mapping ?? (await client.previewImport(choice)).mapping
    return client.startImport({ ...choice, mapping: guessed, ...(campaignId === undefined ? {} : { campaignId }) })
  }
  return {
    folder, database, events, runner, control, reader, client, businessId, clock, woken, store, start,
    /** Imports a file and waits for its end, whatever it is. */
    async importFile(text: string, choice: ImportChoice = {}) {
      const { id } = await start(text, choice)
      await runner.idle()
      return client.importById({ importId: id })
    },
    count: (sql: string, ...values: unknown[]) => database.prepare<number>(sql).pluck().get(...values) as number,
    all: <Row>(sql: string, ...values: unknown[]) => database.prepare<Row>(sql).all(...values),
    campaign: (simulated = false) => newCampaign(database, businessId, simulated),
    async close() {
      events.close()
      await runner.stop()
      await reader.close()
      database.close()
      folder.remove()
    },
  }
}

function newBusiness(database: Database): string {
  const id = newId()
  writeTx(database, (tx) => insertBusinessTx(tx, { id, name: 'Test', created_at: 0 }))
  return id
}

/** A campaign that runs, with a policy and an agent of its own. */
export function newCampaign(database: Database, businessId: string, simulated: boolean): string {
  const [id, policyId, agentId] = [newId(), newId(), newId()]
  writeTx(database, (tx) => {
    insertPolicyTx(tx, { id: policyId, business_id: businessId, name: 'Policy', version: 1, created_at: 0, archived_at: null })
    insertPolicyVersionTx(tx, { policy_id: policyId, version: 1, preset: 'none', rules: JSON.stringify(policyRulesSchema.parse({ maxAttempts: 5 })), loosened: '[]', created_at: 0, preset_hash: null, saved_by: null }, 'Policy')
    saveAgentTx(tx, { id: agentId, business_id: businessId, name: 'Agent', agent_id: 'agent_1', from_number: '+56222550100', language: 'es', variables: '[]', allow_override: 0, simulated: Number(simulated), updated_at: 0 })
    insertCampaignTx(tx, {
      id, business_id: businessId, simulated: Number(simulated), name: 'Campaign', state: 'running', hold: null, policy_id: policyId, policy_version: 1, agent_id: agentId, country: 'CL', region: null, preset_hash: null, time_zone: 'America/Santiago',
      starts_on: null, ends_on: null, concurrency: 20, calls_per_second: 1, cost_limit_day_millicents: null, cost_limit_total_millicents: null, keep_recordings_days: null, batch_id: null, created_at: 0, started_at: 0, finished_at: null,
    })
  })
  return id
}
