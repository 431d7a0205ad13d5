const combiningMarks = /\p{M}+/gu

/** Lower case without accents, every run of other characters one space: " Fecha-de Reunión " and "fecha de reunion" are the same. */
export function normalise(text: string): string {
  return text.normalize('NFD').replaceAll(combiningMarks, '').toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
