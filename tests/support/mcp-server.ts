/**
 * A real MCP server of our own, as a process: `mcp-server.ts stdio <journal>` or `mcp-server.ts http <journal>`, which says its
 * port on standard output. Every call of a tool that did its work is a line of the journal.
 */
import { appendFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { z } from 'zod'

const [, , transport = '', journal = ''] = process.argv

function makeServer(): McpServer {
  const server = new McpServer({ name: 'messages', version: '1.0.0' })
  const note = (line: unknown) => appendFileSync(journal, `${JSON.stringify(line)}\n`)
  server.registerTool('send_message', { description: 'Sends a message', inputSchema: { to: z.string(), text: z.string() } }, ({ to, text }, { _meta }) => {
    note({ to, text, delivery: _meta?.['vocero/delivery'], simulated: _meta?.['vocero/simulated'] })
    return { content: [{ type: 'text', text: `sent to ${to}` }] }
  })
  server.registerTool('send_once', { description: 'The same, harmless when repeated', annotations: { idempotentHint: true }, inputSchema: { to: z.string() } }, ({ to }) => ({ content: [{ type: 'text', text: `sent to ${to}` }] }))
  server.registerTool('refuse', { inputSchema: { to: z.string() } }, ({ to }) => ({ isError: true, content: [{ type: 'text', text: `${to} is unknown` }] }))
  server.registerTool('hang', { inputSchema: {} }, () => {
    note('hanging')
    return new Promise<never>(() => {})
  })
  server.registerTool('die', { inputSchema: {} }, () => {
    note('dying')
    process.exit(1)
  })
  server.registerTool('environment', { inputSchema: {} }, () => ({ content: [{ type: 'text', text: JSON.stringify(process.env) }] }))
  return server
}

if (transport === 'stdio') {
  await makeServer().connect(new StdioServerTransport())
} else {
  const server = createServer((request, response) => {
    if (request.headers.authorization !== 'Bearer open sesame') return void response.writeHead(401).end('who are you?')
    const serving = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined })
    void makeServer().connect(serving).then(() => serving.handleRequest(request, response))
  })
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
}
