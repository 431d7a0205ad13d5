export interface ZipEntry {
  readonly name: string
  /** Bytes once unpacked, as the archive says. */
  readonly bytes: number
}

const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50
const longestComment = 65_535 + 22

/**
 * Lists what a ZIP archive holds, from the directory at its end (APPNOTE 6.3.10, 4.3.12 and 4.3.16), without unpacking.
 * @param tail the last bytes of the archive, which starts at `tailStart`
 * @returns null when the directory is missing, cut, or not within `tail`
 */
export function listZip(tail: Buffer, tailStart: number): ZipEntry[] | null {
  const lowest = Math.max(0, tail.length - longestComment)
  let end = tail.length - 22
  while (end >= lowest && tail.readUInt32LE(end) !== endOfDirectory) end--
  if (end < lowest || end < 0) return null
  const count = tail.readUInt16LE(end + 10)
  let position = tail.readUInt32LE(end + 16) - tailStart
  const entries: ZipEntry[] = []
  for (let index = 0; index < count; index++) {
    if (position < 0 || position + 46 > end || tail.readUInt32LE(position) !== directoryEntry) return null
    const nameEnd = position + 46 + tail.readUInt16LE(position + 28)
    entries.push({ name: tail.toString('utf8', position + 46, nameEnd), bytes: tail.readUInt32LE(position + 24) })
    position = nameEnd + tail.readUInt16LE(position + 30) + tail.readUInt16LE(position + 32)
  }
  return entries
}
