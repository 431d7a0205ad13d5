import { liveRoomDomain, type Listening as Access } from '../../../../engine/contract/calls.ts'

/** Why a room could not be joined: it does not take the key, or it cannot be reached. */
export type RoomFailure = 'refused' | 'unreachable'

/** A failure to join a room, with what kind it is. */
export class RoomProblem extends Error {
  readonly failure: RoomFailure
  constructor(failure: RoomFailure, options?: ErrorOptions) {
    super(`The room could not be joined: ${failure}`, options)
    this.name = 'RoomProblem'
    this.failure = failure
  }
}

export interface RoomEvents {
  /** The connection is gone and is sought again. */
  lost(): void
  back(): void
  /** `over`: the room was closed, as it is when the call ends. */
  ended(why: 'over' | 'cut'): void
  /** Whether the browser waits for a click before it plays sound. */
  blocked(waits: boolean): void
}

/** The room of a live call, as far as listening needs it: LiveKit's, or a stand-in. */
export interface Room {
  /** @throws RoomProblem */
  join(url: string, token: string, events: RoomEvents): Promise<void>
  leave(): Promise<void>
  mute(muted: boolean): void
  /** Plays what the browser held back; only right after a click. */
  play(): Promise<void>
  /** Asks the person for the microphone, without a sound of it going anywhere. @returns whether they gave it. */
  askMicrophone(): Promise<boolean>
  /** Lets the person be heard. @throws when the room does not allow it. */
  speak(): Promise<void>
}

export type ListeningState =
  | { readonly at: 'connecting' | 'listening' | 'lost' }
  | { readonly at: 'ended'; readonly why: 'left' | 'over' | 'cut' }
  | { readonly at: 'failed'; readonly why: RoomFailure | 'foreign_server' }

/** `taken`: the agent is silent and the person is heard; `unheard`: the agent is silent and nobody hears the person. */
export type Taking = 'no' | 'asking' | 'taken' | 'unheard'

export interface Listening {
  readonly state: ListeningState
  readonly muted: boolean
  /** The browser waits for a click before it plays sound. */
  readonly blocked: boolean
  readonly taking: Taking
  readonly problem: 'no_microphone' | 'not_taken_over' | null
}

export const startOfListening: Listening = { state: { at: 'connecting' }, muted: false, blocked: false, taking: 'no', problem: null }

/** Whether a page of ours may connect to a room's server: its policy names one domain (engine/hosts/security-headers.ts). */
export function isRoomAddress(url: string): boolean {
  const address = URL.parse(url)
  return address !== null && (address.protocol === 'wss:' || address.protocol === 'https:') && address.hostname.endsWith(`.${liveRoomDomain}`)
}

/**
 * Joins the room of a live call and follows it to its end, telling of every change. What comes after the end is not heard.
 * @param silenceAgent asks the provider to let the listener speak in the agent's place
 */
export function listenIn(room: Room, access: Pick<Access, 'accessToken'> & { url: string }, silenceAgent: () => Promise<void>, told: (listening: Listening) => void) {
  let now = startOfListening
  const over = () => now.state.at === 'ended' || now.state.at === 'failed'
  const set = (change: Partial<Listening>) => {
    if (over()) return
    now = { ...now, ...change }
    told(now)
  }
  const at = (state: ListeningState) => set({ state })

  const events: RoomEvents = {
    lost: () => at({ at: 'lost' }),
    back: () => at({ at: 'listening' }),
    ended: why => at({ at: 'ended', why }),
    blocked: blocked => set({ blocked }),
  }
  const join = async () => {
    if (!isRoomAddress(access.url)) return at({ at: 'failed', why: 'foreign_server' })
    try {
      await room.join(access.url, access.accessToken, events)
      if (over()) return void room.leave()
      at({ at: 'listening' })
    } catch (error) {
      at({ at: 'failed', why: error instanceof RoomProblem ? error.failure : 'unreachable' })
    }
  }
  const speak = async () => {
    try {
      await room.speak()
      set({ taking: 'taken', problem: null })
    } catch {
      set({ taking: 'unheard', problem: 'no_microphone' })
    }
  }
  void join()

  return {
    mute(muted: boolean): void {
      room.mute(muted)
      set({ muted })
    },
    async play(): Promise<void> {
      await room.play()
    },
    /** Silences the agent only when the person's microphone is at hand: nobody should be left with silence. */
    async takeOver(): Promise<void> {
      if (now.state.at !== 'listening' || now.taking === 'asking' || now.taking === 'taken') return
      const silenced = now.taking === 'unheard'
      set({ taking: 'asking', problem: null })
      if (!(await room.askMicrophone())) return set({ taking: silenced ? 'unheard' : 'no', problem: 'no_microphone' })
      if (!silenced) {
        try {
          await silenceAgent()
        } catch {
          return set({ taking: 'no', problem: 'not_taken_over' })
        }
      }
      await speak()
    },
    async leave(): Promise<void> {
      at({ at: 'ended', why: 'left' })
      await room.leave()
    },
  }
}

export type ListeningControls = ReturnType<typeof listenIn>
