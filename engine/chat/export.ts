import type { Reader } from '../../db/reader.ts'
import type { Language } from '../../db/values.ts'
import type { ReportPart } from '../catalogue/index.ts'
import { csvParts, csvStyleOf, type Cell } from '../ingest/index.ts'

/** Messages read and handed over at once. */
const rowsPerPart = 500

const columns = [
  'chat', 'canal', 'chat_del_canal', 'titulo', 'fecha', 'autor', 'tipo', 'mensaje', 'estado', 'intencion', 'motivo_de_persona', 'valoracion', 'respuesta_ms', 'primer_fragmento_ms', 'costo_usd', 'estado_pedido', 'numero_venta',
]

/** Its name in the full report. */
const conversationFile: Readonly<Record<Language, string>> = { es: 'conversaciones.csv', en: 'conversations.csv' }

/** All conversations of a business as a CSV file in parts, one row for each message. @throws when `signal` aborts; nothing is read any more then. */
export function conversationParts(reader: Reader, businessId: string, language: Language, signal?: AbortSignal): AsyncGenerator<string> {
  return csvParts(columns, portionsOf(reader, businessId, signal), csvStyleOf(language))
}

/** What the chats put into the full report of a business. */
export function conversationReportParts(reader: Reader, businessId: string, language: Language, signal: AbortSignal | undefined): ReportPart[] {
  return [{ name: conversationFile[language], open: () => conversationParts(reader, businessId, language, signal) }]
}

async function* portionsOf(reader: Reader, businessId: string, signal: AbortSignal | undefined): AsyncGenerator<Cell[][]> {
  for (let after = 0; ;) {
    signal?.throwIfAborted()
    const rows = await reader.run('chats.messages_after', { businessId, after, limit: rowsPerPart })
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.seq
    yield rows.map((row): Cell[] => [
      row.chat_id, row.channel, row.channel_chat_id, row.title, new Date(row.at).toISOString(), row.author, row.kind, row.text, row.state, row.intent, row.handoff, row.rating, row.response_ms, row.first_chunk_ms,
      row.cost_nano_usd === null ? null : row.cost_nano_usd / 1e9, row.order_state, row.sale_number,
    ])
  }
}
