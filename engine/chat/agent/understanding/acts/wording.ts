/**
 * Wordings are looked for in flattened text: lower case, no accents, slips mended, one space between words. In them THE stands for
 * an article or possessive that may be there, ORDER for a word for the order.
 */
const placeholders: readonly (readonly [string, string])[] = [
  ['THE ', '(?:(?:el|la|los|las|mi|mis|ese|esa|este|esta|the|my|that|this) )?'],
  ['ORDER', '(?:carrito|pedido|orden|carro|compra|cotizacion|cart|order|basket)'],
]

/** One pattern of many wordings, each of whole words, wherever they stand. */
export function anywhere(...wordings: readonly RegExp[]): RegExp {
  return new RegExp(`\\b(?:${joined(wordings)})\\b`)
}

/** The same, at the beginning of the text only. */
export function atStart(...wordings: readonly RegExp[]): RegExp {
  return new RegExp(`^(?:${joined(wordings)})\\b`)
}

function joined(wordings: readonly RegExp[]): string {
  return placeholders.reduce((source, [name, written]) => source.replaceAll(name, written), wordings.map(({ source }) => source).join('|'))
}
