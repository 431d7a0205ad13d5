import type { Language } from '../taxonomy.ts'
import { isNegator, isStopWord } from './function-words.ts'

/**
 * What the topics, the action items and the summary need to know of a word. Kept as bits on the word, so that each spelling is tried
 * against these lists and patterns once and not in every transcript.
 */
export const MARK = { nounLike: 1, background: 2, taskVerb: 4, taskOpener: 8, need: 16, load: 32, future: 64 } as const

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

/** Stems of wanting, and of something weighing on the client. */
const NEED: Record<Language, RegExp> = {
  es: /^(necesit|busc|interes|quer|quisier|requer|gustari|valor|asegur|permit|podri|consider)/,
  en: /^(need|want|look|interest|would|requir|seek|hope|like)/,
}
const LOAD: Record<Language, RegExp> = {
  es: /^(aument|increment|crec|dispar|super|dificult|problem|complic|satur|manual|volum|colaps|perd|demor|tard|lent|abast|fug|cost|desord|inefici|desafi)/,
  en: /^(increas|grow|grew|difficult|problem|complicat|overwhelm|manual|volum|los|delay|slow|churn|cost|struggl|hard|mess|too)/,
}

/** Verbs of things that get done after a meeting, by their beginnings; a commitment to anything else ("vamos a crecer") is no task. */
const TASK_VERBS: Record<Language, RegExp> = {
  es: /^(envi|mand|compart|agend|coordin|program|reagend|prepar|cotiz|llam|contact|escrib|revis|confirm|consult|present|reuni|junt|firm|pag|deposit|transfer|manden|entreg|pas(ar|o|e|are)|habl|convers|evalu|prob|hac|hag|haremos|dar|dare|implement|instal|configur|integr|capacit|mostr|muestr|verific|valid|analiz|averigu|retom|volv|vuelv|devolv|complet|llen|adjunt|gestion|solicit|pid|ped|defin|dej|factur|activ|cre(ar|are|amos))/,
  en: /^(send|email|share|schedul|book|arrang|set|prepar|quot|call|contact|write|review|confirm|check|consult|present|meet|sign|pay|transfer|deliver|talk|speak|discuss|evaluat|test|try|do|make|give|implement|install|configur|integrat|train|show|verify|validat|analy|get|follow|complet|fill|attach|request|ask|defin|forward|draft|provide|circle|reach|loop|run|connect|bring|introduc)/,
}
const SPANISH_FUTURE = /(are|ere|ire|dre|bre|rre|remos|dremos|bremos|aran|eran|iran|dran)$/
/** Words that end like a future and are none. */
const NOT_FUTURE = new Set('entre siempre sobre nombre hombre septiembre noviembre diciembre octubre cubre abre sufre padre madre pobre libre eran tendran podran seran podremos tendremos seremos seran iran'.split(' '))

/** Words at which a form of commitment or request may begin. */
const TASK_OPENERS: Record<Language, RegExp> = {
  es: /^(voy|tengo|debo|vamos|tenemos|debemos|quedamos|pued(e|es|en)|podria(s|n)?|necesit(o|amos)|esper(o|amos)|por|porfa|te|le|les|lo|agendemos|coordinemos|hablemos|conversemos|programemos|reunamonos|juntemonos|retomemos|firmemos|revisemos|agendamos|coordinamos|enviame|mandame|enviamelo|enviennos|envienme|mandenme|mandenos|envienos|envieme|mandeme|llamame|llameme|llamenme|contactenme|contactenos|cotizame|cotizenme)$/,
  en: /^(i|we|ill|well|lets|need|going|can|could|will|would|please|agreed)$/,
}

/** All marks of a word as bits of `MARK`. */
export function marksOf(folded: string, stem: string, isNumber: boolean, language: Language): number {
  const isFuture = language === 'es' && folded.length > 5 && SPANISH_FUTURE.test(folded) && !NOT_FUTURE.has(folded)
  return (
    (isNounLike(folded, isNumber, language) ? MARK.nounLike : 0) |
    (BACKGROUND[language].has(folded) ? MARK.background : 0) |
    (TASK_VERBS[language].test(folded) ? MARK.taskVerb : 0) |
    (isFuture || TASK_OPENERS[language].test(folded) ? MARK.taskOpener : 0) |
    (NEED[language].test(stem) ? MARK.need : 0) |
    (LOAD[language].test(stem) ? MARK.load : 0) |
    (isFuture ? MARK.future : 0)
  )
}

function isNounLike(folded: string, isNumber: boolean, language: Language): boolean {
  if (folded.length < 3 || isStopWord(folded, language) || isNegator(folded) || isNumber || VERB_ENDING[language].test(folded)) return false
  return !(language === 'es' && SPANISH_INFINITIVE.test(folded) && !NOT_INFINITIVE.has(folded))
}
