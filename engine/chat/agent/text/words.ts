import abbreviations from '../../../../resources/chat/abbreviations.json' with { type: 'json' }

/** One word or number of a message, as the customer wrote it and as it is compared. */
export interface Word {
  /** Lower case, without accents, abbreviations written out. */
  readonly text: string
  readonly stem: string
  /** The number it is, when written with figures. */
  readonly figure: number | null
  readonly start: number
  readonly end: number
  /** A comma, a line end or a stop lies between it and the word before. */
  readonly breakBefore: boolean
  /** What lies there ends a sentence: "?" a question's, "." any other's. */
  readonly stopBefore: '' | '.' | '?'
  /** Written with a capital: a name may be. */
  readonly capital: boolean
}

const combiningMarks = /\p{M}+/gu
const pattern = /\d+(?:[.,]\d+)*|\p{L}[\p{L}\p{M}\p{N}'’]*|["”″]|[+&]/gu
const short = new Map(Object.entries(abbreviations))

/** Lower case without accents: "Gestión" and "gestion" are one word. */
export function fold(text: string): string {
  return text.normalize('NFD').replaceAll(combiningMarks, '').toLowerCase().replaceAll(/['’]/g, '')
}

/**
 * Cuts a message into words. "10lb" and "x3" are two words each, "q" is "que": people write on telephones. Positions are those of the
 * message as given.
 */
export function wordsOf(message: string): Word[] {
  const text = message.normalize('NFC')
  const words: Word[] = []
  let last = 0
  for (const found of text.matchAll(pattern)) {
    const raw = found[0]
    const gap = text.slice(last, found.index)
    // "Chaleco reflectivo - 5", line by line: the number is of what stands before it.
    const listed = /^\s*[-–—:]\s*$/.test(gap) && /^\d/.test(raw) && /^\s*(?:\p{L}{2,5}\.?\s*)?(?:[\n,;]|$)/u.test(text.slice(found.index + raw.length))
    const breakBefore = words.length > 0 && !listed && /[,;.!?¿¡\n()|]|\s[-–—/]\s/.test(gap)
    const stopBefore = !breakBefore ? '' : gap.includes('?') ? '?' : /[.;!\n¿¡]/.test(gap) ? '.' : ''
    last = found.index + raw.length
    const glued = /^([xX])(\d+)$/.exec(raw)
    if (glued !== null) {
      words.push(wordAt('por', found.index, found.index + 1, { breakBefore, stopBefore }, false), wordAt(glued[2]!, found.index + 1, last, unbroken, false))
      continue
    }
    // A "k" that begins a message is "que"; elsewhere it may be a class of fire.
    const drawn = undrawn(fold(raw))
    // "ay no" sighs, "ay guantes?" asks.
    const sighs = drawn === 'ay' && /^[\s,.!]*(?:no|que|perd|disculp|dios|jue|ya|mejor|si|pero|se me|yo|verdad)/i.test(text.slice(last))
    const written = sighs ? 'uy' : words.length === 0 && drawn === 'k' ? 'que' : (short.get(drawn) ?? drawn)
    for (const [index, part] of written.split(' ').entries()) words.push(wordAt(part, found.index, last, index === 0 ? { breakBefore, stopBefore } : unbroken, /^\p{Lu}/u.test(raw)))
  }
  return words
}

/** "siii", "nooo", "ufff": a letter that is drawn out is one letter. No word has three of one kind. */
function undrawn(word: string): string {
  return word.replaceAll(/(\p{L})\1{2,}/gu, '$1')
}

const unbroken: Pick<Word, 'breakBefore' | 'stopBefore'> = { breakBefore: false, stopBefore: '' }

function wordAt(text: string, start: number, end: number, breaks: Pick<Word, 'breakBefore' | 'stopBefore'>, capital: boolean): Word {
  return { text, stem: stem(text), figure: readFigure(text), start, end, ...breaks, capital }
}

/** "1.000" and "1,000" are a thousand, "2.5" and "2,5" two and a half. */
function readFigure(text: string): number | null {
  if (!/^\d/.test(text)) return null
  if (/^\d{1,3}(?:[.,]\d{3})+$/.test(text)) return Number(text.replaceAll(/[.,]/g, ''))
  const parts = text.split(/[.,]/)
  return parts.length > 2 ? null : Number(parts.join('.'))
}

/**
 * Brings singular and plural, masculine and feminine together ("amarillas", "amarillo"). Words of four letters keep their vowel:
 * "bota" and "bote" differ by it alone.
 */
export function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word
  let stem = word
  if (stem.endsWith('ces')) stem = `${stem.slice(0, -3)}z`
  else if (stem.endsWith('ses')) stem = stem.slice(0, -3)
  else if (/[lnrdj]es$/.test(stem) && stem.length > 5) stem = stem.slice(0, -2)
  else if (stem.endsWith('s') && !stem.endsWith('ss')) stem = stem.slice(0, -1)
  return stem.length >= 5 && /[aoe]$/.test(stem) ? stem.slice(0, -1) : stem
}

/** A word without its plural alone: two words are compared by all their letters, not by what a stem leaves of them. */
export function singular(word: string): string {
  if (word.length < 4) return word
  if (word.endsWith('ces')) return `${word.slice(0, -3)}z`
  if (/[lnrdj]es$/.test(word) && word.length > 5) return word.slice(0, -2)
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}

/** How a word sounds in Latin American Spanish, so that "cazco" and "casco", "estintor" and "extintor" are one. */
export function sound(word: string): string {
  return word
    .replaceAll('gua', 'wa').replaceAll('qu', 'k').replaceAll(/c(?=[ei])/g, 's').replaceAll('ch', '9').replaceAll('c', 'k').replaceAll('h', '').replaceAll('9', 'ch')
    .replaceAll('v', 'b').replaceAll('z', 's').replaceAll('x', 's').replaceAll('ll', 'y').replaceAll(/g(?=[ei])/g, 'j').replaceAll(/(.)\1+/g, '$1')
}
