import type { HandoffReason } from '../../db/values.ts'
import type { ChatSettings } from '../contract/chat.ts'
import type { AgentReply } from './agent/index.ts'

/** Why a person is wanted after an answer: the agent says so, or it has hardly understood the message. */
export function handoffOf({ handoff, trace }: AgentReply, settings: Pick<ChatSettings, 'leastConfidence'>): HandoffReason | null {
  if (handoff !== null) return handoff
  // A refusal is meant as it is said.
  return trace.road !== 'refused' && trace.confidence < settings.leastConfidence ? 'low_confidence' : null
}
