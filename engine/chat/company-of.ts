import { companyView, type CompanyView } from './agent/index.ts'
import type { FoundPassage } from './ports.ts'

/** Statements of what was found in the company's documents. Ids begin with the document's, up to a "#". */
export function companyOf(passages: readonly FoundPassage[]): CompanyView {
  return {
    passages: passages.flatMap((passage, at) => companyView(passage.text, `${passage.documentId}#${at + 1}`).passages
      .map((statement) => ({ ...statement, section: statement.section === '' ? passage.heading || passage.title : statement.section }))),
  }
}
