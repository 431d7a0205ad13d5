import { z } from 'zod'
import { chatTraceSchema } from '../../contract/chat.ts'

/** An answer as it was told. Milliseconds since the customer's message. */
export const spokenSchema = z.object({
  end: z.literal('said'), text: z.string(), firstChunkMs: z.number(), wholeMs: z.number(),
  model: chatTraceSchema.shape.model, fellBack: chatTraceSchema.shape.fellBack,
})
export type Spoken = z.infer<typeof spokenSchema>
