import { Readable } from 'node:stream'
import type { PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3'
import type { Clock } from '../observe/clock.ts'
import { patiently } from './patience.ts'
import type { FileStore } from './ports.ts'
import { StoreFailure } from './ports.ts'

export interface S3Address {
  /** Null: Amazon's own. Else the bucket is part of the path, as MinIO wants it. */
  readonly endpoint: string | null
  readonly region: string
  readonly bucket: string
  readonly accessKey: string
  readonly secretKey: string
}

export interface S3Store extends FileStore {
  /** Ends the connections that are kept open between requests. */
  close(): void
}

/** The longest that Amazon lets an address be good for, seconds. */
const longestLink = 7 * 24 * 60 * 60

/** Milliseconds without a connection, and without a byte on one: behind our own patience, for bodies that nobody watches. */
const connectionTimeout = 10_000
const socketTimeout = 60_000

/**
 * A bucket behind the protocol of S3. The SDK takes half a second to load, so it comes with the first request. Nothing is
 * tried twice here: whoever asks knows better whether to wait, and the jobs do so.
 */
export function s3Store(address: S3Address, clock: Clock): S3Store {
  const { bucket, endpoint, region, accessKey, secretKey } = address
  let opened: Promise<{ sdk: typeof import('@aws-sdk/client-s3'); client: S3Client }> | null = null
  const open = () => (opened ??= import('@aws-sdk/client-s3').then((sdk) => ({
    sdk,
    client: new sdk.S3Client({
      region,
      credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
      ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
      maxAttempts: 1,
      // The signature covers the hash of the bytes: a further checksum, which not every server understands, adds nothing.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout, socketTimeout },
      // It would write to the program's own output.
      logger: silent,
      // Neither the person's own settings for Amazon's tools nor a machine's role have a say here.
      ...ownSettingsOnly,
    }),
  })))

  return {
    put: (key, body, facts, signal) => patiently(clock, signal, async (ended, heard) => {
      const { sdk, client } = await open()
      const failed = new AbortController()
      const watched = watchedBody(body, facts.bytes, heard, () => failed.abort())
      const input: PutObjectCommandInput = { Bucket: bucket, Key: key, Body: watched.stream, ContentLength: facts.bytes, ContentType: facts.type }
      const command = new sdk.PutObjectCommand(input)
      // The hash of all bytes is signed, so that the other side takes nothing but these, also where the line is not encrypted.
      command.middlewareStack.add((next) => (args) => {
        (args.request as { headers: Record<string, string> }).headers['x-amz-content-sha256'] = facts.sha256
        return next(args)
      }, { step: 'build', name: 'voceroContentHash' })
      try {
        await client.send(command, { abortSignal: AbortSignal.any([ended, failed.signal]) })
      } catch (error) {
        throw watched.broken() ? new StoreFailure('damaged', 'The bytes could not be read to their end, or are not as many as announced') : error
      } finally {
        watched.stream.destroy()
      }
    }).finally(() => body.destroy()),

    get: (key, signal) => patiently(clock, signal, async (ended) => {
      const { sdk, client } = await open()
      const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: ended })
      if (!(Body instanceof Readable)) throw new StoreFailure('refused', 'The answer has no bytes')
      return signal === undefined ? Body : endsWith(Body, signal)
    }),

    head: (key, signal) => patiently(clock, signal, async (ended) => {
      const { sdk, client } = await open()
      const { ContentLength } = await client.send(new sdk.HeadObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: ended })
      return { bytes: ContentLength ?? 0 }
    }).catch((error: unknown) => {
      if (error instanceof StoreFailure && error.code === 'not_found') return null
      throw error
    }),

    async *list(prefix, signal) {
      let from: string | undefined
      do {
        const page = await patiently(clock, signal, async (ended) => {
          const { sdk, client } = await open()
          return client.send(new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...(from === undefined ? {} : { ContinuationToken: from }) }), { abortSignal: ended })
        })
        for (const { Key, Size } of page.Contents ?? []) if (Key !== undefined) yield { key: Key, bytes: Size ?? 0 }
        from = page.IsTruncated === true ? page.NextContinuationToken : undefined
      } while (from !== undefined)
    },

    delete: (key, signal) => patiently(clock, signal, async (ended) => {
      const { sdk, client } = await open()
      await client.send(new sdk.DeleteObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: ended })
    }),

    signedUrl: (key, terms) => patiently(clock, undefined, async () => {
      const [{ sdk, client }, { getSignedUrl }] = await Promise.all([open(), import('@aws-sdk/s3-request-presigner')])
      const command = new sdk.GetObjectCommand({ Bucket: bucket, Key: key, ResponseContentType: terms.type, ResponseContentDisposition: terms.disposition })
      return getSignedUrl(client, command, { expiresIn: Math.min(terms.seconds, longestLink), signingDate: new Date(clock.now()) })
    }),

    close() {
      void opened?.then(({ client }) => client.destroy(), () => undefined)
    },
  }
}

const nothing = () => undefined
const silent = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing }

const ownSettingsOnly = { useArnRegion: false, disableMultiregionAccessPoints: true, useAccelerateEndpoint: false, useDualstackEndpoint: false, useFipsEndpoint: false, defaultsMode: 'standard', retryMode: 'standard' } as const

/**
 * The same bytes, and each time some are taken that is told: a large file may take as long as it wants, as long as it moves. Of
 * a body that breaks, or ends before its time, the SDK would wait for the rest for ever.
 */
function watchedBody(body: Readable, announced: number, taken: () => void, broke: () => void) {
  let broken = false
  const stream = Readable.from((async function* () {
    let bytes = 0
    try {
      for await (const chunk of body) {
        bytes += (chunk as Uint8Array).length
        if (bytes > announced) break
        yield chunk
        taken()
      }
      if (bytes !== announced) throw new Error('Not as many bytes as announced')
    } catch (error) {
      broken = true
      broke()
      throw error
    }
  })(), { objectMode: false })
  stream.on('error', () => undefined)
  return { stream, broken: () => broken }
}

function endsWith(body: Readable, signal: AbortSignal): Readable {
  const stop = () => body.destroy(new StoreFailure('cancelled', 'Ended before it was done'))
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })
  // Told to stop before anybody reads, it would end the engine; whoever reads then hears of it all the same.
  return body.on('error', () => undefined).once('close', () => signal.removeEventListener('abort', stop))
}
