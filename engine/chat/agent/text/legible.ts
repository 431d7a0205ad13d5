const wide = /[\uff01-\uff5e]/gu
/** Marks nobody sees: of no width, soft hyphens, and those that turn the direction of writing. */
const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu
const apart = 0xff01 - 0x21

/**
 * A message as a person reads it: letters of full width are letters, and what cannot be seen is not there. Otherwise words could be
 * written that a customer reads and the agent does not. Other look-alikes stay: "½" and "″" are numbers and inches here.
 */
export function legible(message: string): string {
  return message.replaceAll(wide, (letter) => String.fromCodePoint(letter.codePointAt(0)! - apart)).replaceAll('\u3000', ' ').replaceAll(unseen, '')
}
