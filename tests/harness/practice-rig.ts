import { fileURLToPath } from 'node:url'
import { PracticeClock } from '../../engine/calls/practice-line/practice-clock.ts'
import { startPracticeLine, type PracticeLineOptions } from '../../engine/calls/practice-line/start-practice-line.ts'
import type { CallBody } from '../../engine/calls/retell/bodies.ts'
import type { LineAnswer, NewCall } from '../../engine/calls/retell/call-line.ts'
import { retellLine, type RetellLineOptions } from '../../engine/calls/retell/retell-client.ts'
import { systemClock } from '../../engine/observe/clock.ts'

export const resources = fileURLToPath(new URL('../../resources', import.meta.url))
export const lineThread = new URL('../../engine/calls/practice-line/line-thread.ts', import.meta.url)
/** A Thursday noon in Santiago. */
export const someThursday = Date.UTC(2026, 4, 14, 16)

/** What a script speaks. */
export const fullVariables = {
  nombre: 'Rosa Prueba', empresa: 'Tienda Norte', cuotas_adeudadas: '2', monto_total: '84000', fecha_limite: '2026-05-20', fecha_maxima: '2026-05-28',
}

/**
 * A practice line whose time stands still until a test moves it, and the real SDK talking to it.
 */
export async function practiceRig(options: Partial<PracticeLineOptions & RetellLineOptions> = {}) {
  const clock = new PracticeClock(systemClock, { baseSim: someThursday, baseReal: Date.now(), speed: 0 })
  const line = await startPracticeLine({ threadFile: lineThread, resources, journalFile: null, seed: 'rig', time: clock.time, ...options })
  const client = retellLine({ apiKey: line.apiKey, baseUrl: line.address, clock, ...options })
  let attempts = 0
  return {
    clock, line, client,
    /** Lets practice time pass, for the line too. */
    async pass(milliseconds: number): Promise<void> {
      clock.jumpTo(clock.now() + milliseconds)
      await line.setTime(clock.time)
    },
    newCall(to: string, more: Partial<NewCall> = {}): NewCall {
      attempts++
      return { attemptId: `attempt-${attempts}`, from: '+56222550100', to, variables: fullVariables, ...more }
    },
    close: () => line.close(),
  }
}

export type PracticeRig = Awaited<ReturnType<typeof practiceRig>>

/** The value of an answer that a test counts on. */
export function valueOf<Value>(answer: LineAnswer<Value>): Value {
  if (!answer.ok) throw new Error(`The line failed: ${JSON.stringify(answer.problem)}`)
  return answer.value
}

/** Places a call and answers what the line says once all is over, analysis included. */
export async function finishedCall(rig: PracticeRig, to: string, more: Partial<NewCall> = {}): Promise<CallBody> {
  const { call_id } = valueOf(await rig.client.createCall(rig.newCall(to, more)))
  await rig.pass(1_000_000)
  return valueOf(await rig.client.getCall(call_id))
}
