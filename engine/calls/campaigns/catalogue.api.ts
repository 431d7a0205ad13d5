import { implement } from '@orpc/server'
import { newId } from '../../../db/id.ts'
import { businessById } from '../../../db/queries/businesses.ts'
import {
  agentById, agentsOf, archiveAgentTx, archivePolicyTx, businessHolidays, campaignsUnderPolicy, delinquencyTypeById, delinquencyTypesOf, dispositionOverridesOf,
  policiesOf, policyById, policyVersion, policyVersionsOf, removeBusinessHolidayTx, saveAgentTx, saveDelinquencyTypeTx, setBusinessHolidayTx, setDispositionOverrideTx, type AgentRow, type DelinquencyTypeRow, type PolicyRow, type PolicyVersionRow,
} from '../../../db/queries/call-catalogue.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import { disconnectionReasons } from '../../../db/values.ts'
import { callCatalogueContract, type CallAgent, type DelinquencyType, type Disposition, type Policy, type PolicyVersion } from '../../contract/call-catalogue.ts'
import { loosenedSchema, negotiationFlowSchema, policyRulesSchema, type CompliancePreset, type CompliancePresetId, type Loosened } from '../../contract/policies.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import { readPreferences } from '../../settings/index.ts'
import type { CampaignSetups } from '../dialling/campaign-setup.ts'
import { dispositionOf } from '../dispositions.ts'
import { policyConflicts } from '../policy-conflicts.ts'
import { hashOfPreset } from '../presets.ts'
import { holidaysOfYear, regionsOf } from '../holidays.ts'
import { practiceAgents, practiceNumbers } from '../practice-line/line-catalogue.ts'
import { seedCatalogue, writePolicyTx, type CatalogueSeeds } from './catalogue.ts'

export interface CatalogueApiNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: EventBus
  readonly setups: CampaignSetups
  readonly seeds: CatalogueSeeds
}

interface Errors {
  NOT_FOUND(options: { data: { reason: string } }): Error
  CONFLICT(options: { data: { reason: string } }): Error
  INVALID(options: { data: { reason: string; detail?: string } }): Error
}

