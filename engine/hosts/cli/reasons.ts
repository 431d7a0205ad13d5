import type { FileReason, RowReason } from '../../ingest/index.ts'

/** What the console shows in the person's language, as lines of a terminal. `*` stands for the detail. */
const sentences: Record<FileReason | RowReason, string> = {
  'ingest.empty_file': 'the file is empty',
  'ingest.header_only': 'the file has a header and no rows',
  'ingest.no_rows': 'the file has no rows',
  'ingest.binary_file': 'the file is neither a text nor an Excel file',
  'ingest.web_page': 'the file is a web page; export the data as CSV or Excel',
  'ingest.old_workbook': 'the file is an Excel workbook of the old format or with a password; save it as .xlsx',
  'ingest.broken_workbook': 'the Excel workbook is damaged',
  'ingest.not_a_workbook': 'the file is a ZIP that is no Excel workbook',
  'ingest.preview_timed_out': 'reading the file took more than * minutes; save it as CSV or split it',
  'ingest.preview_out_of_memory': 'the file does not fit in memory; save it as CSV or split it',
  'ingest.workbook_too_large': 'the Excel workbook is too large (over * MB unpacked); save it as CSV',
  'ingest.unclosed_quote': 'the quote that opens in row * is never closed',
  'ingest.broken_header': 'the header row is damaged; check its quotes',
  'ingest.too_many_columns': 'the file has too many columns (at most *)',
  'ingest.broken_json': 'the JSON is damaged near element *',
  'ingest.file_missing': 'the file does not exist',
  'ingest.row_too_few_cells': 'cells are missing',
  'ingest.row_too_many_cells': 'there are more cells than columns',
  'ingest.row_too_long': 'the row is too long',
  'ingest.row_broken_quotes': 'its quotes are broken',
  'ingest.row_broken_json': 'its JSON is damaged',
  'ingest.row_not_an_object': 'the JSON element is no object',
  'ingest.row_nul_character': 'a cell contains a NUL character',
  'ingest.row_empty_transcript': 'the transcript is empty',
  'ingest.row_transcript_too_long': 'the transcript is longer than a million characters',
  'ingest.row_field_too_long': 'a field is too long',
  'ingest.row_unreadable_date': 'the date cannot be read',
  'ingest.row_unreadable_closed': 'the outcome cannot be read',
  'ingest.row_not_an_email': 'the e-mail is not valid',
  'ingest.row_not_a_phone': 'the phone is none',
}

/** A stored reason (`key` or `key detail`) as a sentence; anything else as it stands. */
export function sentenceOf(reason: string): string {
  const [key = '', ...detail] = reason.split(' ')
  const sentence = Object.entries(sentences).find(([known]) => known === key)?.[1]
  return sentence === undefined ? reason : sentence.replace('*', detail.join(' '))
}
