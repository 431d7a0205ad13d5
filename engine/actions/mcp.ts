import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js'
import type { McpServer, Tool } from '../contract/actions.ts'
import { SecretProblem, type SecretStore } from '../settings/index.ts'
import { guardedFetch, PrivateAddress } from './guarded-fetch.ts'
import { deadline, excerpt, networkError, secretNames, type Sending, type Sent } from './sending.ts'
import type { SenderNeeds } from './webhook.ts'

/** Milliseconds for starting a server and its greeting: a package runner may have to fetch it first. */
export const connectMs = 25_000
/** Milliseconds for asking which tools there are. */
const listMs = 10_000
/** Milliseconds for telling a server that the session is over. */
const farewellMs = 2_000
/** A server with more tools than this is not listed whole. */
const mostToolPages = 20

/** A secret that the server is to be given is not set. */
class MissingSecret extends Error {
  readonly key: string
  constructor(key: string) {
    super(`The secret ${key} is not set`)
    this.key = key
  }
}

/** Processes of servers that run right now: ended when this program ends without taking leave. */
const processes = new Set<number>()
/** Known from its first moment on, also while it has not greeted yet. */
class ServerProcess extends StdioClientTransport {
  override async start(): Promise<void> {
    await super.start()
    if (this.pid !== null) processes.add(this.pid)
  }
}
process.on('exit', () => {
  for (const pid of processes) try { process.kill(pid, 'SIGKILL') } catch { /* it has ended */ }
})

/**
 * Calls a tool once. Each call has a connection, and over stdio a process, of its own, so that a server that hangs or
 * breaks takes nothing else with it. Never throws.
 * @param beforeCall awaited just before the tool is asked for: what fails earlier has certainly not run the tool.
 */
export async function callTool(sending: Sending, needs: SenderNeeds, signal: AbortSignal, beforeCall: () => Promise<void>): Promise<Sent> {
  const { target } = sending
  if (target.kind !== 'mcp') throw new TypeError('Not a tool call')
  const request = `${target.tool}\n\n${JSON.stringify(sending.content)}`
  let called = false
  let secrets: string[] = []
  try {
    return await withServer(target.server, sending.actionId, needs, signal, target.timeoutSeconds * 1_000, async (client, limit, used) => {
      secrets = used
      await beforeCall()
      called = true
      const result = await client.callTool(
        { name: target.tool, arguments: { ...sending.content }, _meta: { 'vocero/delivery': sending.deliveryId, 'vocero/event': sending.trigger, ...(sending.simulated ? { 'vocero/simulated': true } : {}), ...(sending.sample ? { 'vocero/test': true } : {}) } },
        undefined,
        { signal: limit, timeout: 2 ** 31 - 1 },
      )
      const logged = { status: null, request: excerpt(request, secrets), response: excerpt(JSON.stringify(result['structuredContent'] ?? result['content'] ?? null), secrets) }
      if (result['isError'] !== true) return { verdict: 'delivered', error: null, ...logged }
      return target.repeatable ? { verdict: 'retry', error: 'actions.problem.tool_failed', notBefore: null, ...logged } : { verdict: 'needs_operator', error: 'actions.problem.tool_failed', ...logged }
    })
  } catch (error) {
    const logged = { status: null, request: excerpt(request, secrets), response: error instanceof McpError ? excerpt(error.message, secrets) : null }
    const reason = reasonOf(error, target.timeoutSeconds)
    if (forAPerson(error) || refused(error)) return { verdict: 'needs_operator', error: reason, ...logged }
    // From here on the tool may have run, and only a tool that bears it is called again unseen.
    if (called && !target.repeatable) return { verdict: 'needs_operator', error: 'actions.problem.unknown_outcome', ...logged }
    return { verdict: 'retry', error: reason, notBefore: null, ...logged }
  }
}

/** Asks a server which tools it has. @throws what `reasonOf` can put into words. */
export function listTools(server: McpServer, actionId: string | null, needs: SenderNeeds, signal: AbortSignal): Promise<Tool[]> {
  return withServer(server, actionId, needs, signal, listMs, async (client, limit) => {
    const tools: Tool[] = []
    let cursor: string | undefined
    for (let page = 0; page < mostToolPages; page += 1) {
      const answer = await client.listTools(cursor === undefined ? {} : { cursor }, { signal: limit, timeout: 2 ** 31 - 1 })
      for (const tool of answer.tools) {
        tools.push({
          name: tool.name, description: tool.description ?? tool.title ?? '', inputSchema: JSON.stringify(tool.inputSchema, null, 2),
          repeatable: tool.annotations?.idempotentHint === true || tool.annotations?.readOnlyHint === true,
        })
      }
      cursor = answer.nextCursor
      if (cursor === undefined) break
    }
    return tools
  })
}

