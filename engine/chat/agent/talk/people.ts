import { moneyText } from '../answers/money.ts'
import type { HandoffReason } from '../../../../db/values.ts'
import { cite, has, say, type Turn } from '../turn.ts'
import { tellContact } from './company.ts'

/** Calls a person. The order stays as it is; whoever takes over sees it. */
export function talkHandoff(turn: Turn, reason: HandoffReason): void {
  turn.road = 'person'
  turn.handoff = reason
  say(turn, reason === 'asked_for_person' || reason === 'low_confidence' ? turn.words.human() : turn.words.sorry())
  tellContact(turn)
}

/** Nothing a customer writes can change a price or reach anybody's data: the answer says so and goes no further. */
export function refuse(turn: Turn): void {
  turn.road = 'refused'
  say(turn, turn.acts.has('injection') ? turn.words.harmless() : turn.words.privacy())
}

/**
 * Tells of a customer's record, by id number or name. Whether whoever writes may be told is the port's decision: without it the agent has
 * nobody's data at all.
 */
export function talkCustomer(turn: Turn): void {
  turn.road = 'customer'
  const { message } = turn.reading
  const idNumber = /\d[\d.]{4,}\d/.exec(message)?.[0].replaceAll('.', '') ?? null
  const name = nameIn(message)
  if (idNumber === null && name === null) return say(turn, turn.words.customerAskId())
  const found = turn.views.findCustomers?.({ idNumber, name }) ?? []
  if (found.length === 0) return say(turn, turn.words.customerUnknown())
  for (const customer of found.slice(0, 3)) {
    const total = customer.sales === 0 ? null : moneyText(customer.totalMinor, customer.currency, turn.reading.language)
    cite(turn, { kind: 'customer', id: customer.id, field: 'name', value: customer.name })
    cite(turn, { kind: 'customer', id: customer.id, field: 'sales', value: String(customer.sales) })
    if (total !== null) cite(turn, { kind: 'customer', id: customer.id, field: 'total', value: total })
    if (customer.lastOn !== null) cite(turn, { kind: 'customer', id: customer.id, field: 'lastOn', value: customer.lastOn })
    say(turn, turn.words.customerFound(customer.name, customer.sales, total, customer.lastOn))
  }
}

/** A name after "de", "cliente" or "a": words with capitals, else what follows "cliente". */
function nameIn(message: string): string | null {
  const capital = /(?:\bde|\ba|\bcliente|\bseñora?|\bof|\bcustomer)\s+((?:\p{Lu}[\p{L}\p{M}'’]+)(?:\s+(?:de\s+(?:la\s+)?)?\p{Lu}[\p{L}\p{M}'’]+)*)/u.exec(message)
  if (capital !== null) return capital[1]!
  const lower = /\b(?:cliente|customer|señora?|(?:compras|historial|datos|pedidos|informaci[oó]n|compr[oó]) de)\s+(?:llamad[oa]\s+)?((?!con\b|de\b|del\b|la\b|el\b|los\b|mi\b|n[uú]mero\b)[\p{L}]{3,}(?:\s+[\p{L}]{3,}){0,3})\s*\??$/iu.exec(message)
  return lower?.[1] ?? null
}

/** Greetings, thanks and the like. */
export function talkSmall(turn: Turn): void {
  turn.road = 'small_talk'
  if (has(turn, 'media')) return say(turn, turn.words.media())
  if (has(turn, 'off_topic')) return say(turn, turn.words.offTopic())
  if (has(turn, 'greeting')) return say(turn, turn.words.greeting())
  if (has(turn, 'bye')) return say(turn, turn.words.bye())
  if (has(turn, 'thanks')) return say(turn, turn.words.thanks())
  say(turn, turn.order.lines.length > 0 ? turn.words.more() : turn.words.anythingElse())
}
