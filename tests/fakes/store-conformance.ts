import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { StoreFailure, type FileStore, type ObjectFacts } from '../../engine/files/ports.ts'

export function factsOf(body: string | Buffer, type = 'text/plain'): ObjectFacts {
  const bytes = Buffer.from(body)
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), type }
}

export async function failureOf(promise: Promise<unknown>): Promise<StoreFailure> {
  const error = await promise.then(() => null, (thrown: unknown) => thrown)
  if (!(error instanceof StoreFailure)) throw new Error(`Not a failure of a store: ${String(error)}`)
  return error
}

/** What the rest may rely on, wherever bytes are kept. `prefix` keeps what is written apart from whatever a real store holds. */
export function describeStore(name: string, prefix: string, open: () => FileStore): void {
  const put = (key: string, body: string | Buffer) => open().put(`${prefix}/${key}`, Readable.from([Buffer.from(body)]), factsOf(body))
  const listed = async (begin: string) => {
    const found: (readonly [string, number])[] = []
    for await (const { key, bytes } of open().list(`${prefix}/${begin}`)) found.push([key.slice(prefix.length + 1), bytes])
    return found
  }

  describe(`${name} as a store`, () => {
    it('gives back what was put, in many pieces as in one, and says how large it is', async () => {
      const whole = randomBytes(300_000)
      const pieces = Array.from({ length: 30 }, (_, index) => whole.subarray(index * 10_000, (index + 1) * 10_000))
      await open().put(`${prefix}/a/1`, Readable.from(pieces), factsOf(whole))
      expect((await buffer(await open().get(`${prefix}/a/1`))).equals(whole)).toBe(true)
      expect(await open().head(`${prefix}/a/1`)).toEqual({ bytes: 300_000 })
    })

    it('takes the same object again, and the one put last holds', async () => {
      await put('a/2', 'one')
      await put('a/2', 'one')
      await put('a/2', 'other')
      expect(await text(await open().get(`${prefix}/a/2`))).toBe('other')
    })

    it('knows what is not there', async () => {
      expect(await open().head(`${prefix}/a/none`)).toBeNull()
      expect(await failureOf(open().get(`${prefix}/a/none`))).toMatchObject({ code: 'not_found' })
    })

    it('lists in order what begins alike, and nothing else', async () => {
      for (const key of ['b/3', 'b/1', 'b/2', 'bb/1']) await put(key, key)
      expect(await listed('b/')).toEqual([['b/1', 3], ['b/2', 3], ['b/3', 3]])
      expect(await listed('bb/')).toEqual([['bb/1', 4]])
      expect(await listed('nothing/')).toEqual([])
    })

    it('deletes, and deletes again without a word', async () => {
      await put('c/1', 'gone soon')
      await open().delete(`${prefix}/c/1`)
      await open().delete(`${prefix}/c/1`)
      expect(await open().head(`${prefix}/c/1`)).toBeNull()
    })

    it.each(['other bytes of the same length', 'fewer bytes'])('keeps nothing of an object that is not what was announced: %s', async (difference) => {
      const sent = difference === 'fewer bytes' ? 'whol' : 'wholE'
      const failure = await failureOf(open().put(`${prefix}/d/1`, Readable.from([Buffer.from(sent)]), factsOf('whole')))
      expect(['damaged', 'cut_off', 'refused']).toContain(failure.code)
      expect(await open().head(`${prefix}/d/1`)).toBeNull()
    })

    it('keeps nothing of an object whose bytes break in the middle', async () => {
      const body = Readable.from((function* () {
        yield Buffer.alloc(100_000)
        throw new Error('the disk went')
      })())
      expect((await failureOf(open().put(`${prefix}/d/2`, body, factsOf(Buffer.alloc(200_000)))))).toBeInstanceOf(StoreFailure)
      expect(await open().head(`${prefix}/d/2`)).toBeNull()
    })

    it('breaks the reading when it is told to stop before anybody has read, and ends nothing else', async () => {
      await put('e/2', 'never read')
      const abort = new AbortController()
      const body = await open().get(`${prefix}/e/2`, abort.signal)
      abort.abort()
      // Whatever the stream says of its end is said before anybody listens.
      await new Promise((resolve) => { setImmediate(resolve) })
      await expect(text(body)).rejects.toThrow(/abort|premature|Ended/i)
    })

    it('does nothing once it was told to stop', async () => {
      const signal = AbortSignal.abort()
      expect(await failureOf(open().put(`${prefix}/e/1`, Readable.from([Buffer.from('x')]), factsOf('x'), signal))).toMatchObject({ code: 'cancelled' })
      expect(await failureOf(open().get(`${prefix}/e/1`, signal))).toMatchObject({ code: 'cancelled' })
      expect(await open().head(`${prefix}/e/1`)).toBeNull()
    })
  })
}
