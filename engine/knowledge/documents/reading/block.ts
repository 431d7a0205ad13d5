import type { ChunkKind } from '../../../../db/values.ts'

/** A part of a document as its structure gives it, whatever the file was. */
export type Block =
  | { readonly kind: 'heading'; /** 1 is the outermost. */ readonly level: number; readonly text: string; readonly page: number | null }
  | {
    readonly kind: ChunkKind
    /** What is never cut as long as it is not too long by itself: a paragraph, the items of a list, the rows of a table, lines of code. */
    readonly parts: readonly string[]
    /** A table's first row, said again wherever the table is cut. */
    readonly header: string | null
    readonly page: number | null
  }

/** A file as it was read. */
export interface DocumentRead {
  /** What the file itself is called inside, where it says so. */
  readonly title: string | null
  /** Null where the format has none. */
  readonly pages: number | null
  readonly blocks: readonly Block[]
}

/** What stands under headings. */
export type Body = Exclude<Block, { kind: 'heading' }>

export const paragraph = (text: string, page: number | null = null): Body => ({ kind: 'prose', parts: [text], header: null, page })

/** Runs of space, and characters that only lay text out, become one space. */
export function squeeze(text: string): string {
  return text.replace(/[\s\u00ad\u200b-\u200f\u2028\u2029\ufeff]+/g, (space) => (/^\u00ad+$/.test(space) ? '' : ' ')).trim()
}
