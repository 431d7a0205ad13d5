import { isIP } from 'node:net'
import { modelProviders, type ModelProviderRow } from '../../db/queries/model-providers.ts'
import type { Database } from '../../db/open.ts'
import type { ModelFailureCode, ModelProviderKind } from '../../db/values.ts'
import { isPrivateAddress } from '../actions/private-addresses.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import type { SecretStore } from '../settings/index.ts'
import { makeBreaker, type Breaker } from './asking/breaker.ts'
import { makeGate, type Gate } from './asking/gate.ts'
import type { Price, Prices } from './costing.ts'
import type { EnvironmentProvider } from './environment.ts'
import { ModelFailure, type ModelProvider, type ModelRequest } from './ports.ts'

/** What a provider is wanted for; each has a model of its own. */
export type Purpose = 'text' | 'embedding' | 'transcription'

export interface LastFailure { readonly code: ModelFailureCode; readonly message: string; readonly at: number }

/** One provider with one of its models, as a question meets it. */
export interface Candidate {
  readonly id: string
  readonly name: string
  readonly kind: ModelProviderKind
  readonly model: string
  readonly breaker: Breaker
  readonly gate: Gate
  readonly price: Price
  lastFailure: LastFailure | null
  /** @throws ModelFailure `unauthorised` when its key cannot be had. */
  open(): Promise<ModelProvider>
}

export type OpenProvider = (setting: { readonly kind: ModelProviderKind; readonly baseUrl: string | null; readonly apiKey: string | null }) => ModelProvider | Promise<ModelProvider>

export interface ChainNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: Pick<EventBus, 'publish'>
  readonly secrets: SecretStore
  readonly prices: Prices
  readonly environment: readonly EnvironmentProvider[]
  readonly openProvider: OpenProvider
}

/** What stays of a provider between questions. */
interface Member { row: ModelProviderRow; readonly breaker: Breaker; readonly gate: Gate; lastFailure: LastFailure | null; opened: Promise<ModelProvider> | null }

/** Stands where nobody knows what a model costs. */
export const unpriced: Price = { in: 0, cachedIn: 0, out: 0 }

export type Chain = ReturnType<typeof openChain>

