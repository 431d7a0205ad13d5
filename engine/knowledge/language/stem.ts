import type { Language } from '../../../db/values.ts'

/**
 * Light stemming: inflections of one word come together, different words stay apart. Short words keep their last vowel,
 * because "casa" and "caso" differ by it alone.
 */
export function stem(folded: string, language: Language): string {
  return language === 'es' ? stemSpanish(folded) : stemEnglish(folded)
}

const spanishIrregular = new Map(Object.entries({
  voy: 'ir', vas: 'ir', va: 'ir', vamos: 'ir', van: 'ir', iba: 'ir', ire: 'ir', vaya: 'ir', hice: 'hacer', hizo: 'hacer', hecho: 'hacer', haga: 'hacer', hagan: 'hacer', haciendo: 'hacer', hacen: 'hacer',
  digo: 'decir', dice: 'decir', dicen: 'decir', dijo: 'decir', dicho: 'decir', pongo: 'poner', puso: 'poner', puesto: 'poner', pone: 'poner', vino: 'venir', viene: 'venir', vienen: 'venir',
  cuesta: 'costar', cuestan: 'costar', costo: 'costo', costos: 'costo', vuelvo: 'volver', vuelve: 'volver', vuelto: 'volver', devuelvo: 'devolver', devuelve: 'devolver', devuelven: 'devolver',
  encuentro: 'encontrar', encuentra: 'encontrar', muestra: 'mostrar', cierra: 'cerrar', cierran: 'cerrar', cierro: 'cerrar', abierto: 'abrir', abierta: 'abrir', empieza: 'empezar', empiezan: 'empezar',
  juega: 'jugar', juegan: 'jugar', jugando: 'jugar', pide: 'pedir', piden: 'pedir', pido: 'pedir', pidiendo: 'pedir', sirve: 'servir', sirven: 'servir', sigue: 'seguir', doy: 'dar', da: 'dar', dan: 'dar', dieron: 'dar', dio: 'dar',
}))
const spanishEndings = [
  'amientos', 'imientos', 'amiento', 'imiento', 'aciones', 'iciones', 'acion', 'icion', 'ariamos', 'eriamos', 'iriamos', 'aremos', 'eremos', 'iremos', 'abamos', 'aramos', 'iendo', 'yendo', 'ieron', 'aron', 'ando',
  'aban', 'arian', 'erian', 'irian', 'aria', 'eria', 'iria', 'amos', 'emos', 'imos', 'aste', 'iste', 'aran', 'eran', 'iran', 'ados', 'adas', 'idos', 'idas', 'ado', 'ada', 'ido', 'ida', 'aba', 'ian', 'are', 'ere', 'ire', 'ara', 'era', 'ira', 'ar', 'er', 'ir', 'an', 'en',
]

function stemSpanish(word: string): string {
  if (word.length < 4) return spanishIrregular.get(word) ?? word
  const irregular = spanishIrregular.get(word)
  if (irregular !== undefined) return irregular
  let root = word.replace(/(?<=.{3}(?:ar|er|ir|ando|iendo))(?:se|me|te|nos)?(?:l[oae]s?|se|me|te|nos)$/, '')
  if (root.length > 7) root = root.replace(/mente$/, '')
  if (root.endsWith('ces') && root.length > 4) root = `${root.slice(0, -3)}z`
  else if (/[lrndj]es$/.test(root) && root.length > 5) root = root.slice(0, -2)
  else if (/[aeiou]s$/.test(root)) root = root.slice(0, -1)
  for (const ending of spanishEndings) if (root.length - ending.length >= 3 && root.length >= 6 && root.endsWith(ending)) return root.slice(0, -ending.length)
  if (/(?:ar|er|ir)$/.test(root) && root.length === 5) return root.slice(0, -2)
  return root.length >= 6 && /[aeo]$/.test(root) ? root.slice(0, -1) : root
}

const englishIrregular = new Map(Object.entries({
  went: 'go', gone: 'go', goes: 'go', bought: 'buy', sold: 'sell', paid: 'pay', made: 'make', making: 'make', took: 'take', taken: 'take', gave: 'give', given: 'give', said: 'say', told: 'tell', found: 'find',
  sent: 'send', came: 'come', lost: 'lose', losing: 'lose', men: 'man', women: 'woman', children: 'child', people: 'people', better: 'better', best: 'best', wrote: 'write', written: 'write', ran: 'run', saw: 'see', seen: 'see',
  thought: 'think', taught: 'teach', spent: 'spend', felt: 'feel', kept: 'keep', left: 'left', met: 'meet', mice: 'mouse', feet: 'foot', news: 'news', using: 'use', used: 'use', dying: 'die', lying: 'lie',
}))

function stemEnglish(word: string): string {
  const irregular = englishIrregular.get(word)
  if (irregular !== undefined) return irregular
  if (word.length < 4) return word
  let root = word
  if (root.endsWith('ies') && root.length > 4) root = `${root.slice(0, -3)}y`
  else if (/(?:ch|sh|ss|x|z)es$/.test(root)) root = root.slice(0, -2)
  else if (root.endsWith('s') && !/(?:ss|us|is)$/.test(root)) root = root.slice(0, -1)
  const shorter = root.replace(/(?<=.{3})(?:ing|ed|ly)$/, '')
  if (shorter !== root && /[aeiouy]/.test(shorter)) root = shorter.replace(/([bdfgmnprt])\1$/, '$1')
  if (root.endsWith('e') && root.length > 4) root = root.slice(0, -1)
  return root.endsWith('i') && root.length > 3 ? `${root.slice(0, -1)}y` : root
}
