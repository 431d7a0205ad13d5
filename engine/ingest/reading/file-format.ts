import { extname } from 'node:path'
import type { FileFormat } from '../../contract/ingest.ts'
import { detectLayout } from './csv-table.ts'
import { parseCsvText } from './csv-tokenizer.ts'
import { EncodingDetector } from './encoding.ts'
import { FileProblem } from './file-problem.ts'
import { isKnownHeader } from './mapping.ts'
import { decodeHead } from './read-text.ts'

const byExtension: Record<string, FileFormat> = {
  '.csv': 'csv', '.tsv': 'csv', '.tab': 'csv', '.json': 'json', '.ndjson': 'json', '.jsonl': 'json', '.txt': 'txt', '.vtt': 'vtt', '.srt': 'srt',
}

const zipStart = [0x50, 0x4b, 0x03, 0x04]
const oleStart = [0xd0, 0xcf, 0x11, 0xe0]
/** PDF, RTF, PNG, JPEG, GIF, gzip, 7z, RAR, ELF, MP3 and MP4 are named so as not to depend on the control characters they hold. */
const otherStarts = [[0x25, 0x50, 0x44, 0x46, 0x2d], [0x7b, 0x5c, 0x72, 0x74, 0x66], [0x89, 0x50, 0x4e, 0x47], [0xff, 0xd8, 0xff], [0x47, 0x49, 0x46, 0x38], [0x1f, 0x8b, 0x08], [0x37, 0x7a, 0xbc, 0xaf], [0x52, 0x61, 0x72, 0x21], [0x7f, 0x45, 0x4c, 0x46], [0x49, 0x44, 0x33, 0x03], [0x49, 0x44, 0x33, 0x04]]

/**
 * Tells what a file is: by its first bytes where they are beyond doubt, then by the end of its name, then by what the
 * text looks like. A workbook renamed .csv is a workbook; a .txt that holds a table with the usual names is a table.
 * @throws FileProblem when it is none of the formats
 */
export function detectFormat(head: Buffer, fileName: string): FileFormat {
  if (head.length === 0) throw new FileProblem('ingest.empty_file')
  if (startsWith(head, zipStart)) return 'xlsx'
  if (startsWith(head, oleStart)) throw new FileProblem('ingest.old_workbook')
  if (otherStarts.some((start) => startsWith(head, start)) || isBinary(head)) throw new FileProblem('ingest.binary_file')
  const text = headText(head)
  if (/^\s*<(?:!doctype|html|table|head|body|\?xml)\b/i.test(text.slice(0, 200))) throw new FileProblem('ingest.web_page')
  const extension = extname(fileName).toLowerCase()
  if (extension === '.xlsx' || extension === '.xlsm') throw new FileProblem('ingest.broken_workbook')
  const named = byExtension[extension]
  if (named !== undefined && named !== 'txt') return named
  if (isNamedTable(text)) return 'csv'
  if (named === 'txt') return 'txt'
  return byLook(text)
}

function startsWith(head: Buffer, start: readonly number[]): boolean {
  return start.every((byte, index) => head[index] === byte)
}

/** Text has hardly any control characters; UTF-16 has NULs, which is why its bytes are decoded first. */
function isBinary(head: Buffer): boolean {
  const sample = head.subarray(0, 64 * 1024)
  const text = headText(sample)
  let controls = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 9 || (code > 13 && code < 32 && code !== 27)) controls++
  }
  return controls > 3 && controls * 50 > text.length
}

function headText(head: Buffer): string {
  const detector = new EncodingDetector()
  const sample = head.subarray(0, 64 * 1024)
  detector.push(sample)
  return decodeHead(sample, detector.end().encoding)
}

/** A first line with at least two of the names a column of meetings has, the transcript's delimiter between them. */
function isNamedTable(text: string): boolean {
  const firstLine = text.trimStart().split(/[\r\n]/, 1)[0]!
  if (firstLine.length > 2000 || (firstLine.match(/"/g)?.length ?? 0) % 2 === 1) return false
  const header = parseCsvText(firstLine, detectLayout(firstLine).delimiter)[0]
  return header !== undefined && header.cells.filter(isKnownHeader).length >= 2
}

function byLook(text: string): FileFormat {
  const start = text.trimStart()
  if (start.startsWith('WEBVTT')) return 'vtt'
  if (/^\d+\r?\n\d{1,2}:\d{2}:\d{2}[,.]\d{3}\s*-->/.test(start)) return 'srt'
  if (start.startsWith('[') || start.startsWith('{')) return 'json'
  return 'txt'
}
