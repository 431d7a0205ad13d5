import type { Language } from '../../../db/values.ts'
import type { Word } from './words.ts'

const list = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/))

/** Folded words that carry little of what a sentence is about. Negations, question words, directions and amounts are not among them. */
const functionWords: Readonly<Record<Language, ReadonlySet<string>>> = {
  es: list(`el la los las lo un una unos unas al del de a en y e o u que se me te le les nos os mi mis tu tus su sus nuestro nuestra nuestros nuestras
    es son era eran fue fueron ser sido siendo soy eres somos esta estan estoy estaba estaban estamos estar estado ha han he hemos habia haber hay hubo
    este esto estos estas esa ese eso esos esas aquel aquella aquello yo ella ello ellos ellas usted ustedes nosotros ti mismo misma
    para por con como pero si tan tambien ya muy pues porque cuando donde cual cuales quien quienes cuanto cuanta cuantos cuantas
    favor hola gracias quiero quisiera querria puedo puede pueden podria podrian podemos poder necesito necesitamos quieren quiere tengo tiene tienen tener debo debe deberia hago hace hacer haces
    cosa algo aqui ahi alli decir dime digame saber sobre entre`),
  en: list(`the a an of to in on at for and or is are am was were be been being do does did doing done have has had having i you he she it we they me him her us them my your his its
    our their this that these those there here as so if then than with by from about into will would shall should can could may might must
    what which who whom whose when where why how please hello hi thanks want wants like need needs get gets got getting im youre its ive id ill whats hows let lets tell know just very
    some any one ones also really actually`),
}

/** Words that only one of the languages has, by which a text is told. */
const marks: Readonly<Record<Language, ReadonlySet<string>>> = {
  es: list(`el la los las un una unos unas al del de en y que se le les mi su sus es son esta estan para por con como pero si tambien ya muy cual cuales quien cuanto cuanta cuantos donde cuando porque
    hay tiene tienen puedo puede quiero no este esto esa ese hasta desde sin sobre cuesta vale precio hola gracias hombre mujer`),
  en: list(`the an of to in on at for and or is are was were be do does did have has i you he she it we they my your his their this that these what which who when where why how with by from about
    will would should can could not any some there please want need much many best get man woman`),
}

/** Whether a folded word is of little weight in a language. */
export function isFunctionWord(folded: string, language: Language): boolean {
  return functionWords[language].has(folded)
}

/** The language a short text is written in; Spanish where nothing tells. */
export function languageOf(text: string, words: readonly Word[]): Language {
  let votes = /[ñ¿¡áéíóúÁÉÍÓÚÑ]/.test(text) ? 2 : 0
  for (const { folded } of words) votes += (marks.es.has(folded) ? 1 : 0) - (marks.en.has(folded) ? 1 : 0)
  return votes < 0 ? 'en' : 'es'
}