/** A reason's key, with what fills it after a space. */
export function reasonOf(error: unknown, seconds = listMs / 1_000): string {
  if (error instanceof TimedOut) return `actions.problem.timed_out ${error.seconds ?? seconds}`
  if (error instanceof MissingSecret) return `actions.problem.value_missing ${error.key}`
  if (error instanceof SecretProblem) return error.reason
  if (error instanceof PrivateAddress) return `actions.problem.private_address ${error.host}`
  if (error instanceof McpError && error.code === ErrorCode.ConnectionClosed) return 'actions.problem.server_ended'
  if (error instanceof McpError) return `actions.problem.server_said ${error.message}`
  return `actions.problem.server_unreachable ${networkError(error)}`
}

function forAPerson(error: unknown): boolean {
  return error instanceof MissingSecret || error instanceof SecretProblem || error instanceof PrivateAddress
}

/** The server answered that it did not take the call. */
function refused(error: unknown): boolean {
  return error instanceof McpError && [ErrorCode.InvalidParams, ErrorCode.MethodNotFound, ErrorCode.InvalidRequest].includes(error.code)
}

class TimedOut extends Error {
  readonly seconds: number | null
  constructor(seconds: number | null) {
    super('Took too long')
    this.seconds = seconds
  }
}

/** Connects, lets `use` speak, and takes leave; whatever hangs is left behind in time. */
async function withServer<Result>(server: McpServer, actionId: string | null, needs: SenderNeeds, signal: AbortSignal, useMs: number, use: (client: Client, limit: AbortSignal, secrets: string[]) => Promise<Result>): Promise<Result> {
  const secrets = await secretValues(server, actionId, needs.secrets)
  const transport = transportTo(server, secrets, needs)
  const client = new Client({ name: 'vocero', version: '1' })
  try {
    await within(needs, connectMs, signal, (limit) => client.connect(transport, { signal: limit, timeout: 2 ** 31 - 1 }))
    return await within(needs, useMs, signal, (limit) => use(client, limit, [...secrets.values()]))
  } finally {
    // Not waited for: a server that does not leave is ended by the transport some seconds later.
    void leave(client, transport, needs)
  }
}

/** Gives up at the limit even when what is waited for does not listen to its signal. */
async function within<Result>(needs: SenderNeeds, milliseconds: number, outer: AbortSignal, work: (limit: AbortSignal) => Promise<Result>): Promise<Result> {
  const limit = deadline(needs.clock, milliseconds, outer)
  const given = Promise.withResolvers<never>()
  const stop = () => given.reject(limit.timedOut() ? new TimedOut(milliseconds / 1_000) : new Error('Stopped'))
  limit.signal.addEventListener('abort', stop, { once: true })
  if (limit.signal.aborted) stop()
  try {
    return await Promise.race([work(limit.signal).catch((error: unknown) => { throw limit.timedOut() ? new TimedOut(milliseconds / 1_000) : error }), given.promise])
  } finally {
    limit.done()
    limit.signal.removeEventListener('abort', stop)
  }
}

async function leave(client: Client, transport: StdioClientTransport | StreamableHTTPClientTransport, needs: SenderNeeds): Promise<void> {
  const pid = transport instanceof StdioClientTransport ? transport.pid : null
  try {
    if (transport instanceof StreamableHTTPClientTransport) await within(needs, farewellMs, new AbortController().signal, () => transport.terminateSession())
  } catch {
    // A session that is not ended by us is ended by the server in its own time.
  }
  try {
    await client.close()
  } catch {
    // What cannot be closed is closed already.
  }
  if (pid !== null) processes.delete(pid)
}

function transportTo(server: McpServer, secrets: ReadonlyMap<string, string>, needs: SenderNeeds): (StdioClientTransport | StreamableHTTPClientTransport) & Transport {
  if (server.transport === 'stdio') {
    // The child sees the few variables every program needs and its own secrets, nothing else of this program's environment.
    return new ServerProcess({ command: server.command, args: server.args, env: Object.fromEntries(secrets), stderr: 'ignore' })
  }
  return new StreamableHTTPClientTransport(new URL(server.url), {
    fetch: guardedFetch({ allowPrivate: server.allowPrivate, ...(needs.resolve ? { resolve: needs.resolve } : {}) }),
    requestInit: { headers: Object.fromEntries(secrets) },
  })
}

async function secretValues(server: McpServer, actionId: string | null, store: SecretStore): Promise<Map<string, string>> {
  const keys = server.transport === 'stdio' ? server.variables : server.headers
  const values = new Map<string, string>()
  for (const key of keys) {
    const value = actionId === null ? null : await store.get(server.transport === 'stdio' ? secretNames.variable(actionId, key) : secretNames.header(actionId, key))
    if (value === null) throw new MissingSecret(key)
    values.set(key, value)
  }
  return values
}
