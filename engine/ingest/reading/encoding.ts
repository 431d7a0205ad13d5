import { isAscii, isUtf8 } from 'node:buffer'
import { StringDecoder } from 'node:string_decoder'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** Turns bytes that arrive in pieces into text; a character cut between two pieces survives. */
export interface Decoder {
  write(bytes: Buffer): string
  end(): string
}

/** What Windows-1252 has at 0x80 to 0x9F, where Latin-1 has control characters. Places it leaves empty stay as they are. */
const windowsCharacters = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** A decoder for `encoding`. Bytes that are no character become U+FFFD. */
export function createDecoder(encoding: Encoding): Decoder {
  if (encoding === 'utf-8') return new StringDecoder('utf8')
  if (encoding === 'utf-16le') return new StringDecoder('utf16le')
  if (encoding === 'utf-16be') return bigEndianDecoder()
  return { write: decodeWindows, end: () => '' }
}

/** The character of a code from 0x80 to 0x9F in Windows-1252. */
export const windowsCharacter = (code: number): string => windowsCharacters.charAt(code - 0x80)

/** By hand because Node 24's TextDecoder reads windows-1252 as Latin-1: its quotes and dashes come out as control characters. */
function decodeWindows(bytes: Buffer): string {
  return bytes.toString('latin1').replaceAll(/[\u0080-\u009f]/g, (character) => windowsCharacter(character.charCodeAt(0)))
}

function bigEndianDecoder(): Decoder {
  const decoder = new StringDecoder('utf16le')
  let odd: Buffer = Buffer.alloc(0)
  return {
    write(bytes) {
      const all = Buffer.concat([odd, bytes])
      const even = all.length - (all.length % 2)
      odd = all.subarray(even)
      return decoder.write(all.subarray(0, even).swap16())
    },
    end: () => decoder.end() + (odd.length > 0 ? '\ufffd' : ''),
  }
}

/**
 * Tells the encoding from bytes that arrive in pieces: a byte order mark, NULs in every other place (UTF-16 without
 * one), else UTF-8 unless more sequences break its rules than keep them, which is Windows-1252. A UTF-8 file with a few
 * broken bytes thus stays UTF-8 with those characters replaced, instead of losing every accent it has.
 */
export class EncodingDetector {
  #known: Encoding | null = null
  #first = true
  #carry: Buffer = Buffer.alloc(0)
  #sound = 0
  #broken = 0

  push(bytes: Buffer): void {
    if (this.#first) {
      this.#first = false
      this.#known = markedEncoding(bytes) ?? unmarkedWide(bytes)
    }
    if (this.#known === 'utf-16le' || this.#known === 'utf-16be') return
    const all = this.#carry.length === 0 ? bytes : Buffer.concat([this.#carry, bytes])
    const whole = all.length - unfinishedTail(all)
    this.#carry = all.subarray(whole)
    this.#count(all.subarray(0, whole))
  }

  /** @returns the encoding, and how many characters of it are broken and will be replaced */
  end(): { encoding: Encoding; broken: number } {
    if (this.#carry.length > 0) this.#broken++
    const encoding = this.#known ?? (this.#broken > this.#sound ? 'windows-1252' : 'utf-8')
    return { encoding, broken: encoding === 'utf-8' ? this.#broken : 0 }
  }

  #count(bytes: Buffer): void {
    if (isAscii(bytes)) return
    const sound = isUtf8(bytes)
    for (let index = 0; index < bytes.length; ) {
      const lead = bytes[index]!
      if (lead < 0x80) {
        index++
        continue
      }
      const size = sequenceLength(lead)
      // A valid buffer needs no second look at each sequence.
      if (size > 1 && (sound || isUtf8(bytes.subarray(index, index + size)))) {
        this.#sound++
        index += size
      } else {
        this.#broken++
        index++
      }
    }
  }
}

function markedEncoding(bytes: Buffer): Encoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

/** Western text in UTF-16 has a NUL in nearly every second place. */
function unmarkedWide(bytes: Buffer): Encoding | null {
  const sample = Math.min(bytes.length, 4096) & ~1
  if (sample < 8) return null
  let even = 0
  let odd = 0
  for (let index = 0; index < sample; index += 2) {
    if (bytes[index] === 0) even++
    if (bytes[index + 1] === 0) odd++
  }
  const many = sample * 0.35
  if (odd > many && even < sample * 0.02) return 'utf-16le'
  if (even > many && odd < sample * 0.02) return 'utf-16be'
  return null
}

function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2
  if (lead >= 0xe0 && lead <= 0xef) return 3
  if (lead >= 0xf0 && lead <= 0xf4) return 4
  return 1
}

/** Bytes at the end that may be the start of a character whose rest has not arrived. */
function unfinishedTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}
