/** Longest line taken for a number or an id; whatever is longer is prose. */
const longestLine = 100

/**
 * The numbers or national ids of a text: the first cell of each line, without quotes and repetitions. The first line is
 * left out when it has no digit: it names the column.
 */
export function numberLines(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  const cells = lines.map(line => (line.split(/[;,\t]/, 1)[0] ?? '').trim().replace(/^["']+|["']+$/g, '').trim())
  const rows = cells.length > 0 && !/\d/.test(cells[0] ?? '') ? cells.slice(1) : cells
  return [...new Set(rows.filter(cell => cell !== '').map(cell => cell.slice(0, longestLine)))]
}
