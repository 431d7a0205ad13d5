import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { newId } from '../db/id.ts'
import { migrate, readMigrations } from '../db/migrate.ts'
import { openDatabase } from '../db/open.ts'
import { insertBusinessTx } from '../db/queries/businesses.ts'
import { writeTx } from '../db/tx.ts'
import { normalise } from '../engine/knowledge/embedders/embedder.ts'
import { loadOfflineEmbedder } from '../engine/knowledge/embedders/offline.ts'
import { openVectors } from '../engine/knowledge/index.ts'
import { systemClock } from '../engine/observe/clock.ts'
import { makeLog } from '../engine/observe/log.ts'
import { medianOf, milliseconds, percentile, row } from './measure.ts'

const entries = 100_000
const dimensions = 384
const lookups = 500

let state = 7
const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32

/** Random directions about a thousand middles: as in real texts, some are near each other. */
function someVectors(): () => Float32Array {
  const middles = Array.from({ length: 1_000 }, () => Float32Array.from({ length: dimensions }, () => random() - 0.5))
  return () => {
    const middle = middles[Math.floor(random() * middles.length)]!
    return normalise(Float32Array.from(middle, (value) => value + (random() - 0.5) * 0.8))
  }
}

/** Looks up among 100,000 vectors through the thread: first with the index read from the database, and after a start with the one that was kept. */
export async function measureLookups(resources: string): Promise<void> {
  await medianOf(1, async (folder) => {
    const database = openDatabase(join(folder, 'vocero.sqlite'))
    migrate(database, readMigrations(fileURLToPath(new URL('../db/migrations', import.meta.url))), 0)
    const embedder = loadOfflineEmbedder(resources)
    const open = () => openVectors({ database, clock: systemClock, log: makeLog('silent'), threadFile: new URL('../engine/knowledge/vectors/vectors-thread.ts', import.meta.url), embedder, sources: [] })
    let vectors = open()
    const businessId = newId()
    const space = { businessId, name: 'bench' }
    const next = someVectors()
    writeTx(database, (tx) => insertBusinessTx(tx, { id: businessId, name: 'Bench', created_at: 0 }))
    for (let item = 0; item < entries; item += 1_000) writeTx(database, (tx) => { for (let at = item; at < item + 1_000; at += 1) vectors.putTx(tx, space, at, { embedder: embedder.id, vector: next() }) })
    const search = (vector: Float32Array) => vectors.search(space, { embedder: embedder.id, vector }, { k: 8, least: 0.5 })
    const timed = async (name: string, count: number) => {
      const delay = monitorEventLoopDelay({ resolution: 1 })
      delay.enable()
      const times: number[] = []
      for (let at = 0; at < count; at += 1) {
        const vector = next()
        const start = performance.now()
        await search(vector)
        times.push(performance.now() - start)
        // Others of the engine have their turn between two look-ups.
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
      delay.disable()
      row(name, milliseconds(percentile(times, 0.5)), `p99 ${milliseconds(percentile(times, 0.99))}; delay of the engine's loop p99 ${milliseconds(delay.percentile(99) / 1e6 - 1)} beyond the timer's own ms`)
      return percentile(times, 0.5)
    }
    console.log(`\nLook-ups among ${entries.toLocaleString('en')} x ${dimensions}`)
    const first = async (name: string) => {
      await vectors.state()
      const start = performance.now()
      await search(next())
      row(name, milliseconds(performance.now() - start), 'the thread ran already')
    }
    await first('first one, nothing kept: read from the database')
    await vectors.close()
    vectors = open()
    await first('first one after a start, the kept index opened')
    const figure = await timed('look-up p50', lookups)
    await vectors.close()
    database.close()
    return figure
  })
}
