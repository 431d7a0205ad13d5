import { z } from 'zod'
import type { Clock } from '../../observe/clock.ts'
import type { Log } from '../../observe/log.ts'
import { within } from '../limit.ts'
import type { DocumentSearch, FoundPassage } from '../ports.ts'

/** As a chat waits for it, milliseconds. */
const searchMs = 5_000
const passagesPerAnswer = 8

export const passagesSchema: z.ZodType<FoundPassage[]> = z.array(z.object({
  documentId: z.string(), title: z.string(), heading: z.string(), text: z.string(), wordScore: z.number().nullable(), meaningScore: z.number().nullable(),
}))

/** What the company's documents say to a message; nothing where they cannot be searched in time, as in a chat. @throws the signal's reason once it has aborted */
export type LookUp = (businessId: string, message: string, signal: AbortSignal) => Promise<readonly FoundPassage[]>

export function lookUpIn({ documents, clock, log }: { readonly documents: DocumentSearch; readonly clock: Clock; readonly log: Log }): LookUp {
  return async (businessId, question, signal) => {
    try {
      return await within(clock, searchMs, signal, (inner) => documents.search({ businessId, question, limit: passagesPerAnswer, signal: inner }))
    } catch (error) {
      signal.throwIfAborted()
      log.warn({ error: error instanceof Error ? error.message : String(error) }, 'documents could not be searched for the test bench')
      return []
    }
  }
}
