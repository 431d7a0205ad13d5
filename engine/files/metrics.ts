import { Gauge, type Registry } from 'prom-client'
import type { Reader } from '../../db/reader.ts'

/** Space used for Prometheus, by store. */
export function fileMetrics(registry: Registry, reader: Reader): void {
  const bytes = new Gauge({
    name: 'vocero_files_bytes', help: 'Bytes of kept files, by store.', labelNames: ['store'], registers: [registry],
    async collect() {
      const totals = await reader.run('files.totals', null)
      this.reset()
      for (const total of totals) bytes.set({ store: total.store }, total.bytes)
    },
  })
}
