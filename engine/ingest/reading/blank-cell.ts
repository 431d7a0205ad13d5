/** What people write into a cell that has nothing to say, in lower case. */
const nothing = new Set([
  '', '-', '--', '—', '.', '?', 'n/a', 'n.a.', 'na', '#n/a', '#n/d', 's/i', 's/d', 'null', 'none', 'nan', 'undefined', 'sin correo', 'sin email', 'sin mail', 'sin teléfono', 'sin telefono',
  'sin fono', 'sin fecha', 'no tiene', 'no aplica', 'desconocido', 'unknown',
])

/**
 * The text of a cell without the space around it; empty where the cell only says that it has nothing to say.
 * Half of a surrogate pair (JSON can spell one) is replaced: it is no text and would not come back from a database as it went in.
 */
export function filledText(cell: string): string {
  const text = cell.trim().toWellFormed()
  return text.length < 20 && nothing.has(text.toLowerCase()) ? '' : text
}
