import { Gauge, type Registry } from 'prom-client'
import type { Reader } from '../../db/reader.ts'

/** Calls for Prometheus; what is simulated is a line of its own. */
export function callMetrics(registry: Registry, reader: Reader): void {
  const calls = new Gauge({
    name: 'vocero_calls', help: 'Calls so far, by line and where they stand.', labelNames: ['line', 'state'], registers: [registry],
    async collect() {
      const counts = await reader.run('calls.counts', null)
      this.reset()
      for (const { simulated, state, count } of counts) calls.set({ line: simulated === 1 ? 'practice' : 'real', state }, count)
    },
  })
}
