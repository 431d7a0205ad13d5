import { textTypeOf, type FileType } from './file-types.ts'

/** Bytes from the start that are enough to tell every type but texts and office files, which are looked at to their end. */
const headBytes = 1024

const wordType: FileType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const sheetType: FileType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Told what a file is from its bytes, as they go by. */
export interface TypeReader {
  read(chunk: Uint8Array): void
  /** What it is, once enough has been read: null for a type that is not kept. Undefined while nobody can know. */
  early(): FileType | null | undefined
  /** What it is, now that all has been read. */
  end(): FileType | null
}

/**
 * Tells the type of a file by its own bytes: what a name or a browser calls it is never believed. Only which kind of text
 * a text is hangs on its name, because nothing in it says so.
 */
export function readType(name: string): TypeReader {
  let head = Buffer.alloc(0)
  let reading: Reading | undefined
  const decide = () => (reading ??= readingOf(head, name))
  return {
    read(chunk) {
      if (reading === undefined) {
        head = Buffer.concat([head, chunk])
        if (head.length >= headBytes) decide().read(head)
        return
      }
      reading.read(chunk)
    },
    early: () => reading?.early(),
    end() {
      if (reading === undefined) decide().read(head)
      return decide().end()
    },
  }
}

type Reading = TypeReader

const known = (type: FileType | null): Reading => ({ read: () => undefined, early: () => type, end: () => type })

function readingOf(head: Buffer, name: string): Reading {
  if (head.length === 0) return known(null)
  const told = binaryType(head)
  if (told !== null) return known(told)
  if (startsWith(head, 'PK\x03\x04')) return officeReading()
  return textReading(name)
}

function binaryType(head: Buffer): FileType | null {
  if (startsWith(head, '\x89PNG\r\n\x1a\n')) return 'image/png'
  if (startsWith(head, '\xff\xd8\xff')) return 'image/jpeg'
  if (startsWith(head, 'GIF87a') || startsWith(head, 'GIF89a')) return 'image/gif'
  if (startsWith(head, 'RIFF') && at(head, 8, 'WEBP')) return 'image/webp'
  if (startsWith(head, 'RIFF') && at(head, 8, 'WAVE')) return 'audio/wav'
  if (startsWith(head, 'OggS') && ['OpusHead', '\x01vorbis', 'Speex   ', '\x7fFLAC'].some((codec) => at(head, 28, codec))) return 'audio/ogg'
  if (startsWith(head, '\x1a\x45\xdf\xa3') && head.subarray(0, 64).includes('webm')) return 'audio/webm'
  if (at(head, 4, 'ftyp') && /^(M4A |M4B |mp4[12]|isom|iso[2-6]|dash)$/.test(head.toString('latin1', 8, 12))) return 'audio/mp4'
  if (startsWith(head, 'ID3') || isMp3Frame(head)) return 'audio/mpeg'
  if (startsWith(head, '%PDF-')) return 'application/pdf'
  return null
}

/** The header of an MPEG frame of layer III; AAC has the same sync word with a layer of 0. */
function isMp3Frame(head: Buffer): boolean {
  const [sync = 0, version = 0, rates = 0] = head
  return sync === 0xff && (version & 0xe0) === 0xe0 && (version & 0x06) === 0x02 && (rates & 0xf0) !== 0xf0 && (rates & 0x0c) !== 0x0c
}

/** A zip whose directory names the main part of a Word document or of a workbook. The directory lies at the end, so all is looked through. */
function officeReading(): Reading {
  const marks: readonly (readonly [string, FileType])[] = [['word/document', wordType], ['xl/workbook', sheetType]]
  let tail = Buffer.alloc(0)
  let type: FileType | null = null
  return {
    read(chunk) {
      if (type !== null) return
      // A mark may be cut by the end of a chunk.
      const seen = Buffer.concat([tail, chunk])
      type = marks.find(([mark]) => seen.includes(mark))?.[1] ?? null
      tail = seen.subarray(Math.max(0, seen.length - 16))
    },
    early: () => type ?? undefined,
    end: () => type,
  }
}

/** By byte, 1 for what no text has: what is below the space, but for tab, line feed, form feed, return and escape. A table, because a set is nine times slower. */
const neverInText = new Uint8Array(256).fill(1, 0, 0x20)
for (const allowed of [0x09, 0x0a, 0x0c, 0x0d, 0x1b]) neverInText[allowed] = 0

/** UTF-8 or a one-byte encoding: whatever has no control characters in it. UTF-16 has zeros in every word and is refused. */
function textReading(name: string): Reading {
  const type = textTypeOf(name)
  let binary = false
  return {
    read(chunk) {
      if (binary || type === null) return
      for (let at = 0; at < chunk.length; at += 1) {
        if (neverInText[chunk[at] ?? 0] === 1) {
          binary = true
          return
        }
      }
    },
    early: () => (binary || type === null ? null : undefined),
    end: () => (binary ? null : type),
  }
}

function startsWith(head: Buffer, text: string): boolean {
  return at(head, 0, text)
}

function at(head: Buffer, offset: number, text: string): boolean {
  return head.toString('latin1', offset, offset + text.length) === text
}
