import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, watch } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ActionDraft, McpServer } from '../contract/actions.ts'
import { openTestActions, type TestActions } from '../../tests/support/actions.ts'
import { connectMs } from './mcp.ts'

const program = fileURLToPath(new URL('../../tests/support/mcp-server.ts', import.meta.url))
let actions: TestActions
let httpServer: ChildProcess | null = null
beforeEach(() => { actions = openTestActions() })
afterEach(async () => {
  if (httpServer?.kill('SIGKILL') === true) await once(httpServer, 'exit')
  httpServer = null
  await actions.close()
})

const journal = () => join(actions.queue.folder, 'journal')
const noted = (): unknown[] => (existsSync(journal()) ? readFileSync(journal(), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as unknown) : [])
/** Resolves once the server has noted something. */
async function notes(): Promise<void> {
  const changes = watch(actions.queue.folder)
  while (noted().length === 0) await once(changes, 'change')
  changes.close()
}
const stdio = (): McpServer => ({ transport: 'stdio', command: process.execPath, args: [program, 'stdio', journal()], variables: [] })

async function http(): Promise<McpServer> {
  httpServer = spawn(process.execPath, [program, 'http', journal()], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [port] = (await once(httpServer.stdout as NodeJS.EventEmitter, 'data')) as [Buffer]
  return { transport: 'http', url: `http://127.0.0.1:${port.toString().trim()}/mcp`, allowPrivate: true, headers: ['Authorization'] }
}

async function toolAction(server: McpServer, tool: string, template: object, change: { repeatable?: boolean; practice?: boolean } = {}) {
  const draft: ActionDraft = {
    name: 'Message', enabled: true, practice: change.practice ?? false, triggers: ['promise_made'], template: JSON.stringify(template),
    target: { kind: 'mcp', server, tool, timeoutSeconds: 20, repeatable: change.repeatable ?? false },
  }
  const action = await actions.api.create({ businessId: actions.businessId, draft })
  if (server.transport === 'http' && server.headers.length > 0) await actions.api.setSecret({ actionId: action.id, secret: { slot: 'header', key: 'Authorization' }, value: 'Bearer open sesame' })
  return action
}
const lastDelivery = async () => actions.api.delivery({ id: (await actions.deliveries())[0]?.id ?? '' })
const message = { to: '{{telefono}}', text: 'Hola {{nombre}}' }

describe.each([['stdio', () => Promise.resolve(stdio())], ['http', http]] as const)('a tool over %s', (_name, serve) => {
  test('is called once, with the debtor in its arguments and the delivery beside them', async () => {
    await toolAction(await serve(), 'send_message', message, { practice: true })
    actions.queue.runner.start()
    actions.fire(actions.event({ simulated: true, variables: { nombre: 'Ana "Nita"', telefono: '+56911112222' } }))
    await actions.settled('delivered')
    const delivery = await lastDelivery()
    expect(noted()).toEqual([{ to: '+56911112222', text: 'Hola Ana "Nita"', delivery: delivery.id, simulated: true }])
    expect(delivery.attemptLog).toMatchObject([{ error: null, response: '[{"type":"text","text":"sent to +56911112222"}]' }])
  })

  test('is found by asking the server', async () => {
    const server = await serve()
    const action = await toolAction(server, 'send_message', message)
    const { tools, problem } = await actions.api.tools({ actionId: action.id, server })
    expect(problem).toBeNull()
    expect(tools.map(({ name }) => name)).toEqual(['send_message', 'send_once', 'refuse', 'hang', 'die', 'environment'])
    expect(tools.map(({ repeatable }) => repeatable)).toEqual([false, true, false, false, false, false])
    expect(JSON.parse(tools[0]?.inputSchema ?? '')).toMatchObject({ properties: { to: { type: 'string' } } })
  })

  test('that says no, and arguments that do not fit, wait for a person', async () => {
    const server = await serve()
    const action = await toolAction(server, 'refuse', { to: '{{nombre}}' })
    expect(await actions.api.test({ actionId: action.id, trigger: 'promise_made' })).toMatchObject({ error: 'actions.problem.tool_failed', attemptLog: [{ response: expect.stringContaining('is unknown') }] })
    actions.queue.runner.start()
    actions.fire(actions.event())
    await actions.settled('needs_operator')
  })

  test('that does not answer is left after its time, and not called again unseen', async () => {
    await toolAction(await serve(), 'hang', {})
    actions.queue.runner.start()
    actions.fire(actions.event())
    await notes()
    actions.queue.clock.move(20_000)
    await actions.settled('needs_operator')
    expect(await lastDelivery()).toMatchObject({ error: 'actions.problem.unknown_outcome', attempts: 1 })
    expect(noted()).toEqual(['hanging'])
    // A person looked, and knows.
    expect(await actions.api.settle({ id: (await lastDelivery()).id, state: 'delivered' })).toMatchObject({ state: 'delivered', error: null })
  })

  test('that bears repetition is called again after a failure', async () => {
    await toolAction(await serve(), 'hang', {}, { repeatable: true })
    actions.queue.runner.start()
    actions.fire(actions.event())
    await notes()
    actions.queue.clock.move(20_000)
    await actions.queue.event((event) => event.type === 'job.updated' && event.state === 'scheduled')
    expect(await lastDelivery()).toMatchObject({ state: 'pending', attempts: 1, error: 'actions.problem.timed_out 20' })
  })

  test('during which the program was killed is not called again before a person has looked', async () => {
    await toolAction(await serve(), 'hang', {})
    actions.queue.runner.start()
    actions.fire(actions.event())
    await notes()
    actions.restart()
    await actions.settled('needs_operator')
    expect([(await lastDelivery()).error, noted()]).toEqual(['actions.problem.unknown_outcome', ['hanging']])
  })
})

describe('a server', () => {
  test('that dies in the middle of a call leaves it to a person', async () => {
    await toolAction(stdio(), 'die', {})
    actions.queue.runner.start()
    actions.fire(actions.event())
    await actions.settled('needs_operator')
    expect([(await lastDelivery()).error, noted()]).toEqual(['actions.problem.unknown_outcome', ['dying']])
  })

  test.each([
    ['that is not there', (): McpServer => ({ transport: 'stdio', command: '/nowhere/at-all', args: [], variables: [] }), /^actions\.problem\.server_unreachable ENOENT$/],
    ['that ends at once', (): McpServer => ({ transport: 'stdio', command: process.execPath, args: ['-e', ''], variables: [] }), /^actions\.problem\.server_ended$/],
    ['at an address where nobody listens', (): McpServer => ({ transport: 'http', url: 'http://127.0.0.1:9/mcp', allowPrivate: true, headers: [] }), /^actions\.problem\.server_unreachable ECONNREFUSED$/],
  ])('%s is tried again later, for nothing was called', async (_name, server, error) => {
    await toolAction(server(), 'send_message', message)
    actions.queue.runner.start()
    actions.fire(actions.event())
    await actions.queue.event((event) => event.type === 'job.updated' && event.state === 'scheduled')
    expect(await lastDelivery()).toMatchObject({ state: 'pending', attempts: 1, error: expect.stringMatching(error) })
  })

  test('that never greets does not keep anybody waiting', async () => {
    const silent: McpServer = { transport: 'stdio', command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'], variables: [] }
    await toolAction(silent, 'send_message', message)
    actions.queue.runner.start()
    actions.fire(actions.event())
    await actions.queue.clock.alarmOf(connectMs)
    actions.queue.clock.move(connectMs)
    await actions.queue.event((event) => event.type === 'job.updated' && event.state === 'scheduled')
    expect(await lastDelivery()).toMatchObject({ state: 'pending', error: 'actions.problem.timed_out 25' })
  })

  test('inside the own network is reached only where that is allowed', async () => {
    const action = await toolAction({ ...(await http()), allowPrivate: false } as McpServer, 'send_message', message)
    expect(await actions.api.test({ actionId: action.id, trigger: 'promise_made' })).toMatchObject({ error: 'actions.problem.private_address 127.0.0.1' })
    expect(noted()).toEqual([])
  })

  test('sees its own secrets and nothing else of the program', async () => {
    process.env['VOCERO_TEST_PRIVATE'] = 'not for others'
    try {
      const action = await toolAction({ ...stdio(), variables: ['API_TOKEN'] } as McpServer, 'environment', {})
      expect(await actions.api.test({ actionId: action.id, trigger: 'promise_made' })).toMatchObject({ error: 'actions.problem.value_missing API_TOKEN' })
      await actions.api.setSecret({ actionId: action.id, secret: { slot: 'variable', key: 'API_TOKEN' }, value: 'token 12345678' })
      const [answered] = (await actions.api.test({ actionId: action.id, trigger: 'promise_made' })).attemptLog
      expect(answered?.response).toContain('API_TOKEN')
      expect(answered?.response).not.toMatch(/token 12345678|VOCERO_TEST_PRIVATE/)
    } finally {
      delete process.env['VOCERO_TEST_PRIVATE']
    }
  })
})
