import { allowedEdits, edits } from '../text/edits.ts'
import { singular, sound, stem } from '../text/words.ts'

interface Spelling { readonly heard: string; readonly stem: string }

/** Words a slip of the finger may be mended to, by how they sound. */
export interface Spellings {
  readonly bySound: ReadonlyMap<string, string>
  /** By the first letter of the sound, which is seldom the wrong one. */
  readonly byFirst: ReadonlyMap<string, readonly Spelling[]>
  /** By the sound without its first letter, for when that is missing ("xtintor"). */
  readonly beheaded: ReadonlyMap<string, string>
}

export function spellingsOf(words: readonly string[]): Spellings {
  const bySound = new Map<string, string>()
  const byFirst = new Map<string, Spelling[]>()
  const beheaded = new Map<string, string>()
  for (const word of new Set(words)) {
    const heard = sound(singular(word))
    if (word.length < 3 || bySound.has(heard)) continue
    bySound.set(heard, stem(word))
    if (heard.length < 4) continue
    const among = byFirst.get(heard[0]!) ?? []
    byFirst.set(heard[0]!, among)
    among.push({ heard, stem: stem(word) })
    // "gunates": "gua" sounds like "wa", and its slips no longer do.
    const written = singular(word)
    if (written[0] !== heard[0]) byFirst.set(written[0]!, [...(byFirst.get(written[0]!) ?? []), { heard: written, stem: stem(word) }])
    if (heard.length >= 6) beheaded.set(heard.slice(1), stem(word))
  }
  return { bySound, byFirst, beheaded }
}

/** The stem of the word that was meant, of several vocabularies the first that has it; null when none is near. */
export function mendedBy(word: string, vocabularies: readonly Spellings[]): string | null {
  const heard = sound(singular(word))
  for (const { bySound } of vocabularies) {
    const alike = bySound.get(heard)
    if (alike !== undefined) return alike
  }
  // A verb is no misspelt thing: "montar" is no "montura".
  if (/(?:[aei]r|ando|iendo|amos)$/.test(word)) return null
  let best: string | null = null
  let least = allowedEdits(heard.length) + 1
  for (const { byFirst, beheaded } of vocabularies) {
    for (const said of new Set([heard, singular(word)])) {
      for (const candidate of byFirst.get(said[0]!) ?? []) {
        if (Math.abs(candidate.heard.length - said.length) >= least) continue
        // Of short words every letter tells: "palo" and "Paola" are no "pala", while "caco" lacks a letter.
        if (candidate.heard.length <= 4 && said.length > candidate.heard.length) continue
        if (said.length <= 4 && candidate.heard.length === said.length && sorted(candidate.heard) !== sorted(said)) continue
        const count = edits(said, candidate.heard, least - 1)
        if (count < least) [best, least] = [candidate.stem, count]
      }
    }
    best ??= heard.length >= 5 ? (beheaded.get(heard) ?? null) : null
  }
  return best
}

const sorted = (text: string) => [...text].sort().join('')
