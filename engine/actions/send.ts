import type { Sending, Sent } from './sending.ts'
import { sendWebhook, type SenderNeeds } from './webhook.ts'

/** Sends once, by whatever road the action takes. Never throws. What speaks to MCP servers loads at the first tool that is called: it is large. */
export async function send(sending: Sending, needs: SenderNeeds, signal: AbortSignal, beforeCall: () => Promise<void> = async () => {}): Promise<Sent> {
  return sending.target.kind === 'webhook' ? sendWebhook(sending, needs, signal) : (await import('./mcp.ts')).callTool(sending, needs, signal, beforeCall)
}
