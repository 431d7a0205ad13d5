import { EventEmitter } from 'node:events'
import { expect, it, vi } from 'vitest'
import { closeWhenTold } from './signals.ts'

function setUp() {
  const signals = new EventEmitter()
  const exit = vi.fn<(code: number) => void>()
  const closing = Promise.withResolvers<void>()
  const close = vi.fn<() => Promise<void>>(() => closing.promise)
  const deadlines: (() => void)[] = []
  function after(_milliseconds: number, callback: () => void): () => void {
    deadlines.push(callback)
    return () => undefined
  }
  const ended = closeWhenTold(close, { patience: 2_000, signals, exit, after })
  return { signals, exit, close, closing, ended, late: () => { for (const deadline of deadlines) deadline() } }
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('closes on %s and then lets the process end by itself', async (signal) => {
  const { signals, exit, close, closing, ended } = setUp()
  expect(close).not.toHaveBeenCalled()
  signals.emit(signal)
  closing.resolve()
  await ended
  expect(close).toHaveBeenCalledOnce()
  expect(exit).not.toHaveBeenCalled()
})

it('ends at once at the second signal', () => {
  const { signals, exit } = setUp()
  signals.emit('SIGINT')
  signals.emit('SIGINT')
  expect(exit).toHaveBeenCalledWith(130)
})

it('does not wait for ever for closing', async () => {
  const { signals, exit, close, late } = setUp()
  signals.emit('SIGTERM')
  await vi.waitFor(() => expect(close).toHaveBeenCalled())
  late()
  expect(exit).toHaveBeenCalledWith(0)
})
