import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { filesUsed } from '../../../db/queries/files.ts'
import type { Database } from '../../../db/open.ts'
import type { FileKind } from '../../../db/values.ts'
import { FileProblem, type FileReason, type Files } from '../../files/index.ts'
import type { Clock } from '../../observe/clock.ts'
import { ChatProblem, type ChatReason } from '../chat-problem.ts'
import type { MediaKind, MediaStore } from '../ports.ts'

/** Largest file of a chat, bytes: what providers take, and what a phone sends. */
const mostBytes: Readonly<Record<MediaKind, number>> = { image: 10 * 1024 * 1024, audio: 25 * 1024 * 1024 }
const fileKinds = { image: 'chat_image', audio: 'chat_audio' } as const satisfies Record<MediaKind, FileKind>
/** How long an address of a file is good, seconds. */
const linkSeconds = 10 * 60
/** What no message came to have, because the program ended in between, is gone after so many milliseconds. */
const unheldMs = 86_400_000

const reasons: Partial<Record<FileReason, ChatReason>> = {
  'files.too_large': 'chat.file_too_large', 'files.type_not_taken': 'chat.file_type', 'files.empty': 'chat.file_type', 'files.not_found': 'chat.no_file',
}

/** Images and recordings of chats among the kept files. */
export function keptMedia(database: Database, clock: Clock, files: Files): MediaStore {
  return {
    async keep({ businessId, name, body }) {
      const bytes = await taken(body)
      const kind = kindOf(bytes)
      if (kind === null) throw new ChatProblem('INVALID', 'chat.file_type')
      if (bytes.length > mostBytes[kind]) throw new ChatProblem('INVALID', 'chat.file_too_large')
      try {
        const kept = await files.keep({ businessId, kind: fileKinds[kind], name, body: Readable.from([bytes]), expiresAt: clock.now() + unheldMs })
        return { id: kept.id, kind, contentType: kept.type }
      } catch (error) {
        throw error instanceof FileProblem ? new ChatProblem('INVALID', reasons[error.reason] ?? 'chat.file_not_kept') : error
      }
    },
    async read(businessId, fileId, signal) {
      return orNull(async () => {
        const { file, body } = await files.open(businessId, fileId, signal)
        return { contentType: file.type, bytes: await buffer(body) }
      })
    },
    signedUrl: (businessId, fileId) => orNull(async () => ({ url: await files.signedUrl(businessId, fileId, linkSeconds), contentType: files.facts(businessId, fileId).type })),
    holdTx: (tx, businessId, fileId) => void files.holdTx(tx, businessId, fileId),
    removeTx: (tx, businessId, fileId) => void files.removeTx(tx, businessId, fileId),
    storedBytes: (businessId) => filesUsed(database, businessId).filter(({ kind }) => kind === 'chat_image' || kind === 'chat_audio').reduce((sum, { bytes }) => sum + bytes, 0),
  }
}

/** The bytes of a file that is small enough to be read at once. @throws ChatProblem as soon as it is not */
async function taken(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk as Uint8Array)
    length += bytes.length
    if (length > mostBytes.audio) {
      body.destroy()
      throw new ChatProblem('INVALID', 'chat.file_too_large')
    }
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** First bytes, in hexadecimal: PNG, JPEG, GIF, WebP. */
const imageHead = /^(?:89504e47|ffd8ff|47494638|52494646.{8}57454250)/
/** MP3 with a tag or without, Ogg, WAV, WebM, MP4. */
const audioHead = /^(?:494433|ff[ef]|4f676753|52494646.{8}57415645|1a45dfa3|.{8}66747970)/

/** Whether bytes may be an image or a recording; what they really are is told by whoever keeps them. */
function kindOf(bytes: Buffer): MediaKind | null {
  const head = bytes.toString('hex', 0, 12)
  if (imageHead.test(head)) return 'image'
  if (audioHead.test(head)) return 'audio'
  return null
}

async function orNull<Result>(body: () => Promise<Result>): Promise<Result | null> {
  try {
    return await body()
  } catch (error) {
    if (error instanceof FileProblem && error.reason === 'files.not_found') return null
    throw error
  }
}
