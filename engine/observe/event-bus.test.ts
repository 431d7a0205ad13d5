import { describe, expect, test } from 'vitest'
import type { EngineEvent } from '../contract/events.ts'
import { EventBus, type StampedEvent } from './event-bus.ts'

const event = (number: number): EngineEvent => ({ type: 'job.progress', id: 'job', done: number, total: null, note: null })
const publish = (bus: EventBus, from: number, to: number) => { for (let number = from; number <= to; number += 1) bus.publish(event(number)) }

/** The next events of a stream, told shortly: the number of each, or its type. */
async function take(stream: AsyncGenerator<StampedEvent>, count: number): Promise<(number | string)[]> {
  const taken: (number | string)[] = []
  while (taken.length < count) {
    const { value, done } = await stream.next()
    if (done === true) throw new Error('The stream ended')
    taken.push(value.event.type === 'job.progress' ? value.event.done : value.event.type)
  }
  return taken
}

describe('a listener', () => {
  test('hears what is published from now on, in order, like every other', async () => {
    const bus = new EventBus('boot')
    publish(bus, 1, 3)
    const [one, other] = [bus.stream(undefined), bus.stream(undefined)]
    const heard = Promise.all([take(one, 2), take(other, 2)])
    publish(bus, 4, 5)
    expect(await heard).toEqual([[4, 5], [4, 5]])
  })

  test('that comes back hears exactly what it missed', async () => {
    const bus = new EventBus('boot')
    publish(bus, 1, 2)
    const first = await bus.stream('boot.0').next()
    publish(bus, 3, 4)
    expect(await take(bus.stream(first.value?.id), 3)).toEqual([2, 3, 4])
    const upToDate = take(bus.stream('boot.4'), 1)
    publish(bus, 5, 5)
    expect(await upToDate).toEqual([5])
  })

  test.each([
    ['the engine has started anew since', 'earlier.2'],
    ['its id lies in the future', 'boot.9'],
    ['its id is none', 'boot.x'],
    ['its id has no boot', '3'],
  ])('is told to fetch everything when %s', async (_why, lastEventId) => {
    const bus = new EventBus('boot')
    publish(bus, 1, 3)
    const heard = take(bus.stream(lastEventId), 2)
    publish(bus, 4, 4)
    expect(await heard).toEqual(['reset', 4])
  })

  test('is told so when it missed more than is kept', async () => {
    const bus = new EventBus('boot')
    publish(bus, 1, 2_005)
    expect(await take(bus.stream('boot.5'), 2_000)).toEqual(Array.from({ length: 2_000 }, (_, index) => index + 6))
    const late = bus.stream('boot.4')
    const heard = take(late, 2)
    publish(bus, 2_006, 2_006)
    expect(await heard).toEqual(['reset', 2_006])
  })

  test('that is too slow is told so and goes on with the present', async () => {
    const bus = new EventBus('boot')
    const slow = bus.stream('boot.0')
    publish(bus, 1, 1)
    expect(await take(slow, 1)).toEqual([1])
    publish(bus, 2, 3_000)
    const { value } = await slow.next()
    expect(value).toEqual({ id: 'boot.3000', event: { type: 'reset' } })
    const heard = take(slow, 1)
    publish(bus, 3_001, 3_001)
    expect(await heard).toEqual([3_001])
  })

  test('that slept through a reset can resume from its id', async () => {
    const bus = new EventBus('boot')
    publish(bus, 1, 3)
    const { value } = await bus.stream('earlier.1').next()
    publish(bus, 4, 4)
    expect(await take(bus.stream(value?.id), 1)).toEqual([4])
  })
})

describe('a stream ends', () => {
  test('when its listener goes, before or while it waits', async () => {
    const bus = new EventBus('boot')
    expect(await bus.stream(undefined, AbortSignal.abort()).next()).toEqual({ value: undefined, done: true })
    const leave = new AbortController()
    const waiting = bus.stream(undefined, leave.signal).next()
    leave.abort()
    expect(await waiting).toEqual({ value: undefined, done: true })
  })

  test('when the engine closes, for everyone', async () => {
    const bus = new EventBus('boot')
    const waiting = [bus.stream(undefined).next(), bus.stream(undefined).next()]
    bus.close()
    expect(await Promise.all(waiting)).toEqual([{ value: undefined, done: true }, { value: undefined, done: true }])
    expect(await bus.stream(undefined).next()).toMatchObject({ done: true })
  })
})
