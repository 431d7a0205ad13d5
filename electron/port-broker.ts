/** The frame of a window that wants to speak to the engine. */
export interface PortTaker<Port> {
  /** A frame is destroyed with its window, and with its process when that dies. */
  isDestroyed(): boolean
  postMessage(channel: string, message: unknown, transfer: Port[]): void
}

export interface PortBroker<Port> {
  /** A frame asks for a link; it gets one now, or when the engine next runs. */
  request(taker: PortTaker<Port>): void
  /** The engine runs (again): everyone still waiting is served. */
  engineIsRunning(): void
}

/**
 * Gives frames their link to the engine: one fresh channel for each request, one end to each side.
 * @param makeChannel a pair of connected ports. @param connect hands the engine its end; false while it does not run.
 */
export function makePortBroker<Port extends { close(): void }>(makeChannel: () => { port1: Port; port2: Port }, connect: (port: Port) => boolean): PortBroker<Port> {
  const waiting = new Set<PortTaker<Port>>()

  function serve(taker: PortTaker<Port>): void {
    if (taker.isDestroyed()) return void waiting.delete(taker)
    const { port1, port2 } = makeChannel()
    if (!connect(port1)) {
      port1.close()
      return
    }
    waiting.delete(taker)
    try {
      taker.postMessage('vocero:port', null, [port2])
    } catch {
      // Electron throws when the frame goes away at this very moment. What is loaded in its place asks for itself; the others must not wait.
      port2.close()
    }
  }

  return {
    request(taker) {
      waiting.add(taker)
      serve(taker)
    },
    engineIsRunning() {
      // A set may lose what was visited while it is walked through.
      for (const taker of waiting) serve(taker)
    },
  }
}
