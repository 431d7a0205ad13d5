import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { keepEngineRunning } from './engine-process.ts'
import type { EngineStatus } from './engine-status.ts'

/** An engine process that does what the test says; time moves only when told. */
function setUp() {
  let now = 0
  let timers: { at: number; callback: () => void }[] = []
  const statuses: EngineStatus[] = []
  const lines: string[] = []
  const children: (EventEmitter & { said: unknown[]; killed: boolean })[] = []

  const engine = keepEngineRunning<string>({
    now: () => now,
    after(milliseconds, callback) {
      const timer = { at: now + milliseconds, callback }
      timers.push(timer)
      return () => { timers = timers.filter((other) => other !== timer) }
    },
    fork() {
      const child = Object.assign(new EventEmitter(), {
        said: [] as unknown[],
        killed: false,
        postMessage(message: unknown, transfer?: string[]) {
          child.said.push(transfer === undefined ? message : [message, ...transfer])
        },
        kill() {
          child.killed = true
          child.emit('exit', 1)
          return true
        },
      })
      children.push(child)
      return child
    },
    onStatus: (status) => statuses.push(status),
    seal: ({ id, text }) => ({ type: 'sealed', id, text: `sealed ${text}`, error: null }),
    log: (line) => lines.push(line),
  })

  return {
    engine,
    statuses,
    lines,
    children,
    child() {
      const last = children.at(-1)
      if (last === undefined) throw new Error('No engine was forked.')
      return last
    },
    pass(milliseconds: number) {
      now += milliseconds
      const due = timers.filter((timer) => timer.at <= now)
      timers = timers.filter((timer) => timer.at > now)
      for (const timer of due) timer.callback()
    },
  }
}

describe('the engine process', () => {
  it('takes links only while the engine is ready', () => {
    const { engine, child } = setUp()
    expect(engine.connect('early')).toBe(false)
    child().emit('message', { type: 'ready' })
    expect(engine.connect('port')).toBe(true)
    expect(child().said).toEqual([[{ type: 'connect' }, 'port']])
    child().emit('exit', 1)
    expect(engine.connect('late')).toBe(false)
  })

  it('has its secrets sealed for it, ready or not', () => {
    const { child } = setUp()
    child().emit('message', { type: 'seal', id: 7, text: 'a key' })
    expect(child().said).toEqual([{ type: 'sealed', id: 7, text: 'sealed a key', error: null }])
  })

  it('is restarted ever more slowly while it keeps failing, and never given up', () => {
    const { children, child, statuses, pass } = setUp()
    for (const delay of [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      const before = children.length
      child().emit('exit', 1)
      expect(statuses.at(-1)).toEqual({ state: 'waiting', retryInMs: delay, message: null })
      pass(delay - 1)
      expect(children).toHaveLength(before)
      pass(1)
      expect(children).toHaveLength(before + 1)
    }
  })

  it('is restarted quickly again once it has run well', () => {
    const { child, statuses, pass } = setUp()
    for (const delay of [500, 1_000, 2_000]) {
      child().emit('exit', 1)
      pass(delay)
    }
    child().emit('message', { type: 'ready' })
    pass(60_000)
    child().emit('exit', 139)
    expect(statuses.at(-1)).toMatchObject({ state: 'waiting', retryInMs: 500 })
  })

  it('keeps backing off when it dies shortly after each start', () => {
    const { child, statuses, pass } = setUp()
    for (const delay of [500, 1_000, 2_000]) {
      child().emit('message', { type: 'ready' })
      pass(100)
      child().emit('exit', 139)
      expect(statuses.at(-1)).toMatchObject({ state: 'waiting', retryInMs: delay })
      pass(delay)
    }
  })

  it('tells the window why it could not start', () => {
    const { child, statuses } = setUp()
    child().emit('message', { type: 'problem', message: 'Vocero is already running on this data.' })
    child().emit('exit', 1)
    expect(statuses.at(-1)).toMatchObject({ state: 'waiting', message: 'Vocero is already running on this data.' })
  })

  it('is restarted after an error of its runtime, with the reason and the exit code in the log', () => {
    const { children, child, lines, pass } = setUp()
    child().emit('message', { type: 'ready' })
    child().emit('error', 'FatalError', 'v8::ToLocalChecked')
    child().emit('exit', 133)
    pass(500)
    expect(children).toHaveLength(2)
    expect(lines).toEqual(['The engine failed: FatalError at v8::ToLocalChecked.', 'The engine ended with code 133; the next one starts in 500 ms.'])
  })

  it('closes when asked to and is not started again', async () => {
    const { engine, children, child, pass } = setUp()
    child().emit('message', { type: 'ready' })
    const stopped = engine.stop(2_000)
    expect(child().said).toEqual([{ type: 'close' }])
    child().emit('exit', 0)
    await stopped
    pass(60_000)
    expect(children).toHaveLength(1)
    expect(child().killed).toBe(false)
  })

  it('is killed when closing takes too long', async () => {
    const { engine, child, pass } = setUp()
    child().emit('message', { type: 'ready' })
    const stopped = engine.stop(2_000)
    pass(2_000)
    await stopped
    expect(child().killed).toBe(true)
  })

  it('is waited for no longer when even killing it tells nothing', async () => {
    const { engine, child, pass } = setUp()
    const kill = vi.fn<() => boolean>(() => true)
    Object.assign(child(), { kill })
    const stopped = engine.stop(2_000)
    pass(2_000)
    await stopped
    expect(kill).toHaveBeenCalledOnce()
  })

  it('stops at once while waiting to be restarted', async () => {
    const { engine, children, child, pass } = setUp()
    child().emit('exit', 1)
    await engine.stop(2_000)
    pass(60_000)
    expect(children).toHaveLength(1)
  })
})
