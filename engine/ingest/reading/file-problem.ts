/** Why a whole file cannot be read. Each is a translation key; the sentence on screen says what to do. */
export const fileReasons = [
  'ingest.empty_file',
  'ingest.header_only',
  'ingest.no_rows',
  'ingest.binary_file',
  'ingest.web_page',
  'ingest.old_workbook',
  'ingest.broken_workbook',
  'ingest.not_a_workbook',
  'ingest.workbook_too_large',
  'ingest.unclosed_quote',
  'ingest.broken_header',
  'ingest.too_many_columns',
  'ingest.broken_json',
  'ingest.file_missing',
  'ingest.preview_timed_out',
  'ingest.preview_out_of_memory',
] as const
export type FileReason = (typeof fileReasons)[number]

/** Why one row cannot become a meeting while the rest of the file goes on. Translation keys, stored with the failed row. */
export const rowReasons = [
  'ingest.row_too_few_cells',
  'ingest.row_too_many_cells',
  'ingest.row_too_long',
  'ingest.row_broken_quotes',
  'ingest.row_broken_json',
  'ingest.row_not_an_object',
  'ingest.row_nul_character',
  'ingest.row_empty_transcript',
  'ingest.row_transcript_too_long',
  'ingest.row_field_too_long',
  'ingest.row_unreadable_date',
  'ingest.row_unreadable_closed',
  'ingest.row_not_an_email',
  'ingest.row_not_a_phone',
] as const
export type RowReason = (typeof rowReasons)[number]

/**
 * A file that cannot be read as a table of meetings. `detail` is what fills the sentence: the row where the quote
 * opened, the number of columns; never text of the file.
 */
export class FileProblem extends Error {
  readonly reason: FileReason
  readonly detail: string | undefined
  constructor(reason: FileReason, detail?: string, options?: ErrorOptions) {
    super(detail === undefined ? reason : `${reason} (${detail})`, options)
    this.name = 'FileProblem'
    this.reason = reason
    this.detail = detail
  }
}
