import common from '../../../../resources/chat/common-words.json' with { type: 'json' }
import { actWords } from '../understanding/acts/acts.ts'

/** Words that carry no meaning of their own in a product's name. */
export const emptyWords: ReadonlySet<string> = new Set('de del la el los las un una unos unas y o e a al con sin para por en que se su lo tipo color este es the of for with and or an to in producto productos todo toda'.split(' '))

/** Everyday words of customers. None of them is a misspelt product, however near it comes ("caso" is no "casco"). */
export const commonWords: ReadonlySet<string> = new Set([...emptyWords, ...actWords, ...common.es.split(' '), ...common.en.split(' ')])
