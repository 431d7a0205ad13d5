import { describe, expect, it, vi } from 'vitest'
import { listenIn, RoomProblem, type Listening, type Room, type RoomEvents } from './listening.ts'

const access = { accessToken: 'key', url: 'wss://calls-1.livekit.cloud' }

/** A room without sound, that does what the test says. */
function open({ join = Promise.resolve(), microphone = true, maySpeak = true, silence = Promise.resolve(), url = access.url }: { join?: Promise<void>, microphone?: boolean, maySpeak?: boolean, silence?: Promise<void>, url?: string } = {}) {
  let events: RoomEvents | null = null
  const room = {
    join: vi.fn((_url: string, _token: string, heard: RoomEvents) => {
      events = heard
      return join
    }),
    leave: vi.fn(() => Promise.resolve()), mute: vi.fn(), play: vi.fn(() => Promise.resolve()),
    askMicrophone: vi.fn(() => Promise.resolve(microphone)), speak: vi.fn(() => maySpeak ? Promise.resolve() : Promise.reject(new Error('not allowed'))),
  } satisfies Room
  const told: Listening[] = []
  const silenceAgent = vi.fn(() => silence)
  const controls = listenIn(room, { ...access, url }, silenceAgent, listening => told.push(listening))
  const settled = async () => { for (let turn = 0; turn < 5; turn += 1) await Promise.resolve() }
  return { room, controls, told, silenceAgent, settled, events: () => events!, now: () => told.at(-1) }
}

describe('listening to a live call', () => {
  it('joins, tells when it is lost and found again, and ends with the call', async () => {
    const { room, told, settled, events } = open()
    await settled()
    events().lost()
    events().back()
    events().ended('over')
    events().back()
    expect(room.join).toHaveBeenCalledWith(access.url, 'key', expect.anything())
    expect(told.map(({ state }) => 'why' in state ? `${state.at} ${state.why}` : state.at)).toEqual(['listening', 'lost', 'listening', 'ended over'])
  })

  it.each([['refused', new RoomProblem('refused')], ['unreachable', new RoomProblem('unreachable')], ['unreachable', new Error('whatever')]] as const)('says why it could not join: %s', async (why, error) => {
    const { now, settled } = open({ join: Promise.reject(error) })
    await settled()
    expect(now()?.state).toEqual({ at: 'failed', why })
  })

  it.each(['wss://evil.example.com', 'wss://livekit.cloud.evil.com', 'http://a.livekit.cloud', 'nonsense'])('joins no server that the page may not reach: %s', async url => {
    const { room, now, settled } = open({ url })
    await settled()
    expect(now()?.state).toEqual({ at: 'failed', why: 'foreign_server' })
    expect(room.join).not.toHaveBeenCalled()
  })

  it('is left, also while it still connects', async () => {
    let joined = () => {}
    const { room, controls, now, settled } = open({ join: new Promise<void>(resolve => { joined = resolve }) })
    await controls.leave()
    joined()
    await settled()
    expect(now()?.state).toEqual({ at: 'ended', why: 'left' })
    expect(room.leave).toHaveBeenCalledTimes(2)
  })

  it('is muted and heard again, and tells that the browser waits for a click', async () => {
    const { room, controls, now, settled, events } = open()
    await settled()
    controls.mute(true)
    events().blocked(true)
    expect(room.mute).toHaveBeenCalledWith(true)
    expect(now()).toMatchObject({ muted: true, blocked: true })
  })
})

describe('taking a call over', () => {
  it('silences the agent once the microphone is at hand, and then the person is heard', async () => {
    const { controls, silenceAgent, room, now, settled } = open()
    await settled()
    await controls.takeOver()
    expect(now()).toMatchObject({ taking: 'taken', problem: null })
    expect(room.askMicrophone.mock.invocationCallOrder[0]!).toBeLessThan(silenceAgent.mock.invocationCallOrder[0]!)
    await controls.takeOver()
    expect(silenceAgent).toHaveBeenCalledOnce()
  })

  it('leaves the agent speaking when there is no microphone, or the provider does not allow it', async () => {
    const silent = open({ microphone: false })
    await silent.settled()
    await silent.controls.takeOver()
    expect(silent.silenceAgent).not.toHaveBeenCalled()
    expect(silent.now()).toMatchObject({ taking: 'no', problem: 'no_microphone' })
    const refused = open({ silence: Promise.reject(new Error('422')) })
    await refused.settled()
    await refused.controls.takeOver()
    expect(refused.now()).toMatchObject({ taking: 'no', problem: 'not_taken_over' })
    expect(refused.room.speak).not.toHaveBeenCalled()
  })

  it('says when nobody is heard, and tries again without silencing the agent twice', async () => {
    const { controls, silenceAgent, room, now, settled } = open({ maySpeak: false })
    await settled()
    await controls.takeOver()
    expect(now()).toMatchObject({ taking: 'unheard', problem: 'no_microphone' })
    room.speak.mockResolvedValue()
    await controls.takeOver()
    expect(now()).toMatchObject({ taking: 'taken' })
    expect(silenceAgent).toHaveBeenCalledOnce()
  })

  it('is not begun before the room is joined', async () => {
    const { controls, silenceAgent } = open({ join: new Promise<void>(() => {}) })
    await controls.takeOver()
    expect(silenceAgent).not.toHaveBeenCalled()
  })
})
