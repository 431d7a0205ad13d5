import { createHash } from 'node:crypto'
import { meetingFields, type MeetingField } from '../../../db/values.ts'
import type { Mapping } from '../../contract/ingest.ts'
import { parseDate } from './dates.ts'
import { debtorHeaders, paymentHeaders } from './debtor-headers.ts'
import type { FieldWords } from './field-words.ts'
import { parseClosed } from './outcome.ts'
import { normalise } from './words.ts'

const fieldWords: Record<MeetingField, FieldWords> = {
  transcript: {
    names: ['transcripcion', 'transcripciones', 'transcript', 'transcription', 'transcripts', 'texto', 'text', 'conversacion', 'conversation', 'dialogo', 'dialogue', 'contenido', 'content', 'notas', 'notes', 'minuta', 'reunion', 'meeting', 'call', 'llamada', 'mensaje', 'message', 'body'],
    words: ['transcripcion', 'transcript', 'transcription', 'conversacion', 'conversation', 'dialogo', 'texto', 'text', 'notas', 'notes'],
  },
  clientEmail: {
    names: ['correo electronico', 'correo', 'email', 'e mail', 'mail', 'client email', 'customer email', 'email cliente', 'correo cliente', 'correo del cliente', 'email address'],
    words: ['correo', 'email', 'mail'],
  },
  clientPhone: {
    names: ['numero de telefono', 'telefono', 'phone', 'phone number', 'celular', 'movil', 'mobile', 'whatsapp', 'fono', 'tel', 'client phone', 'telefono cliente', 'numero telefonico', 'to number'],
    words: ['telefono', 'phone', 'celular', 'movil', 'mobile', 'fono', 'whatsapp', 'telefonico'],
  },
  metOn: {
    names: ['fecha de la reunion', 'fecha de reunion', 'fecha reunion', 'fecha', 'date', 'meeting date', 'met on', 'call date', 'fecha de llamada', 'fecha llamada', 'dia', 'day'],
    words: ['fecha', 'date'],
  },
  closed: {
    names: ['closed', 'cerrado', 'cerrada', 'cierre', 'won', 'ganado', 'ganada', 'resultado', 'outcome', 'vendido', 'venta', 'is closed', 'closed won', 'deal closed', 'venta cerrada', 'estado del cierre', 'closing'],
    words: ['closed', 'cerrado', 'cerrada', 'cierre', 'won', 'ganado', 'ganada', 'outcome'],
  },
  seller: {
    names: ['vendedor asignado', 'vendedor', 'vendedora', 'seller', 'ejecutivo', 'ejecutiva', 'ejecutivo de ventas', 'asesor', 'asesora', 'sales rep', 'salesperson', 'rep', 'agent', 'agente', 'owner', 'assigned to', 'asignado a', 'comercial', 'account executive'],
    words: ['vendedor', 'vendedora', 'seller', 'ejecutivo', 'ejecutiva', 'asesor', 'asesora', 'salesperson', 'agente', 'agent', 'comercial', 'rep'],
  },
  clientName: {
    names: ['nombre', 'nombre cliente', 'nombre del cliente', 'nombre completo', 'cliente', 'client', 'client name', 'customer', 'customer name', 'name', 'full name', 'contacto', 'contact', 'contact name', 'lead', 'prospecto', 'razon social', 'nombre y apellido'],
    words: ['nombre', 'name', 'cliente', 'client', 'customer', 'contacto', 'contact', 'prospecto'],
  },
}

const clientFields: ReadonlySet<MeetingField> = new Set(['clientName', 'clientEmail', 'clientPhone'])
const nameFields: ReadonlySet<MeetingField> = new Set(['clientName', 'seller'])
const knownNames = new Set([...Object.values(fieldWords), ...Object.values(debtorHeaders), ...Object.values(paymentHeaders)].flatMap((field) => field.names))

/** Whether a header cell is a name that a column of meetings, debtors or payments usually has. */
export function isKnownHeader(header: string): boolean {
  return knownNames.has(normalise(header))
}

/**
 * Guesses which column feeds which field, first by header (Spanish or English), then by what the cells hold. Each
 * column feeds at most one field; a field nothing speaks for is left out.
 * @param sampleRows some rows of data; cells may be cut short
 */
export function guessMapping(columns: readonly string[], sampleRows: readonly (readonly string[])[]): Mapping {
  const samples = columns.map((_, column) => sampleRows.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== ''))
  const longest = longestColumn(samples)
  const guesses: { field: MeetingField; column: number; score: number }[] = []
  for (const [column, header] of columns.entries()) {
    for (const field of meetingFields) {
      const byContent = contentScore(field, samples[column]!, column === longest)
      const score = headerScore(field, normalise(header)) + byContent
      if (score >= 30) guesses.push({ field, column, score })
    }
  }
  guesses.sort((one, other) => other.score - one.score || one.column - other.column)

  const mapping: Mapping = {}
  const taken = new Set<number>()
  for (const { field, column } of guesses) {
    if (mapping[field] !== undefined || taken.has(column)) continue
    mapping[field] = column
    taken.add(column)
  }
  return mapping
}

/** 100 for a header that is the field's name, 60 for one that has a word of it. */
function headerScore(field: MeetingField, header: string): number {
  const { names, words } = fieldWords[field]
  if (names.includes(header)) return 100
  const inHeader = header.split(' ')
  const speaksOf = (other: MeetingField) => fieldWords[other].words.some((word) => inHeader.includes(word))
  // "Correo del vendedor" says nothing of the client, and is no name of a seller either.
  if (clientFields.has(field) && speaksOf('seller')) return 0
  if (nameFields.has(field) && (speaksOf('clientEmail') || speaksOf('clientPhone') || speaksOf('metOn'))) return 0
  return words.some((word) => inHeader.includes(word)) ? 60 : 0
}

/** At most 40: what the cells look like decides between columns only where headers do not. */
function contentScore(field: MeetingField, cells: readonly string[], isLongest: boolean): number {
  if (cells.length === 0) return 0
  switch (field) {
    case 'transcript': return isLongest ? 40 : 0
    case 'clientEmail': return 40 * share(cells, (cell) => /^[^\s@]+@[^\s@]+$/.test(cell))
    case 'clientPhone': return 36 * share(cells, isPhone)
    case 'metOn': return 38 * share(cells, (cell) => parseDate(cell) !== null)
    case 'closed': return new Set(cells).size === 2 ? 32 * share(cells, (cell) => typeof parseClosed(cell) === 'boolean') : 0
    default: return 0
  }
}

function share(cells: readonly string[], accepts: (cell: string) => boolean): number {
  return cells.filter(accepts).length / cells.length
}

function isPhone(cell: string): boolean {
  const digits = cell.replaceAll(/\D/g, '').length
  return digits >= 7 && digits <= 15 && /^[+\d\s().-]+$/.test(cell) && parseDate(cell) === null
}

/** The column of prose: the one with the longest cells, if they are longer than a name or an address. */
function longestColumn(samples: readonly (readonly string[])[]): number {
  const lengths = samples.map((cells) => cells.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, cells.length))
  const longest = lengths.indexOf(Math.max(...lengths))
  return (lengths[longest] ?? 0) >= 25 ? longest : -1
}

/** The same for every file with these columns in this order, whatever their accents, case and spacing. */
export function layoutKey(columns: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(columns.map(normalise))).digest('hex')
}
