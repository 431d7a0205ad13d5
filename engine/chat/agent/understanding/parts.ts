import type { Item } from './items/item.ts'
import type { Act } from './acts/acts.ts'

/** A stretch of a message with what was read of it. */
export interface Fragment { readonly text: string; readonly acts: ReadonlySet<Act>; readonly items: readonly Item[]; readonly question: boolean }
type Mood = 'ask' | 'order' | 'none'

const asking = ['price', 'stock', 'list', 'compare', 'recommend', 'describe', 'delivery', 'payment', 'warranty', 'hours', 'location', 'contact', 'services', 'training', 'about', 'invoice', 'discount'] as const

/**
 * Brings the sentences of a message into parts that are answered one after the other: "¿la de 100 m es la roja? mándeme 6" asks, then
 * orders. Sentences of one mood stay together, since a list goes over many, and talk belongs to what is beside it.
 */
export function partsOf(fragments: readonly Fragment[]): string[] {
  const parts: { text: string; mood: Mood; named: boolean }[] = []
  for (const fragment of fragments) {
    const last = parts.at(-1)
    // "and a first aid kit, do you have one?": the question is about what was named right before it.
    if (last !== undefined && last.named && fragment.question && fragment.items.every(({ wish }) => wish.meanings.length === 0)) last.mood = 'ask'
    const mood = last?.mood === 'ask' && namesOnly(fragment) ? 'none' : moodOf(fragment)
    if (last !== undefined && (mood === 'none' || last.mood === 'none' || last.mood === mood)) {
      last.text = `${last.text} ${fragment.text}`
      if (last.mood === 'none') last.mood = mood
      last.named = namesOnly(fragment)
    } else parts.push({ text: fragment.text, mood, named: parts.length === 0 && wishesOne(fragment) })
  }
  return parts.map(({ text }) => text)
}

/** "¿tienen algo para la espalda? una faja": the thing that was asked for, named; nobody orders it yet. */
function namesOnly({ items }: Fragment): boolean {
  return items.length > 0 && items.every(({ act, quantity, wish }) => act === null && (quantity === null || quantity === 1) && wish.meanings.length > 0)
}

/** The same of what is wished for without a number: "necesito una cuerda de 20 metros, ¿tienen?". */
function wishesOne({ items }: Fragment): boolean {
  return items.length === 1 && items.every(({ act, quantity, wish }) => (act === null || act === 'add') && (quantity === null || quantity === 1) && wish.meanings.length > 0)
}

function moodOf({ acts, items, question }: Fragment): Mood {
  const orders = items.some(({ act, quantity, reference, wish }) => act !== null && (quantity !== null || reference !== null || wish.meanings.length > 0))
  const asks = asking.some((act) => acts.has(act))
  if (question) return orders && !asks ? 'order' : 'ask'
  if (orders) return 'order'
  if (asks) return 'ask'
  return items.some(({ quantity }) => quantity !== null) ? 'order' : 'none'
}
