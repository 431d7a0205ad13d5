import type { ConversationState } from './conversation.ts'
import type { Word } from './text/words.ts'
import { wordsOf } from './text/words.ts'
import { actsIn, type Act } from './understanding/acts/acts.ts'
import { fieldsIn } from './understanding/fields.ts'
import { itemsIn } from './understanding/items/read-items.ts'
import { partsOf, type Fragment } from './understanding/parts.ts'
import { readMessage } from './understanding/reading.ts'
import type { AgentViews } from './views.ts'

/** What is said of the whole message, wherever it stands in it. */
const ofTheWhole = ['injection', 'others_data', 'human', 'anger', 'complaint', 'lookup', 'cancel', 'empty', 'undo'] as const satisfies readonly Act[]
/** Words with which an order begins behind a question, or a question behind an order. */
const turnsToOrder = /^(?:dame|deme|regalame|agrega\w*|pon\w*|mandame|mandeme|quita\w*|saca\w*|anota\w*|me llevo|quiero|necesito|give|add|send)$/
const turnsToQuestion = /^(?:cuant[oa]s?|cuales?|tienen|hay|hacen|venden|manejan|donde|how|do)$/

/**
 * The parts in which a message is answered. While data is collected, and where the whole message is one thing (a complaint, an attempt
 * to bend the rules), it is not cut: an address has stops too.
 */
export function partsToAnswer(state: ConversationState, message: string, views: AgentViews): string[] {
  if (state.order.state === 'recolectando_datos' || state.order.state === 'listo_para_finalizar') return [message]
  const rest = besidesData(message, views)
  if (rest !== null) return [message, rest]
  const cuts = cutsOf(wordsOf(message))
  if (cuts.length < 2) return [message]
  const whole = readMessage(message, views.catalogue, state.language)
  const acts = actsIn(whole.flat)
  if (ofTheWhole.some((act) => acts.has(act)) || /@/.test(message)) return [message]
  const fragments = cuts.map((from, index): Fragment => {
    const text = message.slice(from, cuts[index + 1] ?? message.length)
    const reading = readMessage(text, views.catalogue, state.language)
    return { text, acts: actsIn(reading.flat), items: itemsIn(reading), question: reading.question }
  })
  return partsOf(fragments)
}

/** What is ordered in a message that also gives data: the message without the data, null when there is none of either. */
function besidesData(message: string, views: AgentViews): string | null {
  const given = fieldsIn(message, null, views.fields).filter(({ sure }) => sure)
  if (given.length === 0 || /[?¿]/.test(message)) return null
  let rest = message
  for (const { text } of given) if (text !== null) rest = rest.replace(text, ' . ').replace(/ \. -\d\b/, ' . ')
  const items = itemsIn(readMessage(rest, views.catalogue, 'es'))
  return items.some(({ quantity, wish }) => quantity !== null && wish.meanings.some(({ head }) => head)) ? rest : null
}

/** Where sentences begin, as positions in the message; also where an order follows a question without a stop. */
function cutsOf(words: readonly Word[]): number[] {
  const cuts = [0]
  for (const [at, word] of words.entries()) {
    if (at === 0) continue
    const joined = /^(?:y|e|and)$/.test(words[at - 1]!.text) || word.breakBefore
    if (word.stopBefore !== '' || (joined && (turnsToOrder.test(word.text) || turnsToQuestion.test(word.text)))) cuts.push(word.start)
  }
  return cuts
}
