import type { ChatSource } from '../../contract/chat.ts'
import { checkAnswer, type CatalogueView } from '../agent/index.ts'

/** What a wording may say: the decided answer, its facts and the customer's own words. */
export interface Decided {
  readonly template: string
  readonly sources: readonly ChatSource[]
  readonly customerText: string
  readonly catalogue: CatalogueView
}

/** Words that promise or claim something; a wording may only use those that the decided answer uses. */
const claims: readonly RegExp[] = [
  /descuento|rebaj|discount|promo/i, /grat[iu]s|sin costo|free of charge|\bfree\b/i, /garant|warrant/i, /confirm/i, /reserv|apart(?:ad|é|amos)/i, /agreg|añad|added/i, /quit|elimin|remov/i, /cancel/i,
  /despach|envi|entreg|shipp|deliver/i, /vendid|compra (?:est|qued|fue)|\bsold\b/i, /registr/i, /devol|reembols|refund/i, /\d\s?%|por ?ciento|percent/i, /mañana|hoy mismo|tomorrow|today/i,
]
/** "ya lo agregué", "quedó confirmado": whoever says that it was done, where it was only offered. */
const deeds = ['agreg', 'añad', 'anot', 'apart', 'reserv', 'cambi', 'quit', 'elimin', 'confirm', 'registr', 'cancel', 'vend', 'envi', 'despach'].map((stem) => new RegExp(`(?<!\\p{L})${stem}(?:u?é|í|amos|imos|ó|ad[oa]s?|id[oa]s?)(?!\\p{L})`, 'iu'))
const addresses = /https?:|www\.|[\p{L}\p{N}._-]+@[\p{L}\p{N}-]+\.\p{L}+|\b[\p{L}\p{N}-]{2,}\.(?:com|co|net|org|mx|cl|ar)\b/giu

/**
 * What a wording says that the decided answer does not; empty when there is nothing. Judged on all that was written so far, so that nothing
 * slips through in two halves.
 */
export function ungrounded(text: string, { template, sources, customerText, catalogue }: Decided): string[] {
  const uncovered = checkAnswer(text, { sources, customerText }, catalogue).map((one) => one.text)
  const claimed = [...claims, ...deeds].filter((claim) => claim.test(text) && !claim.test(template)).map((claim) => claim.exec(text)?.[0] ?? '')
  const strange = [...text.matchAll(addresses)].map(([address]) => address).filter((address) => !template.includes(address))
  return [...uncovered, ...claimed, ...strange]
}

/** Sums of the order that a whole wording has left out. */
export function leftOut(text: string, { sources }: Pick<Decided, 'sources'>): string[] {
  return sources.filter(({ kind, field, value }) => kind === 'order' && field === 'total' && !text.includes(value)).map(({ value }) => value)
}

/** The end of the last whole sentence in what has been written; 0 when there is none. */
export function sentenceEnd(text: string): number {
  let end = 0
  for (const match of text.matchAll(/[.!?…](?=\s)|\n/gu)) {
    // "1. Casco": the point of a list's number ends nothing.
    if (match[0] === '.' && /(?:^|\n)\s*\d{1,2}$/.test(text.slice(0, match.index))) continue
    end = match.index + 1
  }
  return end
}
