/** What other areas and start.ts may use of kept files. */
export { openFiles } from './area.ts'
export type { FilesNeeds } from './area.ts'
export { fileMetrics } from './metrics.ts'
export { FileProblem } from './files.ts'
export type { FileReason, Files, KeepRequest, KeptFile } from './files.ts'
