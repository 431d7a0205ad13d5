import type { Language } from '../taxonomy.ts'
import type { ReadTranscript } from './transcript-reader.ts'
import type { Word } from './words.ts'
import type { Evidence } from './zero-shot.ts'
import { fold } from './fold.ts'

const MOST_TOPICS = 6
const LONGEST_TOPIC = 45
/** Longer transcripts are judged by their beginning: topics are named early, and the work stays bounded. */
const WORDS_LOOKED_AT = 3000

/** Words of every meeting, folded: they name no topic by themselves. Verbs in forms that endings do not give away are among them. */
const BACKGROUND: Record<Language, Set<string>> = {
  es: new Set(
    `vambe empresa empresas compania negocio solucion soluciones opcion opciones posibilidad posibilidades capacidad necesidad necesidades problema problemas
cantidad numero equipo proceso parte trabajo trabaja trabajo area enfoque idea ejemplo caso manera forma tipo tipos nivel punto lado hora horas dia dias
semana semanas mes meses ano anos tiempo gran grande grandes pequeno pequena pequenos nuevo nueva nuevos nuevas buena mejor mejores mayor menor multiples diferentes
distintos distintas diversas posible posibles importante importantes interesante interesantes significativo significativa significativamente actual actuales existente existentes
especifica especificas especificos especial util eficaz eficiente facil dificil rapido rapida rapidas precisa precisas viable constante uniforme gigantesco
interesa intereso interes valoramos valora creo creemos cree permite permita ofrece ofrezca genera generar llega llegar sido surge surgio dispara supera superar superan puede
podria recibe recibir necesita necesitan quiere busca buscan menciono mencionaron recomendo conoci descubri encontre encontrar asisti presentaron hablo hablaron comento
compartieron parecio parece llamo llamar dirijo lanzamiento ultimo ultima ultimos ultimas cada vez algo alguien gracias reunion conversacion ustedes cliente
clientes experiencia servicio servicios herramienta herramientas gestion sistema plataforma plataformas informacion consulta mensaje aumento incremento crecimiento
sobre personas gente lunes martes miercoles jueves viernes senor senora don dona favor numero total pesos mil millones calidad traves gusta seria
incluso inicialmente durante medio base resto final inicio mundo vuelta esquina epocas temporada temporadas industria sector operamos habia tenia
siguiente proximo proxima cerca vuelto vuelve implica significa respuesta respuestas mensajes consultas interacciones consultan diarios diarias semanales mensuales crecido medica internacionales
aumentado incrementado pregunta preguntas solicitud solicitudes`.split(/\s+/),
  ),
  en: new Set(
    `vambe company business companies solution solutions option options possibility ability need problem problems number amount team process part work area idea example
case way kind type level point side hour hours day days week weeks month months year years time great big small new good better best major minor multiple different
various possible important interesting significant current existing specific special useful easy hard quick fast viable constant interested interest value think believe
allow offer generate come arrive reach receive want look looking find found mention recommended told said people person customer customers experience service services tool
tools system platform platforms information question message increase growth thing lot lots call meeting conversation thanks monday tuesday wednesday thursday friday mr mrs please
total thousand million quality help really sure right know handle manage using used got keep start started running answer answers reply replies messages questions interactions daily weekly monthly`.split(/\s+/),
  ),
}
const VERB_ENDING: Record<Language, RegExp> = {
  es: /(amos|emos|imos|ando|iendo|yendo|aron|ieron|aban|abamos|arian|erian|irian|aria|eria[ns]|iria|mente|arse|erse|irse|arnos|ernos|irnos|arlo|arla|arlos|arlas|erlo|erla|aran|eran|iran|ariamos|asemos|iese)$/,
  en: /(ing|ed|ly|n't)$/,
}
const SPANISH_INFINITIVE = /[^aeiou](ar|er|ir)$/
const NOT_INFINITIVE = new Set('hogar lugar bar alquiler mujer taller celular familiar escolar particular mar militar auxiliar solar ejemplar pilar similar'.split(' '))
const JOINTS: Record<Language, Set<string>> = {
  es: new Set(['de', 'del', 'al', 'en']),
  en: new Set(['of', 'for']),
}

interface Candidate {
  first: number
  last: number
  score: number
  stems: string[]
}

/**
 * Three to six topics as they stand in the transcript (fewer when it says less): phrases that cues matched and noun-like word groups,
 * by how often they come, how long they are and how little they belong to every meeting. No two share a word.
 */
export function findKeyTopics(read: ReadTranscript, language: Language, evidence: Evidence[], clientName?: string): string[] {
  const names = new Set(clientName ? fold(clientName).split(/\s+/) : [])
  const frequency = new Map<string, number>()
  const nouns: boolean[] = []
  const words = Math.min(read.words.length, WORDS_LOOKED_AT)
  for (let at = 0; at < words; at++) {
    const word = read.words[at]!
    nouns.push(isNounLike(word, language) && !names.has(word.folded))
    if (nouns[at]) frequency.set(word.stem[language], (frequency.get(word.stem[language]) ?? 0) + 1)
  }
  const candidates: Candidate[] = []
  const add = (first: number, last: number, bonus: number): void => {
    const stems: string[] = []
    let score = bonus
    for (let at = first; at <= last; at++) {
      const word = read.words[at]!
      if (!nouns[at]) continue
      stems.push(word.stem[language])
      score += salience(word, language, frequency.get(word.stem[language])!)
    }
    const isPlain = BACKGROUND[language].has(read.words[last]!.folded) && (first === last || !JOINTS[language].has(read.words[last - 1]!.folded))
    if (!isPlain && read.end[last]! - read.start[first]! <= LONGEST_TOPIC && stems.length > 0) candidates.push({ first, last, score: score / Math.sqrt(Math.max(1, stems.length - 0.6)), stems })
  }
  for (const one of evidence)
    if (one.weight > 0.4 && one.last < words && one.last - one.first < 4 && nouns[one.first] && nouns[one.last] && read.sentenceOf[one.first] === read.sentenceOf[one.last]) add(one.first, one.last, 0.6 + Math.min(2, one.weight) * 0.5)
  for (let at = 0; at < words; at++) {
    if (!nouns[at]) continue
    add(at, at, 0)
    if (at + 1 < words && nouns[at + 1] && adjacent(read, at)) add(at, at + 1, 0.2)
    if (at + 2 < words && JOINTS[language].has(read.words[at + 1]!.folded) && nouns[at + 2] && adjacent(read, at) && adjacent(read, at + 1)) add(at, at + 2, 0.5)
  }
  return choose(read, candidates)
}

function choose(read: ReadTranscript, candidates: Candidate[]): string[] {
  candidates.sort((one, other) => other.score - one.score || one.first - other.first)
  const used = new Set<string>()
  const topics: string[] = []
  for (const one of candidates) {
    if (topics.length === MOST_TOPICS) break
    if (one.score < 1 || one.stems.some((stem) => used.has(stem))) continue
    for (const stem of one.stems) used.add(stem)
    const text = read.text.slice(read.start[one.first]!, read.end[one.last]!).replace(/\s+/g, ' ')
    // Names and acronyms keep their capitals, a sentence's first word does not.
    topics.push(startsSentence(read, one.first) && !/^\p{Lu}{2}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text)
  }
  return topics
}

function startsSentence(read: ReadTranscript, at: number): boolean {
  return read.sentenceFirst[read.sentenceOf[at]!] === at
}

function adjacent(read: ReadTranscript, at: number): boolean {
  return read.clauseOf[at] === read.clauseOf[at + 1] && read.start[at + 1]! - read.end[at]! === 1
}

function isNounLike(word: Word, language: Language): boolean {
  const { folded } = word
  if (folded.length < 3 || word.stopWord[language] || word.negator || !Number.isNaN(word.number) || VERB_ENDING[language].test(folded)) return false
  return !(language === 'es' && SPANISH_INFINITIVE.test(folded) && !NOT_INFINITIVE.has(folded))
}

function salience(word: Word, language: Language, count: number): number {
  if (BACKGROUND[language].has(word.folded)) return 0.15
  return (1 + Math.log(count)) * Math.min(1, 0.4 + word.folded.length * 0.08)
}