/** What supervisors set up once: policies, kinds of delinquency, agents, what follows each end of a call, holidays. */
export function catalogueApi({ database, clock, events, setups, seeds }: CatalogueApiNeeds) {
  const api = implement(callCatalogueContract)
  const language = () => readPreferences(database).language ?? 'es'
  const seeded = (businessId: string): void => seedCatalogue(database, seeds, businessId, language(), clock.now())
  const mine = (businessId: string, errors: Errors): void => {
    if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
    seeded(businessId)
  }
  /** Writes, and lets campaigns and consoles see it. */
  const change = <Result>(body: (tx: Tx) => Result): Result => writeTx(database, (tx) => {
    tx.afterCommit(() => {
      setups.forget()
      events.publish({ type: 'call_catalogue.changed' })
    })
    return body(tx)
  })
  const presetNamed = (id: CompliancePresetId): CompliancePreset => {
    const preset = seeds.presets.find((one) => one.id === id)
    if (preset === undefined) throw new Error(`The program brings no preset ${id}`)
    return preset
  }
  const policyOf = (row: PolicyRow): Policy => {
    const version = policyVersion(database, row.id, row.version)
    if (version === null) throw new Error(`Version ${row.version} of policy ${row.id} is gone`)
    const { preset, rules, loosened } = termsOfVersion(version)
    return {
      id: row.id, name: row.name, version: row.version, preset, rules, loosened, conflicts: policyConflicts(rules, presetNamed(preset), loosened), updatedAt: version.created_at, campaigns: campaignsUnderPolicy(database, row.id),
    }
  }
  const dispositions = (businessId: string): Disposition[] => {
    const overrides = dispositionOverridesOf(database, businessId)
    const { retryMinutes } = policyRulesSchema.parse({})
    return disconnectionReasons.map((reason) => {
      const disposition = dispositionOf(reason, overrides, retryMinutes)
      return { reason, group: disposition.group, retryMinutes: disposition.retryMinutes, overridden: overrides.has(reason) }
    })
  }

  return {
    presets: api.presets.handler(() => [...seeds.presets]),
    policies: api.policies.handler(({ input }) => {
      seeded(input.businessId)
      return policiesOf(database, input.businessId).map(policyOf)
    }),
    savePolicy: api.savePolicy.handler(({ input, errors }) => {
      mine(input.businessId, errors)
      const row = input.id === undefined ? null : policyById(database, input.id)
      if (input.id !== undefined && (row === null || row.business_id !== input.businessId)) throw errors.NOT_FOUND({ data: { reason: 'call_catalogue.policy_not_found' } })
      if (row !== null && row.archived_at !== null) throw errors.CONFLICT({ data: { reason: 'call_catalogue.policy_archived' } })
      const twice = input.loosened.find((one, index) => input.loosened.findIndex((other) => other.rule === one.rule) !== index)
      if (twice !== undefined) throw errors.INVALID({ data: { reason: 'call_catalogue.loosened_twice', detail: twice.rule } })
      const before = row === null ? null : policyOf(row)
      const now = clock.now()
      // A reason that was given before keeps the moment at which it was given.
      const loosened: Loosened[] = input.loosened.map((one) => ({ ...one, at: before?.loosened.find((old) => old.rule === one.rule && old.reason === one.reason && old.by === one.by)?.at ?? now }))
      const { name, preset, rules } = input
      const same = before !== null && JSON.stringify([name, preset, rules, loosened]) === JSON.stringify([before.name, before.preset, before.rules, before.loosened])
      const id = same ? before.id : change((tx) => writePolicyTx(tx, { id: before?.id ?? null, businessId: input.businessId, name, preset, rules, loosened, version: before?.version ?? 0, presetHash: hashOfPreset(presetNamed(preset)), savedBy: input.by ?? null }, now))
      const saved = policyById(database, id)
      if (saved === null) throw errors.NOT_FOUND({ data: { reason: 'call_catalogue.policy_not_found' } })
      return policyOf(saved)
    }),
    policyHistory: api.policyHistory.handler(({ input, errors }) => {
      const policy = policyById(database, input.id)
      if (policy === null) throw errors.NOT_FOUND({ data: { reason: 'call_catalogue.policy_not_found' } })
      const versions = policyVersionsOf(database, policy.id).map((row): PolicyVersion => ({
        version: row.version, ...termsOfVersion(row), savedAt: row.created_at, savedBy: row.saved_by,
        presetVersion: row.preset_hash === null ? null : setups.presetOf(row.preset_hash).version, campaigns: row.campaigns,
      }))
      return { name: policy.name, versions }
    }),
    archivePolicy: api.archivePolicy.handler(({ input, errors }) => {
      if (policyById(database, input.id) === null) throw errors.NOT_FOUND({ data: { reason: 'call_catalogue.policy_not_found' } })
      change((tx) => archivePolicyTx(tx, input.id, clock.now()))
      return {}
    }),

    delinquencyTypes: api.delinquencyTypes.handler(({ input }) => {
      seeded(input.businessId)
      return delinquencyTypesOf(database, input.businessId).map(delinquencyOf)
    }),
    saveDelinquencyType: api.saveDelinquencyType.handler(({ input: { businessId, type }, errors }) => {
      mine(businessId, errors)
      const before = type.id === undefined ? null : delinquencyTypeById(database, type.id)
      if (type.id !== undefined && (before === null || before.business_id !== businessId)) throw errors.NOT_FOUND({ data: { reason: 'call_catalogue.delinquency_not_found' } })
      if (delinquencyTypesOf(database, businessId).some((one) => one.code === type.code && one.id !== type.id)) throw errors.CONFLICT({ data: { reason: 'call_catalogue.code_taken' } })
      // The code names debts of imported files: it stays what it was.
      if (before !== null && before.code !== type.code) throw errors.INVALID({ data: { reason: 'call_catalogue.code_is_fixed', detail: before.code } })
      if (type.fromDays !== null && type.toDays !== null && type.toDays < type.fromDays) throw errors.INVALID({ data: { reason: 'call_catalogue.days_ends_before_it_starts' } })
      const row: DelinquencyTypeRow = {
        id: before?.id ?? newId(), business_id: businessId, code: type.code, name: type.name, from_days: type.fromDays, to_days: type.toDays,
        version: (before?.version ?? 0) + 1, flow: JSON.stringify(type.flow), updated_at: clock.now(),
      }
      change((tx) => saveDelinquencyTypeTx(tx, row))
      return delinquencyOf(row)
    }),

    agents: api.agents.handler(({ input }) => {
      seeded(input.businessId)
      return agentsOf(database, input.businessId).map(agentOf)
    }),
    saveAgent: api.saveAgent.handler(({ input: { businessId, agent }, errors }) => {
      mine(businessId, errors)
      const before = agent.id === undefined ? null : agentById(database, agent.id)
      if (agent.id !== undefined && (before === null || before.business_id !== businessId)) throw errors.NOT_FOUND({ data: { reason: 'call_catalogue.agent_not_found' } })
      if (before !== null && before.archived_at !== null) throw errors.CONFLICT({ data: { reason: 'call_catalogue.agent_archived' } })
      if (before !== null && (before.simulated === 1) !== agent.simulated) throw errors.INVALID({ data: { reason: 'call_catalogue.agent_kind_is_fixed' } })
      // The practice line speaks from numbers and with agents of its own only.
      if (agent.simulated && !practiceNumbers.some((one) => one.number === agent.fromNumber)) throw errors.INVALID({ data: { reason: 'call_catalogue.not_a_practice_number', detail: practiceNumbers.map((one) => one.number).join(', ') } })
      if (agent.simulated && !practiceAgents.some((one) => one.id === agent.agentId)) throw errors.INVALID({ data: { reason: 'call_catalogue.not_a_practice_agent', detail: practiceAgents.map((one) => one.id).join(', ') } })
      const row: AgentRow = {
        id: before?.id ?? newId(), business_id: businessId, name: agent.name, agent_id: agent.agentId, from_number: agent.fromNumber, language: agent.language,
        variables: JSON.stringify([...new Set(agent.variables.map((name) => name.trim()).filter((name) => name !== ''))]), allow_override: Number(agent.allowOverride),
        simulated: Number(agent.simulated), updated_at: clock.now(), archived_at: null,
      }
      change((tx) => saveAgentTx(tx, row))
      return agentOf(row)
    }),
    archiveAgent: api.archiveAgent.handler(({ input, errors }) => {
      if (agentById(database, input.id) === null) throw errors.NOT_FOUND({ data: { reason: 'call_catalogue.agent_not_found' } })
      change((tx) => archiveAgentTx(tx, input.id, clock.now()))
      return {}
    }),

    dispositions: api.dispositions.handler(({ input }) => dispositions(input.businessId)),
    saveDisposition: api.saveDisposition.handler(({ input, errors }) => {
      mine(input.businessId, errors)
      change((tx) => setDispositionOverrideTx(tx, input.businessId, input.reason, input.rule === null ? null : JSON.stringify(input.rule), clock.now()))
      return dispositions(input.businessId)
    }),

    regions: api.regions.handler(({ input }) => regionsOf(input.country.toUpperCase(), language())),
    holidays: api.holidays.handler(({ input }) => {
      const own = businessHolidays(database, input.businessId).filter((one) => one.date.startsWith(`${input.year}-`)).map((one) => ({ ...one, works: one.works === 1, own: true }))
      const days = new Set(own.map((one) => one.date))
      const official = holidaysOfYear(input.country.toUpperCase(), input.region, input.year, language()).filter((one) => !days.has(one.date)).map((one) => ({ ...one, own: false, works: false, reason: null }))
      return [...own, ...official].toSorted((one, other) => one.date.localeCompare(other.date))
    }),
    addHoliday: api.addHoliday.handler(({ input, errors }) => {
      mine(input.businessId, errors)
      change((tx) => setBusinessHolidayTx(tx, input.businessId, { date: input.date, name: input.name, works: 0, reason: null }))
      return {}
    }),
    workOnHoliday: api.workOnHoliday.handler(({ input, errors }) => {
      mine(input.businessId, errors)
      change((tx) => setBusinessHolidayTx(tx, input.businessId, { date: input.date, name: input.name, works: 1, reason: input.reason }))
      return {}
    }),
    removeHoliday: api.removeHoliday.handler(({ input, errors }) => {
      mine(input.businessId, errors)
      change((tx) => removeBusinessHolidayTx(tx, input.businessId, input.date))
      return {}
    }),
  }
}

function termsOfVersion(row: PolicyVersionRow) {
  return { preset: row.preset as CompliancePresetId, rules: policyRulesSchema.parse(JSON.parse(row.rules)), loosened: loosenedSchema.array().parse(JSON.parse(row.loosened)) }
}

function delinquencyOf(row: DelinquencyTypeRow): DelinquencyType {
  return { id: row.id, code: row.code, name: row.name, fromDays: row.from_days, toDays: row.to_days, version: row.version, flow: negotiationFlowSchema.parse(JSON.parse(row.flow)), updatedAt: row.updated_at }
}

function agentOf(row: AgentRow): CallAgent {
  const variables: unknown = JSON.parse(row.variables)
  return {
    id: row.id, name: row.name, agentId: row.agent_id, fromNumber: row.from_number, language: row.language, variables: Array.isArray(variables) ? variables.map(String) : [],
    allowOverride: row.allow_override === 1, simulated: row.simulated === 1, updatedAt: row.updated_at,
  }
}
