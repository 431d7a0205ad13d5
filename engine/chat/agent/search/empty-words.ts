import common from '../../../../resources/chat/common-words.json' with { type: 'json' }
import kinds from '../../../../resources/chat/kinds-of-words.json' with { type: 'json' }
import { actWords } from '../understanding/acts/acts.ts'

const setOf = (words: string) => new Set(words.split(' '))

/** Words that carry no meaning of their own in a product's name. */
export const emptyWords: ReadonlySet<string> = setOf('de del la el los las un una unos unas y o e a al con sin para por en que se su lo tipo color este es the of for with and or an to in producto productos todo toda nuevo nueva nuevos nuevas')

/** Colours, materials and the like: what a thing is called with these and is not, it is not ("casco rosado"). */
export const attributeWords: ReadonlySet<string> = setOf(kinds.attributes)

/** "las normales", "the regular one": the kind that has no speciality in its name. */
export const plainWords: ReadonlySet<string> = setOf(kinds.plain)

/** Everyday words of customers. None of them is a misspelt product, however near it comes ("caso" is no "casco"). */
export const commonWords: ReadonlySet<string> = new Set([...emptyWords, ...actWords, ...[common.es, common.en, kinds.people, kinds.talk, kinds.verbs, kinds.places].flatMap((words) => words.split(' '))])
