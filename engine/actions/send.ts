import { callTool } from './mcp.ts'
import type { Sending, Sent } from './sending.ts'
import { sendWebhook, type SenderNeeds } from './webhook.ts'

/** Sends once, by whatever road the action takes. Never throws. */
export function send(sending: Sending, needs: SenderNeeds, signal: AbortSignal, beforeCall: () => Promise<void> = async () => {}): Promise<Sent> {
  return sending.target.kind === 'webhook' ? sendWebhook(sending, needs, signal) : callTool(sending, needs, signal, beforeCall)
}
