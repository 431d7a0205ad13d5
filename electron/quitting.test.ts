import { expect, it, vi } from 'vitest'
import { makeQuitting } from './quitting.ts'

function setUp() {
  const engine = Promise.withResolvers<void>()
  const stopEngine = vi.fn<() => Promise<void>>(() => engine.promise)
  const quit = vi.fn<() => void>()
  const relaunch = vi.fn<() => void>()
  const quitting = makeQuitting({ stopEngine, quit, relaunch })
  function willQuit(): boolean {
    const preventDefault = vi.fn<() => void>()
    quitting.willQuit({ preventDefault })
    return preventDefault.mock.calls.length === 0
  }
  return { quitting, willQuit, quit, relaunch, stopEngine, engineIsGone: engine.resolve }
}

it('ends the program only when its engine is gone, and stops that once however often it is asked', async () => {
  const { willQuit, quit, stopEngine, engineIsGone } = setUp()
  expect(willQuit()).toBe(false)
  expect(willQuit()).toBe(false)
  expect(stopEngine).toHaveBeenCalledOnce()
  expect(quit).not.toHaveBeenCalled()
  engineIsGone()
  await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce())
  expect(willQuit()).toBe(true)
})

it('opens a window for whoever asks while the program runs', () => {
  const { quitting, relaunch } = setUp()
  const open = vi.fn<() => void>()
  quitting.windowWanted(open)
  quitting.windowWanted(open)
  expect(open).toHaveBeenCalledTimes(2)
  expect(relaunch).not.toHaveBeenCalled()
})

it('starts again, once, when it is asked for while it ends', () => {
  const { quitting, willQuit, relaunch } = setUp()
  const open = vi.fn<() => void>()
  willQuit()
  quitting.windowWanted(open)
  quitting.windowWanted(open)
  expect(open).not.toHaveBeenCalled()
  expect(relaunch).toHaveBeenCalledOnce()
})
