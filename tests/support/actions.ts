import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRouterClient } from '@orpc/server'
import { newId } from '../../db/id.ts'
import { insertBusinessTx } from '../../db/queries/businesses.ts'
import { writeTx } from '../../db/tx.ts'
import type { ActionDraft } from '../../engine/contract/actions.ts'
import { openActions, type ActionEvent, type ActionsArea } from '../../engine/actions/index.ts'
import { fileSecrets } from '../../engine/settings/index.ts'
import { openTestQueue, type TestQueue } from '../harness/test-queue.ts'

export interface Heard { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string }
export type Answer = (response: ServerResponse, heard: Heard) => void

/** A receiver of webhooks on the loopback that answers as it is told, and remembers everything. */
export async function openReceiver() {
  const heard: Heard[] = []
  let answer: Answer = (response) => response.end('ok')
  let waiting: (() => void)[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const one = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString('utf8') }
      heard.push(one)
      answer(response, one)
      for (const tell of waiting.splice(0)) tell()
    })
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  return {
    heard,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    answers: (next: Answer) => { answer = next },
    /** Resolves once so many requests were heard. */
    async hasHeard(count: number): Promise<void> {
      while (heard.length < count) await new Promise<void>((resolve) => { waiting.push(resolve) })
    },
    close: () => new Promise<void>((resolve) => {
      waiting = []
      server.closeAllConnections()
      server.close(() => resolve())
    }),
  }
}
export type Receiver = Awaited<ReturnType<typeof openReceiver>>

/** The actions of one business over a real queue and database, under a clock that the test moves. */
export function openTestActions() {
  let queue: TestQueue
  let area: ActionsArea
  // The job is declared before its queue is there.
  const deliver = { ...lazyJob(() => area) }
  queue = openTestQueue({ definitions: [deliver], slots: { actions: 4 }, random: () => 0.5 })
  const secrets = fileSecrets(queue.folder, {})
  const open = (on: TestQueue) => openActions({ database: on.database, clock: on.clock, events: on.events, secrets })
  area = open(queue)
  const businessId = newId()
  writeTx(queue.database, (tx) => insertBusinessTx(tx, { id: businessId, name: 'Ferretería Andes', created_at: 0 }))
  let events = 0

  return {
    businessId,
    secrets,
    get queue() { return queue },
    get area() { return area },
    get api() { return createRouterClient(area.actionsApi) },
    /** Another engine on the same data, as if this one had been killed. */
    restart() {
      queue = queue.restarted()
      area = open(queue)
      queue.runner.start()
    },
    /** A webhook action that is ready to send. */
    async webhook(url: string, change: Partial<ActionDraft> = {}) {
      const client = createRouterClient(area.actionsApi)
      const draft: ActionDraft = { name: 'Link', enabled: true, practice: false, triggers: ['promise_made'], target: { kind: 'webhook', url, allowPrivate: true }, template: '{"name":"{{nombre}}","amount":"{{monto_pago_cliente | number}}"}', ...change }
      const action = await client.create({ businessId, draft })
      return client.setSecret({ actionId: action.id, secret: { slot: 'signing', key: '' }, value: 'shared secret 1234' })
    },
    event(change: Partial<ActionEvent> = {}): ActionEvent {
      events += 1
      return { businessId, trigger: 'promise_made', eventId: `promise_made:${events}`, simulated: false, at: queue.clock.now(), debtorId: 'd1', variables: { nombre: 'Ana "Nita" Ñ', monto_pago_cliente: '85000' }, ...change }
    },
    fire(event: ActionEvent): number {
      return writeTx(queue.database, (tx) => area.fireTx(tx, event))
    },
    async deliveries() {
      return (await createRouterClient(area.actionsApi).deliveries({ businessId, filter: {} })).rows
    },
    /** Resolves when the newest delivery is in that state. */
    async settled(state: string): Promise<void> {
      const there = async () => (await createRouterClient(area.actionsApi).deliveries({ businessId, filter: {} })).rows[0]?.state === state
      const stop = new AbortController()
      const stream = queue.events.stream(undefined, stop.signal)
      let next = stream.next()
      while (!(await there())) {
        if ((await next).done === true) throw new Error('The engine closed')
        next = stream.next()
      }
      stop.abort()
    },
    close: () => queue.close(),
  }
}
export type TestActions = ReturnType<typeof openTestActions>

/** The area's job as it is when it is used. */
function lazyJob(area: () => ActionsArea) {
  const job = () => {
    const [first] = area().jobs
    if (first === undefined) throw new Error('The area has no job')
    return first
  }
  const shape = openActions({ database: null as never, clock: null as never, events: null as never, secrets: null as never }).jobs[0]
  if (shape === undefined) throw new Error('The area has no job')
  return {
    ...shape,
    prepare: (...given: Parameters<typeof shape.prepare>) => job().prepare(...given),
    execute: (...given: Parameters<Extract<typeof shape.execute, (...all: never[]) => unknown>>) => {
      const { execute } = job()
      if (typeof execute === 'string') throw new Error('Runs in the engine')
      return execute(...given)
    },
    receive: (...given: Parameters<NonNullable<typeof shape.receive>>) => job().receive?.(...given),
    apply: (...given: Parameters<NonNullable<typeof shape.apply>>) => job().apply?.(...given),
    ended: (...given: Parameters<NonNullable<typeof shape.ended>>) => job().ended?.(...given),
  }
}
