import type { Language } from '../taxonomy.ts'

/** Words that carry grammar, not content; folded. They tell the language and are kept out of topics and cues made from descriptions. */
const SPANISH = `a al algo alguien algun alguna algunas alguno algunos alla alli ambos ante antes aquel aquella aquellas aquellos aqui asi aun
aunque bajo bastante bien cada casi como con conmigo contra cual cuales cualquier cualquiera cuando cuanta cuanto cuantos cuya cuyo de del
demas desde despues dia donde dos durante e el ella ellas ello ellos en encima entonces entre era eran es esa esas ese eso esos esta
estaba estaban estamos estan estar estara estas este esto estos estoy etc fue fueron ha haber habia habian hace hacemos hacen hacer hacia
han has hasta hay he hemos hoy incluso ir jamas la las le les lo los luego mas me mediante mi mientras mis misma mismas mismo mismos mucha
muchas mucho muchos muy nada nadie ni ningun ninguna ninguno no nos nosotros nuestra nuestras nuestro nuestros nunca o os otra otras otro
otros para parte pero poca poco pocos podemos poder podria podrian podriamos por porque pronto propia propio pudo puede pueden puedo pues
que quien quienes quiere quieren quiero se sea sean segun ser sera seria si sido siempre siendo sin sino sobre sobretodo solo solamente
somos son soy su sus tal tales tambien tampoco tan tanta tanto tenemos tener tenga tengo tiene tienen toda todas todavia todo todos tras tu
tus u un una unas uno unos usted ustedes va vamos van varias varios ver vez veces voy y ya yo actualmente ademas especialmente
principalmente normalmente generalmente realmente simplemente cerca alrededor unas hola gracias buenos buenas dias tardes bueno buena claro
vale ok perfecto entiendo dale mira digamos entonces tema cosa cosas forma manera momento`

const ENGLISH = `a about above across after again all almost along already also although always am among an and any anyone anything are around
as at away back be because been before being below between both but by can cannot cant could did didnt do does doesnt doing dont down
during each either else enough etc even ever every everyone everything few first for from further get gets getting go goes going gone got
had has have havent having he her here hers him his how however i if im in into is isnt it its itself ive just last least less let lets
like made make makes many may maybe me might more most much must my need needs never new next no nobody none nor not nothing now of off often
ok okay on once one only onto or other others our ours out over own per perhaps please quite rather really right said same say see seem
seems she should since so some someone something soon still such sure take than thank thanks that thats the their them then there theres
these they theyre thing things this those though through to today together too toward towards tried trying under until up upon us use used
using very want wants was way we well were weve what when where whether which while who whom whose why will with within without wont would yeah yes
yet you youre your yours currently mainly usually actually basically simply hi hello good morning great`

const STOP_WORDS: Record<Language, Set<string>> = { es: new Set(SPANISH.split(/\s+/)), en: new Set(ENGLISH.split(/\s+/)) }

const NEGATORS = new Set(
  `no sin nunca jamas tampoco ni ningun ninguna ninguno nadie not never without nor none neither cannot cant dont doesnt didnt isnt arent wasnt
werent wont wouldnt couldnt shouldnt havent hasnt hadnt`.split(/\s+/),
)

export const isStopWord = (folded: string, language: Language): boolean => STOP_WORDS[language].has(folded)
export const isNegator = (folded: string): boolean => NEGATORS.has(folded)

const SPANISH_LETTERS = /[ñáéíóúü]/i
const SPANISH_ENDINGS = /(cion|ciones|mente|amos|iendo|ando|aron|idad|ncia|miento)$/
const ENGLISH_ENDINGS = /(tion|tions|ness|ship|ing|ght|ly)$/

/** What one word says about the language: positive Spanish, negative English. Works without accents, by function words and endings. */
export function languageVote(folded: string, spelling: string): number {
  const spanish = STOP_WORDS.es.has(folded)
  const english = STOP_WORDS.en.has(folded)
  if (spanish !== english) return spanish ? 1 : -1
  if (spanish) return 0
  if (SPANISH_LETTERS.test(spelling)) return 1
  if (folded.length > 4 && SPANISH_ENDINGS.test(folded)) return 0.5
  if (folded.length > 4 && ENGLISH_ENDINGS.test(folded)) return -0.5
  return 0
}
