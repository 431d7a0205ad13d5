import { networkInterfaces } from 'node:os'
import { z } from 'zod'
import { attemptByCallId, hearWebhookTx } from '../../../db/queries/call-attempts.ts'
import { settingOf, setSettingTx } from '../../../db/queries/settings.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx } from '../../../db/tx.ts'
import type { TelephonyStatus } from '../../contract/call-catalogue.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import type { Log } from '../../observe/log.ts'
import type { SecretStore } from '../../settings/index.ts'
import type { LiveCalls } from '../dialling/live-calls.ts'
import { watchableSpeed } from '../practice-line/practice-clock.ts'
import type { RunningPracticeLine } from '../practice-line/start-practice-line.ts'
import { listenForHooks, type Hooks, type ListeningHooks } from './hooks.ts'
import { retellKeyName, type Lines } from './lines.ts'
import { paymentsSecretName } from './payment-hook.ts'
import { ExpectedPings, type AddressTest } from './try-address.ts'

export interface TelephonyNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Log
  readonly secrets: SecretStore
  readonly lines: Lines
  readonly live: LiveCalls
  readonly pay: NonNullable<Hooks['pay']>
}

const key = 'calls.webhooks'
const thisMachine = '127.0.0.1'
const settingsSchema = z.object({ enabled: z.boolean(), port: z.number().int(), publicUrl: z.string().nullable(), address: z.string().default(thisMachine) })
export type WebhookSettings = z.infer<typeof settingsSchema>
const usualSettings: WebhookSettings = { enabled: false, port: 8787, publicUrl: null, address: thisMachine }

/** The telephone's settings: the provider's key, where its events are heard, and the practice line's clock. */
export class Telephony {
  readonly #needs: TelephonyNeeds
  readonly #stopWatching: () => void
  #listening: ListeningHooks | null = null
  #problem: TelephonyStatus['webhooks']['problem'] = null
  readonly #pings = new ExpectedPings()
  #practiceHooks: Promise<ListeningHooks> | null = null
  #practiceLine: RunningPracticeLine | null = null
  /** What the practice line was last told of where its events go. */
  #practiceUrl: string | null = null
  /** Changes of where is listened follow each other. */
  #last: Promise<void> = Promise.resolve()

  constructor(needs: TelephonyNeeds) {
    this.#needs = needs
    const { lines } = needs
    lines.practice.onStart(async (line) => {
      this.#practiceLine = line
      this.#practiceUrl = null
      await this.#tellPractice()
    })
    this.#stopWatching = lines.time.clock.onChange(() => void this.#tellPractice())
  }

  start(): Promise<void> {
    return this.#listen()
  }

