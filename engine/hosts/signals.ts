/** Ctrl+C, a service manager's stop, a closed terminal. */
const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface EndOptions {
  /** Milliseconds that closing may take before the process ends anyway; what was running goes on at the next start. */
  readonly patience: number
  readonly signals: { on(signal: NodeJS.Signals, listener: () => void): unknown; off(signal: NodeJS.Signals, listener: () => void): unknown }
  exit(code: number): void
  after(milliseconds: number, callback: () => void): () => void
}

/**
 * Waits until the process is told to end, then closes. The second signal ends the process at once: whoever presses
 * Ctrl+C twice does not want to wait.
 * @returns when `close` has finished.
 */
export async function closeWhenTold(close: () => Promise<void>, { patience, signals, exit, after }: EndOptions): Promise<void> {
  const told = Promise.withResolvers<void>()
  let times = 0
  const listener = () => {
    times += 1
    if (times > 1) exit(130)
    told.resolve()
  }
  for (const signal of endSignals) signals.on(signal, listener)
  await told.promise
  const takeBack = after(patience, () => exit(0))
  try {
    await close()
  } finally {
    takeBack()
    for (const signal of endSignals) signals.off(signal, listener)
  }
}
