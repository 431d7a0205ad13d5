/** A window that wants to speak to the engine. */
export interface PortTaker<Port> {
  isDestroyed(): boolean
  postMessage(channel: string, message: unknown, transfer: Port[]): void
}

export interface PortBroker<Port> {
  /** The window asks for a link; it gets one now, or when the engine next runs. */
  request(taker: PortTaker<Port>): void
  /** The engine runs (again): everyone still waiting is served. */
  engineIsRunning(): void
}

/**
 * Gives windows their link to the engine: one fresh channel for each request, one end to each side.
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
    taker.postMessage('vocero:port', null, [port2])
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
