import type { FromEngine, ToEngine } from '../engine/hosts/child.ts'
import type { SealAnswer, SealQuestion } from '../engine/hosts/sealing.ts'
import type { EngineStatus } from './engine-status.ts'
import { firstStep, step } from './supervision.ts'
import type { Step, Supervision, SupervisionEvent } from './supervision.ts'

/** The engine's process as Electron's utilityProcess gives it; tests give their own. */
export interface EngineChild<Port> {
  postMessage(message: ToEngine, transfer?: Port[]): void
  on(event: 'message', listener: (message: FromEngine) => void): unknown
  on(event: 'exit', listener: (code: number) => void): unknown
  on(event: 'error', listener: (type: string, location: string) => void): unknown
  kill(): boolean
}

export interface EngineProcessOptions<Port> {
  fork(): EngineChild<Port>
  /** Calls back once after the milliseconds; the answer takes it back. */
  after(milliseconds: number, callback: () => void): () => void
  now(): number
  onStatus(status: EngineStatus): void
  /** What the system's keychain makes of a secret of the engine's. */
  seal(question: SealQuestion): SealAnswer
  /** Takes a line for whoever looks after the program, with nothing of anybody's data in it. */
  log(line: string): void
}

export interface EngineProcess<Port> {
  readonly status: EngineStatus
  /** Hands the engine its end of a new link. False while no engine runs; ask again when the status says it does. */
  connect(port: Port): boolean
  /** Closes the engine. Resolves when it is gone, or when it was killed for taking longer than `patience` milliseconds. */
  stop(patience: number): Promise<void>
}

/**
 * Keeps an engine running for as long as the program lives. When it dies, the links it held close by themselves with
 * its process, so every pending call of the console is rejected; the status tells the window what is going on.
 */
export function keepEngineRunning<Port>(options: EngineProcessOptions<Port>): EngineProcess<Port> {
  let state: Supervision = firstStep.state
  let child: EngineChild<Port> | null = null
  let readyAt: number | null = null
  let lastProblem: string | null = null
  let cancelWait: (() => void) | null = null
  const stopped = Promise.withResolvers<void>()

  function happened(event: SupervisionEvent): void {
    follow(step(state, event))
  }

  function follow(next: Step): void {
    const changed = next.state !== state
    state = next.state
    for (const action of next.actions) {
      if (action.do === 'fork') fork()
      else if (action.do === 'wait') cancelWait = options.after(action.delay, () => happened({ type: 'due' }))
      else child?.postMessage({ type: 'close' })
    }
    if (state.phase === 'stopped') stopped.resolve()
    if (changed) options.onStatus(describe(state, lastProblem))
  }

  function fork(): void {
    readyAt = null
    lastProblem = null
    const forked = options.fork()
    child = forked
    forked.on('message', (message) => {
      if (message.type === 'problem') {
        lastProblem = message.message
        return
      }
      if (message.type !== 'ready') {
        forked.postMessage(options.seal(message))
        return
      }
      readyAt = options.now()
      happened({ type: 'ready' })
    })
    // An `error` that nobody hears would end the whole program; the exit that follows it is what counts.
    forked.on('error', (type, location) => options.log(`The engine failed: ${type} at ${location}.`))
    forked.on('exit', (code) => {
      child = null
      happened({ type: 'exited', ranFor: readyAt === null ? 0 : options.now() - readyAt })
      if (state.phase === 'waiting') options.log(`The engine ended with code ${code}; the next one starts in ${state.delay} ms.`)
    })
  }

  follow(firstStep)
  return {
    get status() {
      return describe(state, lastProblem)
    },
    connect(port) {
      if (state.phase !== 'running' || child === null) return false
      child.postMessage({ type: 'connect' }, [port])
      return true
    },
    async stop(patience) {
      cancelWait?.()
      const takeBack = options.after(patience, () => {
        child?.kill()
        // Whether or not its end is ever told: quitting waits no longer.
        stopped.resolve()
      })
      happened({ type: 'stop' })
      await stopped.promise
      takeBack()
    },
  }
}

function describe(state: Supervision, message: string | null): EngineStatus {
  if (state.phase === 'waiting') return { state: 'waiting', retryInMs: state.delay, message }
  if (state.phase === 'stopping') return { state: 'stopped' }
  return { state: state.phase }
}
