/** What other areas may use of kept files. */
export { FileProblem } from './files.ts'
export type { FileReason, Files, KeepRequest, KeptFile } from './files.ts'
