/** How the desktop shell's engine stands. `problem` is the readable reason of its last failure, when it gave one. */
export type ShellStatus = { isRunning: boolean, problem: string | null }

/** Hears what the desktop shell says of its engine; the answer stops it. In the browser there is nothing to hear. */
export function onShellStatus(listener: (status: ShellStatus) => void): () => void {
  const receive = (event: MessageEvent) => {
    if (event.source === window && typeOf(event.data) === 'vocero:engine') listener(readStatus(event.data))
  }
  window.addEventListener('message', receive)
  return () => window.removeEventListener('message', receive)
}

export function typeOf(data: unknown): unknown {
  return isRecord(data) ? data.type : undefined
}

function readStatus(data: unknown): ShellStatus {
  const status = isRecord(data) && isRecord(data.status) ? data.status : {}
  return { isRunning: status.state === 'running', problem: typeof status.message === 'string' ? status.message : null }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
