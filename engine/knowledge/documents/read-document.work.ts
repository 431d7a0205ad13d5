import { z } from 'zod'
import { chunkKinds, documentKinds, languages } from '../../../db/values.ts'
import { done, failed, retry, type ExecutionContext, type Outcome } from '../../jobs/define-job.ts'
import { chunkBlocks } from './chunking/chunk-blocks.ts'
import { wordsOfChunk } from './chunking/chunk-words.ts'
import { DocumentProblem } from './reading/document-problem.ts'
import { readDocument } from './reading/read-document.ts'

export const documentToReadSchema = z.object({ path: z.string(), fileName: z.string(), kind: z.enum(documentKinds), /** Chunks before this position are there already, by an attempt that was cut off. */ from: z.number().int() })
export type DocumentToRead = z.infer<typeof documentToReadSchema>

const readChunkSchema = z.object({
  position: z.number().int(), kind: z.enum(chunkKinds), headings: z.array(z.string()), text: z.string(), page: z.number().int().nullable(), language: z.enum(languages),
  words: z.object({ headings: z.string(), text: z.string() }),
})
export const chunkPartSchema = z.object({ chunks: z.array(readChunkSchema) })
export type ChunkPart = z.infer<typeof chunkPartSchema>

export const readResultSchema = z.object({ title: z.string().nullable(), pages: z.number().int().nullable(), language: z.enum(languages), chunks: z.number().int() })
export type ReadResult = z.infer<typeof readResultSchema>

/** A part is written in one transaction, its words for the search included; this keeps it to some milliseconds. */
const chunksPerPart = 20
const longestTitle = 200

/** Reads a file, cuts it into chunks and hands them over, the next part while the engine writes the last. */
export async function execute(given: unknown, context: ExecutionContext): Promise<Outcome<ReadResult>> {
  try {
    return done(await read(documentToReadSchema.parse(given), context))
  } catch (error) {
    if (context.cancelled()) return retry('Cancelled')
    if (error instanceof DocumentProblem) return failed(error.reason)
    throw error
  }
}

async function read({ from, ...file }: DocumentToRead, context: ExecutionContext): Promise<ReadResult> {
  const { title, pages, blocks } = await readDocument(file, { signal: context.signal, cancelled: () => context.cancelled(), progress: (done, total) => context.progress(done, total) })
  let position = 0
  let spanish = 0
  let part: ChunkPart['chunks'] = []
  let storing: Promise<void> = Promise.resolve()
  const handOver = async () => {
    await storing
    if (context.cancelled()) throw new Error('Cancelled')
    storing = context.emit({ chunks: part } satisfies ChunkPart)
    storing.catch(() => {})
    part = []
  }
  for (const chunk of chunkBlocks(blocks)) {
    const { language, words } = wordsOfChunk(chunk.text, chunk.headings)
    spanish += language === 'es' ? chunk.text.length : -chunk.text.length
    if (position >= from) part.push({ ...chunk, headings: [...chunk.headings], position, language, words })
    position += 1
    if (part.length === chunksPerPart) await handOver()
  }
  if (part.length > 0) await handOver()
  await storing
  return { title: title?.slice(0, longestTitle) ?? null, pages, language: spanish >= 0 ? 'es' : 'en', chunks: position }
}
