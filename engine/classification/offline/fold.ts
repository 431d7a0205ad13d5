const COMBINING_MARKS = /\p{M}+/gu

/** Lower-case without accents and apostrophes: "Gestión" and "gestion" are one word. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(COMBINING_MARKS, '').toLowerCase().replace(/['’]/g, '')
}

/** FNV-1a over UTF-16 units, 32 bits. */
export function hashText(text: string, seed = 2166136261): number {
  let hash = seed
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 16777619)
  return hash >>> 0
}
