import { implement } from '@orpc/server'
import { newId } from '../../db/id.ts'
import { allBusinesses, businessById, insertBusinessTx, renameBusinessTx, type BusinessRow } from '../../db/queries/businesses.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import type { Language } from '../../db/values.ts'
import { systemContract, type Business, type Check } from '../contract/system.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import { listBackups, type Backup } from './backups.ts'
import { changePreferences, readPreferences } from './preferences.ts'

export interface SystemApiNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: EventBus
  readonly version: string
  readonly boot: string
  readonly dataFolder: string
  readonly startedAt: number
  doctor(): Promise<Check[]>
  backup(): Promise<Backup>
  loadSamples(businessId: string, language: Language): Promise<{ batchId: string }>
  loadPractice(businessId: string, language: Language): Promise<{ campaignId: string }>
}

export function systemApi(needs: SystemApiNeeds) {
  const { database, clock, events } = needs
  const api = implement(systemContract)
  const settingsChanged = () => events.publish({ type: 'settings.changed' })
  return {
    hello: api.hello.handler(() => ({
      version: needs.version,
      boot: needs.boot,
      dataFolder: needs.dataFolder,
      startedAt: needs.startedAt,
      firstRun: allBusinesses(database).length === 0,
    })),
    doctor: api.doctor.handler(() => needs.doctor()),
    businesses: api.businesses.handler(() => allBusinesses(database).map(businessOf)),
    createBusiness: api.createBusiness.handler(({ input }) => {
      const row: BusinessRow = { id: newId(), name: input.name, created_at: clock.now() }
      writeTx(database, (tx) => insertBusinessTx(tx, row))
      changePreferences(database, { currentBusinessId: row.id }, clock.now())
      settingsChanged()
      return businessOf(row)
    }),
    renameBusiness: api.renameBusiness.handler(({ input, errors }) => {
      const row = businessById(database, input.id)
      if (row === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      writeTx(database, (tx) => renameBusinessTx(tx, input.id, input.name))
      settingsChanged()
      return businessOf({ ...row, name: input.name })
    }),
    preferences: api.preferences.handler(() => readPreferences(database)),
    setPreferences: api.setPreferences.handler(({ input }) => {
      const preferences = changePreferences(database, input, clock.now())
      settingsChanged()
      return preferences
    }),
    loadSamples: api.loadSamples.handler(async ({ input, errors }) => {
      if (businessById(database, input.businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      return needs.loadSamples(input.businessId, readPreferences(database).language ?? 'es')
    }),
    loadPractice: api.loadPractice.handler(async ({ input, errors }) => {
      if (businessById(database, input.businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      return needs.loadPractice(input.businessId, readPreferences(database).language ?? 'es')
    }),
    backups: api.backups.handler(() => listBackups(needs.dataFolder)),
    backupNow: api.backupNow.handler(() => needs.backup()),
  }
}

function businessOf(row: BusinessRow): Business {
  return { id: row.id, name: row.name, createdAt: row.created_at }
}
