import type { ChunkKind } from '../../../../db/values.ts'
import { paragraph, type Block, type Body } from '../reading/block.ts'
import { sentencesOf } from './sentences.ts'

/** A piece of a document of a size that one question is about. */
export interface Chunk {
  readonly kind: ChunkKind
  /** What it stands under, outermost first. */
  readonly headings: readonly string[]
  readonly text: string
  readonly page: number | null
}

/** Tokens of a chunk at most. A section that is shorter is one chunk. */
const mostTokens = 360
/** Under which a section that goes on is not closed for the sake of a whole paragraph. */
const fewTokens = 160
/** What a chunk says again of the one before, where a paragraph goes on. */
const overlapTokens = 40
const longestHeading = 200

/** Spanish and English come to about four characters a token with the usual tokenizers. */
export const tokensOf = (text: string): number => Math.ceil(text.length / 4)

interface Piece { readonly text: string; readonly kind: ChunkKind; readonly page: number | null; /** What joins it to the piece before. */ readonly glue: string }

/**
 * Cuts a document into chunks that each lie under one heading. Sentences, items and rows stay whole unless one alone is too long;
 * a table says its header again wherever it is cut; words that introduce a list go with it. The same document gives the same chunks.
 */
export function* chunkBlocks(blocks: Iterable<Block>): Generator<Chunk> {
  let path: { level: number; text: string }[] = []
  let section: Body[] = []
  /** The last heading, as long as nothing stands under it. */
  let bare: { readonly level: number; readonly text: string; readonly page: number | null } | null = null
  /** What stands under the last heading; where nothing does, its own words, which would be found nowhere else. */
  function* endSection(nextLevel: number): Generator<Chunk> {
    const headings = path.map(({ text }) => text)
    if (section.length === 0 && bare !== null && nextLevel <= bare.level) yield* chunkSection([paragraph(bare.text, bare.page)], headings.slice(0, -1))
    else yield* chunkSection(section, headings)
  }
  for (const block of blocks) {
    if (block.kind !== 'heading') {
      section.push(block)
      continue
    }
    yield* endSection(block.level)
    // One as long as a text is said whole under its own beginning.
    section = block.text.length > longestHeading ? [paragraph(block.text, block.page)] : []
    bare = block
    path = [...path.filter(({ level }) => level < block.level), { level: block.level, text: block.text.slice(0, longestHeading) }]
  }
  yield* endSection(0)
}

function* chunkSection(section: readonly Body[], headings: readonly string[]): Generator<Chunk> {
  let open: Piece[] = []
  let tokens = 0
  const close = (): Chunk => {
    const [first] = open
    const kinds = new Set(open.map(({ kind }) => kind))
    const chunk: Chunk = {
      kind: kinds.size === 1 ? first?.kind ?? 'prose' : 'prose', headings, page: first?.page ?? null,
      text: open.map(({ text, glue }, at) => (at === 0 ? text : glue + text)).join(''),
    }
    open = []
    tokens = 0
    return chunk
  }
  const add = (piece: Piece) => {
    open.push(piece)
    tokens += tokensOf(piece.text)
  }

  for (const block of section) {
    const pieces = piecesOf(block)
    const whole = pieces.reduce((sum, { text }) => sum + tokensOf(text), 0)
    const breaks = tokens > 0 && tokens + whole > mostTokens && (whole <= mostTokens || block.header !== null) && (tokens >= fewTokens || whole <= mostTokens)
    if (breaks) {
      const intro = open.at(-1)
      // "We sell:" belongs to what is sold.
      const moved = block.kind !== 'prose' && intro !== undefined && intro.text.endsWith(':') && open.length > 1 ? open.pop() : undefined
      yield close()
      if (moved !== undefined) add(moved)
    }
    for (const [at, piece] of pieces.entries()) {
      if (tokens > 0 && tokens + tokensOf(piece.text) > mostTokens) {
        const last = open.at(-1)
        yield close()
        if (block.header !== null) add({ ...piece, text: block.header })
        else if (block.kind === 'prose' && at > 0 && last?.kind === 'prose' && tokensOf(last.text) <= overlapTokens) add(last)
      }
      add(piece)
    }
  }
  if (open.length > 0) yield close()
}

/** What a block is cut into at most, each piece short enough for a chunk. */
function piecesOf(block: Body): Piece[] {
  const { kind, page, header, parts } = block
  const lines = header === null ? parts : [header, ...parts]
  const cut = (text: string): string[] => (kind === 'prose' ? sentencesOf(text) : [text]).flatMap(shortened)
  return lines.flatMap((text, line) => cut(text).map((piece, at) => ({ text: piece, kind, page, glue: at > 0 ? ' ' : kind === 'prose' || line === 0 ? '\n\n' : '\n' })))
}

/** A sentence or row too long for a chunk is cut between words, and one endless word where it must be. */
function shortened(text: string): string[] {
  const most = mostTokens * 4 - 8
  if (text.length <= most) return [text]
  const pieces: string[] = []
  let rest = text
  while (rest.length > most) {
    const space = rest.lastIndexOf(' ', most)
    let end = space > most / 2 ? space : most
    // Never between the halves of one character.
    if (end === most && /[\ud800-\udbff]/.test(rest[end - 1] ?? '')) end -= 1
    pieces.push(rest.slice(0, end))
    rest = rest.slice(end).trimStart()
  }
  if (rest !== '') pieces.push(rest)
  return pieces
}
