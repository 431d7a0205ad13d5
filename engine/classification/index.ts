/** What other areas and start.ts may use of classifying transcripts. */
export { openClassification } from './area.ts'
export type { ClassificationArea, ClassificationNeeds } from './area.ts'
export type { Batches, BatchStart } from './batches.ts'
export { transcriptsApi } from './transcripts.api.ts'
export type { TranscriptsApiNeeds } from './transcripts.api.ts'
export { cellOf, exportedResult, resultColumns } from './transcripts-export.ts'
export type { ExportedNames } from './transcripts-export.ts'
export { parseTaxonomy } from './taxonomy.ts'