/** The providers in the order they are asked, with what they are found to be like: breaker, places, last failure. */
export function openChain(needs: ChainNeeds) {
  const { database, clock, events, secrets } = needs
  let members = new Map<string, Member>()
  /** Names of secrets that are there: a provider without its key is not asked. */
  let keyed = new Set<string>()
  const toldUnpriced = new Set<string>()
  /** To be found again wherever a provider repeats them; also those that were changed since, for a question that left with one may still be answered. */
  const usedKeys = new Set<string>()

  /** As stored, with what the environment says of its own. Those whose variable is gone are not there. */
  const rows = (): ModelProviderRow[] => modelProviders(database).flatMap((row) => {
    if (row.from_environment === 0) return [row]
    const own = needs.environment.find(({ id }) => id === row.id)
    return own === undefined ? [] : [{ ...row, kind: own.kind, base_url: own.baseUrl, text_model: own.model ?? row.text_model }]
  })
  const secretOf = (id: string) => needs.environment.find((own) => own.id === id)?.secret ?? `model_provider_${id}`

  const readRows = () => {
    members = new Map(rows().map((row) => {
      const limits = { requestsPerMinute: row.requests_per_minute, tokensPerMinute: row.tokens_per_minute, concurrency: row.concurrency }
      const member = members.get(row.id)
      if (member === undefined) {
        const opened = () => events.publish({ type: 'notice', level: 'warning', key: 'notice.llm_breaker_open', values: { name: members.get(row.id)?.row.name ?? row.name } })
        return [row.id, { row, breaker: makeBreaker(clock, () => { opened(); events.publish({ type: 'llm.changed' }) }), gate: makeGate(clock, limits), lastFailure: null, opened: null }]
      }
      if (member.row.kind !== row.kind || member.row.base_url !== row.base_url) forget(member)
      member.row = row
      member.gate.setLimits(limits)
      return [row.id, member]
    }))
  }
  const forget = (member: Member) => {
    member.opened = null
    member.lastFailure = null
    member.breaker.reset()
  }
  const readKeys = async () => {
    // A store that cannot be trusted counts as empty here; whoever asks with a key is told why.
    keyed = await secrets.names().then((names) => new Set(names.keys()), () => new Set<string>())
  }

  const canBeAsked = (row: ModelProviderRow) => row.enabled === 1 && (row.kind === 'compatible' || keyed.has(secretOf(row.id)))

  const open = (member: Member): Promise<ModelProvider> => {
    const { row } = member
    member.opened ??= (async () => {
      const key = await secrets.get(secretOf(row.id)).catch((error: unknown) => {
        throw new ModelFailure('unauthorised', error instanceof Error ? error.message : String(error))
      })
      if (key === null && row.kind !== 'compatible') throw new ModelFailure('unauthorised', `No key is set for ${row.name}.`)
      if (key !== null) usedKeys.add(key)
      return needs.openProvider({ kind: row.kind, baseUrl: row.base_url, apiKey: key })
    })()
    const opened = member.opened
    opened.catch(() => { if (member.opened === opened) member.opened = null })
    return opened
  }

  const candidateOf = (member: Member, purpose: Purpose, wished: string | undefined): Candidate | null => {
    const { row } = member
    const model = wished ?? { text: row.text_model, embedding: row.embedding_model, transcription: row.transcription_model }[purpose]
    if (model === null) return null
    // What runs on this machine or in its network costs nothing; a stranger's address that speaks the same protocol may.
    const price = row.kind === 'compatible' && leavesTheHouse(row.base_url) ? needs.prices.own(row.kind, model) : needs.prices.of(row.kind, model)
    if (price === null && !toldUnpriced.has(model)) {
      toldUnpriced.add(model)
      events.publish({ type: 'notice', level: 'warning', key: 'notice.llm_price_unknown', values: { model } })
    }
    return {
      id: row.id, name: row.name, kind: row.kind, model, breaker: member.breaker, gate: member.gate, price: price ?? unpriced,
      get lastFailure() { return member.lastFailure },
      set lastFailure(failure) { member.lastFailure = failure },
      open: () => open(member),
    }
  }

  readRows()
  return {
    secretOf,
    /** Everything there is, in order. */
    members: () => [...members.values()] as readonly Readonly<Pick<Member, 'row' | 'breaker' | 'gate' | 'lastFailure'>>[],
    /** After the providers were changed. */
    readRows,
    /** After keys were changed; the provider is then opened anew. */
    async keyChanged(id: string) {
      const member = members.get(id)
      if (member !== undefined) forget(member)
      await readKeys()
    },
    readKeys,
    keys: (): Iterable<string> => usedKeys,
    available: () => [...members.values()].some(({ row }) => canBeAsked(row)),
    /** Whom to ask, in order: the one that was chosen, then the others unless it is to be asked only. */
    candidates(purpose: Purpose, choice: ModelRequest['choice']): Candidate[] {
      const chosen = choice === undefined ? undefined : members.get(choice.providerId)
      const askable = [...members.values()].filter((member) => member !== chosen && canBeAsked(member.row))
      const first = chosen !== undefined && canBeAsked(chosen.row) ? [candidateOf(chosen, purpose, choice?.model)] : []
      const others = choice?.only === true ? [] : askable.map((member) => candidateOf(member, purpose, undefined))
      return [...first, ...others].filter((candidate) => candidate !== null)
    },
    /** One of them for a trial, whether or not it is switched on. */
    one(id: string, purpose: Purpose): Candidate | null {
      const member = members.get(id)
      return member === undefined ? null : candidateOf(member, purpose, undefined)
    },
  }
}

function leavesTheHouse(baseUrl: string | null): boolean {
  if (baseUrl === null) return false
  const host = new URL(baseUrl).hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0) return !isPrivateAddress(host)
  return host.includes('.') && !/\.(?:local|lan|internal|home\.arpa)$/.test(host)
}
