import type { Word } from '../../text/words.ts'

/** What a verb does with the things named after it. `raise` and `lower` change a quantity by, or to, the number that follows. */
export type Verb = 'add' | 'set' | 'remove' | 'replace' | 'raise' | 'lower'

/** Verbs by their stems, since Spanish forms are too many to list ("agréguele", "agregame", "agregá"). */
const forms: readonly (readonly [Verb, RegExp])[] = [
  ['remove', /^(?:quit[ae]\w*|sac[ae]\w*|saque\w*|elimin\w+|borr[ae]\w*|retir[ae]\w*|descart\w+|devuelv\w+|exclu[iy]\w+|olvid[ae](?:te|se)?|cancel(?:[aeo]\w*)?|remove|delete|drop|scratch|skip|forget|lose|ditch|nix)$/],
  ['lower', /^(?:baj[ae](?:l[oae]s?|me)?|baj[ae]mel[oa]s?|rebaj[ae]\w*|rest[ae](?:l[ae]s?|me)?|reduc\w+|reduzca\w*|disminuy\w+|descuent[ae]\w*|lower|reduce)$/],
  ['raise', /^(?:sub[aei](?:l[oae]s?|me)?|sub[ae]mel[oa]s?|aument[ae]\w*|raise|increase|bump)$/],
  ['replace', /^(?:cambi[aeo]\w*|reemplaz\w+|reemplace|sustituy\w+|replace|swap|switch|change)$/],
  ['add', /^(?:quiero|quisiera|queremos|necesit\w+|requier\w+|ocupo|dame|deme|danos|regal[ae]\w*|pon|pong[ao]\w*|pon[ae]?(?:me|le|l[oa]s?)\w*|agreg\w+|anad\w+|sum[ae]\w*|inclu\w+|met[ae]\w*|llev(?:o|es?|en|ar|are|aria|amos|aremos|emos|eme|ame|arme|ar?l[oa]s?)|compr(?:o|ar|are|aria|aremos|emos|arl[oa]s?)|echa\w*|eche\w*|deseo|pid[oa]|pidamos|pidele|pedir|pedimos|cotiz\w+|anot\w+|apunt[ae]\w*|apart\w+|separ[ae]\w*|reserv[ae]\w*|mand\w+|envi[ae]\w*|despach[ae]\w*|vend[ae]me|want|need|add|give|buy|get|grab|order|put|throw|include|send)$/],
  ['set', /^(?:dejemosl\w+|pensandolo|mejor|son|eran?|solo|solamente|unicamente|sean?|dej[ae]\w*|igual[ae]\w*|queden?|only|just|instead|rather|make)$/],
]
const refusals = /\b(?:no|tampoco) (?:quiero|necesito|llevo|deseo|va|van|want|need)$|\bdont (?:want|need)$|\bya no (?:quiero|necesito|llevo|deseo)$/

/** A verb in words `at` up to, not including, `to`. */
export interface ReadVerb { readonly verb: Verb; readonly to: number; /** "súbelo", "quítalas": it points at what was named before it. */ readonly pointing: boolean }

export function readVerb(words: readonly Word[], at: number): ReadVerb | null {
  const { text } = words[at]!
  const [next, after] = [words[at + 1], words[at + 2]]
  // "súbelo", and "la separas", "me los llevo": the pronoun before the verb points too.
  const [before, first] = [words[at - 1]?.text ?? '', words[at - 2]]
  const clitic = /^l[oa]$/.test(before) && (first === undefined || words[at - 1]!.breakBefore || /^(?:me|nos|si|ok|bueno|dale|listo|entonces|y|ya|va|pues)$/.test(first.text))
  const pointing = clitic || (text.length > 4 && /l[oa]s?$/.test(text))
  const one = (verb: Verb, to = at + 1): ReadVerb => ({ verb, to, pointing })
  if (/^vuelv[ae]\w*$/.test(text) && next?.text === 'a' && /^(?:poner|agregar|meter|incluir)\w*$/.test(after?.text ?? '')) return one('add', at + 3)
  // "va 1", "van 2 pares": in a shop what goes is bought; "quedan 20" is what is left of an order.
  if (/^(?:va|van|vayan)$/.test(text)) return next !== undefined && isCount(next) ? one('add') : null
  if (/^quedan?$/.test(text)) return next !== undefined && isCount(next) ? one('set') : null
  // "¿los mandan a Cali?" asks what the shop does; "me mandan 3" orders.
  if (/^(?:mand|envi|despach|vend|separ|apart|llev|incluy)[ae]n$/.test(text) && !/^(?:me|nos)$/.test(words[at - 1]?.text ?? '')) return null
  // "los cascos eran dieléctricos" corrects, "era por ver" does not.
  if (/^eran?$/.test(text) && (next === undefined || /^(?:por|para|que|de|a|en|muy|el|la|los|las|un|una)$/.test(next.text) && !isCount(next))) return null
  // "ponle 10", of what is in the order already: so many it is to be.
  if (/^(?:ponle|ponele|pongale|dejale|dejele)$/.test(text) && next !== undefined && isCount(next) && (after === undefined || after.breakBefore)) return one('set')
  if (text === 'scratch' && next?.text === 'that') return null
  if (text === 'take') return one(words.slice(at + 1, at + 8).some((word) => /^(?:off|out|away)$/.test(word.text)) ? 'remove' : 'add')
  const found = forms.find(([, pattern]) => pattern.test(text))?.[0]
  if (found === undefined) return null
  return one(found === 'add' && refusals.test(words.slice(Math.max(0, at - 2), at + 1).map((word) => word.text).join(' ')) ? 'remove' : found)
}

function isCount(word: Word): boolean {
  return word.figure !== null || /^(?:un|una|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|quince|veinte|media|docena)$/.test(word.text)
}
