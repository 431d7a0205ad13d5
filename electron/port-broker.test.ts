import { expect, it } from 'vitest'
import { makePortBroker } from './port-broker.ts'

function setUp() {
  let running = false
  const connected: string[] = []
  let made = 0
  const broker = makePortBroker(
    () => {
      made += 1
      return { port1: { name: `engine ${made}`, close: () => undefined }, port2: { name: `window ${made}`, close: () => undefined } }
    },
    (port) => {
      if (running) connected.push(port.name)
      return running
    },
  )
  const received: string[] = []
  const taker = { gone: false, isDestroyed: () => taker.gone, postMessage: (channel: string, _message: unknown, ports: { name: string }[]) => received.push(`${channel} ${ports.map((port) => port.name).join()}`) }
  return { broker, connected, received, taker, setRunning: (value: boolean) => { running = value } }
}

it('hands both ends of one channel over, once for each request', () => {
  const { broker, connected, received, taker, setRunning } = setUp()
  setRunning(true)
  broker.request(taker)
  expect(connected).toEqual(['engine 1'])
  expect(received).toEqual(['vocero:port window 1'])
  broker.engineIsRunning()
  expect(received).toHaveLength(1)
})

it('keeps a request until the engine runs, and then answers it once', () => {
  const { broker, received, taker, setRunning } = setUp()
  broker.request(taker)
  broker.request(taker)
  expect(received).toEqual([])
  setRunning(true)
  broker.engineIsRunning()
  broker.engineIsRunning()
  expect(received).toHaveLength(1)
})

it('forgets windows that were closed in the meantime', () => {
  const { broker, connected, taker, setRunning } = setUp()
  broker.request(taker)
  taker.gone = true
  setRunning(true)
  broker.engineIsRunning()
  expect(connected).toEqual([])
})

it('serves the others when a frame goes away at the moment it is served', () => {
  const { broker, received, taker, setRunning } = setUp()
  const closed: string[] = []
  const gone = {
    isDestroyed: () => false,
    postMessage(_channel: string, _message: unknown, ports: { name: string; close(): void }[]) {
      closed.push(...ports.map((port) => port.name))
      throw new Error('The frame is gone.')
    },
  }
  broker.request(gone)
  broker.request(taker)
  setRunning(true)
  broker.engineIsRunning()
  broker.engineIsRunning()
  expect(received).toHaveLength(1)
  expect(closed).toHaveLength(1)
})
