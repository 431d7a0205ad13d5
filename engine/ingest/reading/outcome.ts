import { normalise } from './words.ts'

const wonWords = new Set([
  '1', '1 0', '1 00', 'si', 's', 'yes', 'y', 'true', 'verdadero', 'v', 't', 'won', 'win', 'ganado', 'ganada', 'ganada cerrada', 'cerrado', 'cerrada',
  'cerrado ganado', 'cerrada ganada', 'closed', 'closed won', 'sold', 'vendido', 'vendida', 'venta', 'exito', 'exitoso', 'exitosa',
])
const lostWords = new Set([
  '0', '0 0', '0 00', 'no', 'n', 'false', 'falso', 'f', 'lost', 'perdido', 'perdida', 'cerrado perdido', 'cerrada perdida', 'closed lost', 'not closed',
  'no cerrado', 'no cerrada', 'no vendido', 'no vendida', 'unsold', 'rechazado', 'rechazada', 'sin venta',
])
/** Words for a sale still under way: nobody knows yet, which is neither won nor lost. */
const openWords = new Set(['', 'abierto', 'abierta', 'open', 'pendiente', 'pending', 'en curso', 'en proceso', 'in progress', 'n a', 'na', 'null', 'none'])

/**
 * Reads whether the sale was won.
 * @returns true, false, null where it is not decided or not said, or 'unreadable'
 */
export function parseClosed(text: string): boolean | null | 'unreadable' {
  // Nearly every file has these two; normalising costs more than reading the rest of the row.
  if (text === '1') return true
  if (text === '0') return false
  const word = normalise(text)
  if (wonWords.has(word)) return true
  if (lostWords.has(word)) return false
  // A lone dash or bar is how people fill an empty cell; normalising leaves nothing of it.
  if (openWords.has(word)) return null
  return 'unreadable'
}
