/** What the end of the program needs from the outside. */
export interface QuittingOptions {
  /** Resolves when the engine is gone, or has been given up on. */
  stopEngine(): Promise<void>
  /** Asks Electron to quit; without windows this comes straight back as `will-quit`. */
  quit(): void
  /** Has the program started again once it has ended. */
  relaunch(): void
}

export interface Quitting {
  /** For `will-quit`: holds the end back until the engine has closed its database. */
  willQuit(event: { preventDefault(): void }): void
  /** A person asks for the window. Opens it, or once the end has begun has the program started again after it. */
  windowWanted(open: () => void): void
}

/**
 * The end of the program: first the windows close, which a page may still refuse, then the engine, then the program.
 * The other way round a page that refuses would be left without its engine.
 */
export function makeQuitting({ stopEngine, quit, relaunch }: QuittingOptions): Quitting {
  let phase: 'running' | 'stopping' | 'gone' = 'running'
  let relaunches = false

  async function stop(): Promise<void> {
    await stopEngine()
    phase = 'gone'
    quit()
  }

  return {
    willQuit(event) {
      if (phase === 'gone') return
      event.preventDefault()
      if (phase === 'stopping') return
      phase = 'stopping'
      void stop()
    },
    windowWanted(open) {
      if (phase === 'running') return open()
      // Each call would start one more program.
      if (!relaunches) relaunch()
      relaunches = true
    },
  }
}
