import { FileProblem, inspectFile, type FileReason, type Inspection } from './reading/index.ts'

export interface InspectTask { readonly path: string; readonly fileName: string }

/** A problem travels as plain data: what comes out of a thread has lost its class. */
export type InspectAnswer = { readonly inspection: Inspection } | { readonly problem: { readonly reason: FileReason; readonly detail: string | undefined } }

/** Entry of the threads in which files are looked at. */
export default async function inspect({ path, fileName }: InspectTask): Promise<InspectAnswer> {
  try {
    return { inspection: await inspectFile(path, fileName) }
  } catch (error) {
    if (error instanceof FileProblem) return { problem: { reason: error.reason, detail: error.detail } }
    throw error
  }
}
