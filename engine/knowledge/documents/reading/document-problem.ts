/** Why a file cannot be read as a document. Translation keys; the sentence on screen says what to do. */
export const documentReasons = [
  'knowledge.problem.unknown_kind', 'knowledge.problem.old_word', 'knowledge.problem.too_large', 'knowledge.problem.too_many_pages', 'knowledge.problem.too_much_text', 'knowledge.problem.binary',
  'knowledge.problem.empty', 'knowledge.problem.broken_pdf', 'knowledge.problem.encrypted_pdf', 'knowledge.problem.scanned_pdf', 'knowledge.problem.broken_docx', 'knowledge.problem.encrypted_docx',
  'knowledge.problem.broken_table', 'knowledge.problem.file_missing',
] as const
export type DocumentReason = (typeof documentReasons)[number]

/** A file that cannot be read. Never holds text of the file. */
export class DocumentProblem extends Error {
  readonly reason: DocumentReason
  constructor(reason: DocumentReason, options?: ErrorOptions) {
    super(reason, options)
    this.name = 'DocumentProblem'
    this.reason = reason
  }
}
