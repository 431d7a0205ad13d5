import { existsSync, writeFileSync } from 'node:fs'
import type { InspectAnswer, InspectTask } from '../../engine/ingest/inspect-thread.ts'

/**
 * Stands in for the thread that looks at files. It says that it has begun by writing `<path>.begun`, and keeps its thread
 * as busy as a large workbook would until there is a `<path>.go`. A file named `greedy` takes all the memory there is.
 */
export default function inspect({ path, fileName }: InspectTask): InspectAnswer {
  writeFileSync(`${path}.begun`, '')
  if (fileName === 'greedy') for (const taken: number[][] = []; ;) taken.push(Array.from({ length: 1_000_000 }, () => Math.random()))
  while (!existsSync(`${path}.go`)) continue
  return {
    inspection: { format: 'xlsx', encoding: null, delimiter: null, columns: [fileName], hasHeader: true, rows: [], rowCount: 0, rowCountExact: true, warnings: [] },
  }
}
