import { cartWordings } from './cart.ts'
import { checkoutWordings } from './checkout.ts'
import { companyWordings } from './company.ts'
import { peopleWordings } from './people.ts'
import { productWordings } from './products.ts'
import { smallTalkWordings } from './smalltalk.ts'

/**
 * What a customer does with a message, besides naming products: asks a price, takes something out, wants a person. One message
 * may do several things. The wordings are patterns over the flattened text (lower case, no accents, slips mended).
 */
export const acts = [
  'greeting', 'thanks', 'bye', 'yes', 'no', 'price', 'stock', 'list', 'compare', 'recommend', 'describe', 'interest', 'quote', 'add', 'set', 'remove', 'replace', 'empty', 'undo', 'show_cart',
  'checkout', 'confirm', 'cancel', 'correct', 'none_given', 'human', 'anger', 'complaint', 'delivery', 'payment', 'warranty', 'hours', 'location', 'contact', 'services', 'training', 'about', 'invoice', 'discount',
  'lookup', 'media', 'injection', 'others_data', 'off_topic',
] as const
export type Act = (typeof acts)[number]

/** Acts that ask about the company rather than about products or the order. */
export const companyActs = ['delivery', 'payment', 'warranty', 'hours', 'location', 'contact', 'services', 'training', 'about', 'invoice', 'discount'] as const satisfies readonly Act[]
export type CompanyAct = (typeof companyActs)[number]

const patterns: Record<Act, RegExp> = { ...smallTalkWordings, ...productWordings, ...cartWordings, ...checkoutWordings, ...peopleWordings, ...companyWordings }

/** The words the patterns are made of: none of them is a slip of another word. */
export const actWords: ReadonlySet<string> = new Set(Object.values(patterns).flatMap(({ source }) => source.match(/[a-z]{4,}/g) ?? []).flatMap((word) => (word.endsWith('s') ? [word, word.slice(0, -1)] : [word])))

/** Every act found in a flattened text. */
export function actsIn(flat: string): Set<Act> {
  return new Set(acts.filter((act) => patterns[act].test(flat)))
}
