import type { CallLine, LineAnswer } from '../retell/call-line.ts'
import type { LineFailure } from '../retell/failures.ts'

/**
 * A line that is opened when it is first needed, each time anew: what stands behind it may start, stop or get another key
 * while calls go on. Where it cannot be opened every request answers with the reason.
 * @param open never rejects.
 * @param heard told of every answer to a request about calls: null when it succeeded.
 */
export function laterLine(open: () => Promise<CallLine | LineFailure>, heard: (problem: LineFailure | null) => void): CallLine {
  async function ask<Value>(request: (line: CallLine) => Promise<LineAnswer<Value>>): Promise<LineAnswer<Value>> {
    const line = await open()
    const answer: LineAnswer<Value> = 'failure' in line ? { ok: false, problem: line } : await request(line)
    heard(answer.ok ? null : answer.problem)
    return answer
  }
  return {
    createCall: (call) => ask((line) => line.createCall(call)),
    getCall: (callId) => ask((line) => line.getCall(callId)),
    async findByAttempt(attemptId, since) {
      const line = await open()
      return 'failure' in line ? { answer: 'unknown', why: 'failure', problem: line } : line.findByAttempt(attemptId, since)
    },
    stopCall: (callId) => ask((line) => line.stopCall(callId)),
    concurrency: () => ask((line) => line.concurrency()),
    whisper: (callId, text, respondNow) => ask((line) => line.whisper(callId, text, respondNow)),
    listen: (callId) => ask((line) => line.listen(callId)),
    takeOver: (callId, participantId) => ask((line) => line.takeOver(callId, participantId)),
    agents: () => ask((line) => line.agents()),
    numbers: () => ask((line) => line.numbers()),
    async verifyWebhook(rawBody, signature) {
      const line = await open()
      return 'failure' in line ? null : line.verifyWebhook(rawBody, signature)
    },
  }
}
