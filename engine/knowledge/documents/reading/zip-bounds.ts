import { inflateRawSync } from 'node:zlib'
import { DocumentProblem } from './document-problem.ts'
import { maxUnpackedBytes } from './limits.ts'

const endMark = 0x06054b50
const entryMark = 0x02014b50
const stored = 0
const deflated = 8
const mostEntries = 10_000

/**
 * Refuses an office file that would fill memory when unpacked, before the reader unpacks it: what its entries claim is added up, and
 * each is unpacked once under that bound, because claims can be false.
 * @param most bytes that all may come to
 * @throws DocumentProblem
 */
export function requireBoundedZip(bytes: Buffer, most = maxUnpackedBytes): void {
  const broken = () => new DocumentProblem('knowledge.problem.broken_docx')
  // The end's record is 22 bytes and a comment of up to 64 kB.
  let end = -1
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 65_535) && end === -1; at -= 1) if (bytes.readUInt32LE(at) === endMark) end = at
  if (end === -1) throw broken()
  const entries = bytes.readUInt16LE(end + 10)
  if (entries > mostEntries) throw new DocumentProblem('knowledge.problem.too_large')
  let left = most
  let at = bytes.readUInt32LE(end + 16)
  // Whatever a reader could take for another list of entries than the one looked over here is refused: a list that does not lie right before
  // its end, entries beyond those counted, several disks, or a record of the larger kind in its place.
  const isOnOneDisk = bytes.readUInt32LE(end + 4) === 0 && bytes.readUInt16LE(end + 8) === entries
  if (!isOnOneDisk || at + bytes.readUInt32LE(end + 12) !== end) throw broken()
  for (let entry = 0; entry < entries; entry += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entryMark) throw broken()
    const packed = bytes.readUInt32LE(at + 20)
    const header = bytes.readUInt32LE(at + 42)
    if (header + 30 > bytes.length) throw broken()
    const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
    const method = bytes.readUInt16LE(at + 10)
    if ((bytes.readUInt16LE(at + 8) & 1) === 1) throw new DocumentProblem('knowledge.problem.encrypted_docx')
    left -= method === deflated ? unpackedBytes(bytes.subarray(start, start + packed), left) : method === stored ? packed : Number.POSITIVE_INFINITY
    if (left < 0) throw new DocumentProblem('knowledge.problem.too_large')
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  if (at !== end) throw broken()
}

function unpackedBytes(packed: Buffer, most: number): number {
  try {
    return inflateRawSync(packed, { maxOutputLength: most }).length
  } catch (error) {
    throw new DocumentProblem((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'knowledge.problem.too_large' : 'knowledge.problem.broken_docx', { cause: error })
  }
}