  async close(): Promise<void> {
    this.#stopWatching()
    await this.#last
    await this.#listening?.close()
    await (await this.#practiceHooks?.catch(() => null))?.close()
  }

  settings(): WebhookSettings {
    const stored = settingOf(this.#needs.database, key)
    return stored === null ? usualSettings : settingsSchema.safeParse(JSON.parse(stored)).data ?? usualSettings
  }

  async setWebhooks(settings: WebhookSettings): Promise<void> {
    const { database, clock } = this.#needs
    writeTx(database, (tx) => setSettingTx(tx, key, JSON.stringify(settings), clock.now()))
    await this.#listen()
    this.#changed()
  }

  /** Whether what is sent to the public address comes in here. @returns null when there is no such address, or nobody listens. */
  async testAddress(): Promise<AddressTest | null> {
    const { publicUrl } = this.settings()
    await this.#last
    return publicUrl === null || this.#listening === null ? null : this.#pings.try(publicUrl.replace(/\/+$/, ''))
  }

  async setKey(apiKey: string | null): Promise<void> {
    const { secrets, lines } = this.#needs
    await (apiKey === null ? secrets.remove(retellKeyName) : secrets.set(retellKeyName, apiKey))
    lines.keyChanged()
    this.#changed()
  }

  async setPaymentsSecret(secret: string | null): Promise<void> {
    const { secrets } = this.#needs
    await (secret === null ? secrets.remove(paymentsSecretName) : secrets.set(paymentsSecretName, secret))
    this.#changed()
  }

  setPractice({ speed, skipIdle }: { speed?: number | undefined; skipIdle?: boolean | undefined }): void {
    const { time } = this.#needs.lines
    if (skipIdle !== undefined) time.skipIdle = skipIdle
    // Tells the consoles and the idle skip, whatever changed.
    time.clock.setSpeed(speed ?? time.clock.time.speed)
    time.keep()
  }

  async status(): Promise<TelephonyStatus> {
    const { secrets, lines } = this.#needs
    const names = await secrets.names()
    const { clock } = lines.time
    return {
      key: names.get(retellKeyName) ?? null,
      payments: names.get(paymentsSecretName) ?? null,
      webhooks: { ...this.settings(), addresses: ownAddresses(), listening: this.#listening !== null, problem: this.#problem },
      practice: { running: lines.practice.address !== null, now: clock.now(), speed: clock.time.speed, skipIdle: lines.time.skipIdle, address: lines.practice.address },
    }
  }

  /** Hears an event of the provider, or of the practice line, once: whoever follows the call looks at it. */
  async #hear(simulated: boolean, rawBody: string, signature: string): Promise<boolean> {
    const { database, lines, live } = this.#needs
    const hook = await lines.lineOf(simulated).verifyWebhook(rawBody, signature)
    if (hook === null) return false
    const callId = hook.call.call_id
    const attempt = attemptByCallId(database, callId)
    // Other calls of the same account are none of ours; the same event may come twice.
    if (attempt === null || (attempt.simulated === 1) !== simulated) return true
    // Comes with every sentence, under one name: it is not counted, and changes nothing of the call.
    if (hook.event === 'transcript_updated') {
      if (attempt.state === 'live') live.tell(hook.call)
      return true
    }
    if (hook.event === 'call_ended') live.forgetWords(callId)
    if (writeTx(database, (tx) => hearWebhookTx(tx, callId, hook.event, lines.clockOf(simulated).now()))) live.wake(callId)
    return true
  }

  #listen(): Promise<void> {
    const { clock, log, pay } = this.#needs
    this.#last = this.#last.then(async () => {
      await this.#listening?.close()
      this.#listening = null
      this.#problem = null
      const { enabled, port, address } = this.settings()
      if (!enabled) return
      try {
        const hooks: Hooks = {
          clock, log,
          hear: (rawBody, signature) => this.#hear(false, rawBody, signature),
          ping: (word) => this.#pings.hear(word),
          // A bearer's secret would be read on the network's way; there only a signature is taken.
          pay: address === thisMachine ? pay : (rawBody, headers) => pay(rawBody, { ...headers, authorization: undefined }),
        }
        this.#listening = await listenForHooks(hooks, port, address)
      } catch (error) {
        this.#problem = listenProblem(error, port, address)
        log.warn({ port, address, error: error instanceof Error ? error.message : String(error) }, 'webhooks are not heard')
      }
    })
    return this.#last
  }

  async #tellPractice(): Promise<void> {
    const { clock, log, lines } = this.#needs
    const line = this.#practiceLine
    if (line === null || lines.practice.address !== line.address) return
    try {
      this.#practiceHooks ??= listenForHooks({ clock, log, pay: null, ping: () => false, hear: (rawBody, signature) => this.#hear(true, rawBody, signature) }, 0)
      const { port } = await this.#practiceHooks
      const webhookUrl = lines.time.clock.time.speed <= watchableSpeed ? `http://127.0.0.1:${port}/hooks/retell` : null
      // The clock moves whenever idle time is skipped; that alone changes nothing.
      if (webhookUrl === this.#practiceUrl) return
      this.#practiceUrl = webhookUrl
      await line.setSettings({ webhookUrl })
    } catch (error) {
      // Calls are followed by asking, too.
      log.warn({ error: error instanceof Error ? error.message : String(error) }, 'the practice line does not tell of its calls')
    }
  }

  #changed(): void {
    this.#needs.events.publish({ type: 'settings.changed' })
  }
}

/** Every address of this machine that others may know, and those that stand for all of them. IPv6 addresses of one link need its name too. */
function ownAddresses(): string[] {
  const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []).filter((one) => !one.internal && !one.address.startsWith('fe80:')).map((one) => one.address)
  return [thisMachine, ...new Set(own), '0.0.0.0', '::']
}

function listenProblem(error: unknown, port: number, address: string): { es: string; en: string } {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE') return { es: `Otro programa ya usa el puerto ${port}. Elige otro.`, en: `Another program already uses port ${port}. Choose another one.` }
  if (code === 'EACCES') return { es: `Este usuario no puede escuchar en el puerto ${port}. Elige otro.`, en: `This user may not listen on port ${port}. Choose another one.` }
  if (code === 'EADDRNOTAVAIL') return { es: `Esta máquina no tiene ahora la dirección ${address}. Elige otra.`, en: `This machine does not have the address ${address} now. Choose another one.` }
  return { es: `No se puede escuchar en el puerto ${port}.`, en: `Port ${port} cannot be listened on.` }
}
