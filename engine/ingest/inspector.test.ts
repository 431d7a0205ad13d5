import { existsSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { MovableClock } from '../../tests/harness/movable-clock.ts'
import { testFolder } from '../../tests/harness/test-data.ts'
import { inspectTimeoutMs, openInspector } from './inspector.ts'
import { inspectFile } from './reading/index.ts'

const clock = new MovableClock()
const realThread = new URL('./inspect-thread.ts', import.meta.url)
const heldThread = new URL('../../tests/harness/held-inspect-thread.ts', import.meta.url)
const closing: (() => unknown)[] = []
afterEach(async () => { for (const close of closing.splice(0).toReversed()) await close() })

function open(threadFile: URL, megabytes?: number) {
  const folder = testFolder()
  const inspector = openInspector(threadFile, clock, megabytes)
  closing.push(folder.remove, inspector.close)
  const path = join(folder.path, 'upload')
  /** Resolves once the thread that stands in is at work on the file. */
  const begun = () => new Promise<void>((resolve) => {
    const watcher = watch(folder.path, () => {
      if (!existsSync(`${path}.begun`)) return
      watcher.close()
      resolve()
    })
    if (existsSync(`${path}.begun`)) {
      watcher.close()
      resolve()
    }
  })
  return { ...inspector, path, begun }
}

describe('looking at a file in a thread', () => {
  test('answers what looking at it here would, and names the same problems', async () => {
    const { inspect, path } = open(realThread)
    writeFileSync(path, 'Nombre;Transcripcion\nAna;"Sí; mañana"\n')
    expect(await inspect(path, 'a.csv')).toEqual(await inspectFile(path, 'a.csv'))
    writeFileSync(path, 'a,b\n1,"x\n')
    await expect(inspect(path, 'a.csv')).rejects.toMatchObject({ name: 'FileProblem', reason: 'ingest.unclosed_quote', detail: '2' })
    await expect(inspect(`${path}.gone`, 'a.csv')).rejects.toMatchObject({ reason: 'ingest.file_missing' })
  })

  test('leaves this thread free however long it takes', async () => {
    const { inspect, path, begun } = open(heldThread)
    const answer = inspect(path, 'large.xlsx')
    // Looked at in this thread, the file would end neither of these two lines: what ends the wait is written after it began.
    await begun()
    writeFileSync(`${path}.go`, '')
    expect(await answer).toMatchObject({ columns: ['large.xlsx'] })
  })

  test('is given up when it takes too long, and the next file is looked at', async () => {
    const { inspect, path, begun } = open(heldThread)
    const refusal = inspect(path, 'endless.xlsx').catch((error: unknown) => error)
    await begun()
    clock.move(inspectTimeoutMs)
    expect(await refusal).toMatchObject({ reason: 'ingest.preview_timed_out', detail: '2' })
    writeFileSync(`${path}.go`, '')
    expect(await inspect(path, 'next.csv')).toMatchObject({ columns: ['next.csv'] })
  })

  test('is given up when the one who asked has left', async () => {
    const { inspect, path, begun } = open(heldThread)
    const asking = new AbortController()
    const refusal = inspect(path, 'endless.xlsx', asking.signal).catch((error: unknown) => error)
    await begun()
    asking.abort(new Error('left'))
    expect(await refusal).toMatchObject({ message: 'left' })
  })

  test('that takes more memory than a thread may have ends the thread and nothing else', async () => {
    const { inspect, path } = open(heldThread, 64)
    await expect(inspect(path, 'greedy')).rejects.toMatchObject({ reason: 'ingest.preview_out_of_memory' })
    writeFileSync(`${path}.go`, '')
    expect(await inspect(path, 'next.csv')).toMatchObject({ columns: ['next.csv'] })
  })
})
