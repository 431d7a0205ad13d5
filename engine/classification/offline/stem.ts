/**
 * Light stemming: brings inflections of a word together so that a cue in one form finds the others. It is deliberately shallow:
 * short words keep their last vowel, because "moda" and "modo", "casa" and "caso" differ by it alone.
 */

const SPANISH_SUFFIXES = [
  'amiento', 'imiento', 'aciones', 'iciones', 'acion', 'icion', 'ariamos', 'eriamos', 'iriamos', 'aremos', 'eremos', 'iremos',
  'abamos', 'iendo', 'ieron', 'aron', 'ando', 'aban', 'arian', 'erian', 'irian', 'mente', 'amos', 'emos', 'imos', 'aste', 'iste',
  'aran', 'eran', 'iran', 'ado', 'ada', 'ido', 'ida', 'aba', 'aria', 'ara', 'ian', 'are', 'ar', 'er', 'ir', 'an', 'en',
]
/** Endings that are verbs beyond doubt, which a stem of three letters may carry. */
const SHORT_STEM_SUFFIXES = new Set(['ar', 'ado', 'ada', 'ando', 'amos', 'aron', 'aban', 'iendo', 'ieron', 'acion', 'aciones'])
const SPANISH_PRONOUNS = ['selos', 'selas', 'selo', 'sela', 'nosla', 'nos', 'los', 'las', 'les', 'se', 'me', 'te', 'lo', 'la', 'le']
const ENGLISH_SUFFIXES = ['ization', 'ation', 'ating', 'ated', 'ate', 'ment', 'ing', 'ed', 'ly']

/** Words whose stem would fall together with that of a word of other meaning: a bot and to throw away ("botar"), a report and to inform. */
const SPANISH_EXCEPTIONS = new Map<string, string>(
  Object.entries({
    botar: 'botar', botado: 'botar', botando: 'botar', botamos: 'botar', informe: 'informe', informes: 'informe', reporte: 'reporte', reportes: 'reporte',
    negocio: 'negocio', negocios: 'negocio', cumplen: 'cumplir', cumple: 'cumplir', cumplir: 'cumplir', cumplido: 'cumplir', bajas: 'bajas', compatibilidad: 'compatibilidad',
    interesante: 'interesante', interesantes: 'interesante', ejecutivos: 'ejecutivo', ejecutivas: 'ejecutivo', ejecutiva: 'ejecutivo', ejecutivo: 'ejecutivo',
  }),
)
const ENGLISH_EXCEPTIONS = new Map<string, string>(
  Object.entries({ founded: 'founder', founder: 'founder', founders: 'founder', reported: 'reporting', hold: 'hold', holds: 'hold', fine: 'okay', booking: 'booking', bookings: 'booking' }),
)

/** Spanish stem of a folded (lower-case, accent-less) word. */
export function stemSpanish(word: string): string {
  if (word.length < 4) return word
  const exception = SPANISH_EXCEPTIONS.get(word)
  if (exception !== undefined) return exception
  let stem = withoutPronoun(word)
  if (/[lrndzjs]es$/.test(stem) && stem.length > 5) stem = stem.slice(0, -2)
  else if (stem.endsWith('s') && stem.length > 3) stem = stem.slice(0, -1)
  for (const suffix of SPANISH_SUFFIXES) {
    const least = SHORT_STEM_SUFFIXES.has(suffix) ? 3 : 4
    if (stem.length - suffix.length >= least && stem.endsWith(suffix)) return stem.slice(0, -suffix.length)
  }
  return stem.length >= 6 && /[aeo]$/.test(stem) ? stem.slice(0, -1) : stem
}

function withoutPronoun(word: string): string {
  for (const pronoun of SPANISH_PRONOUNS) {
    if (!word.endsWith(pronoun)) continue
    const verb = word.slice(0, -pronoun.length)
    if (verb.length >= 5 && /(ar|er|ir|ando|iendo)$/.test(verb)) return verb
  }
  return word
}

/** English stem of a folded word. */
export function stemEnglish(word: string): string {
  if (word.length < 4) return word
  const exception = ENGLISH_EXCEPTIONS.get(word)
  if (exception !== undefined) return exception
  let stem = word
  if (stem.endsWith('ies') && stem.length > 4) stem = stem.slice(0, -3) + 'y'
  else if (/(ch|sh|ss|x)es$/.test(stem)) stem = stem.slice(0, -2)
  else if (stem.endsWith('s') && !/(ss|us|is)$/.test(stem)) stem = stem.slice(0, -1)
  for (const suffix of ENGLISH_SUFFIXES) {
    if (stem.length - suffix.length >= (suffix === 'ing' || suffix === 'ed' ? 3 : 4) && stem.endsWith(suffix)) {
      stem = stem.slice(0, -suffix.length)
      if (/([bdfgmnprt])\1$/.test(stem)) stem = stem.slice(0, -1)
      break
    }
  }
  return stem.length > 4 && stem.endsWith('e') ? stem.slice(0, -1) : stem
}
