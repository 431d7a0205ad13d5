import { contactOf, passagesFor, type Passage } from '../answers/company.ts'
import { cite, has, say, type Turn } from '../turn.ts'
import { companyActs } from '../understanding/acts/acts.ts'

/** Answers questions about the company from its documents, word for word. What they do not say is said not to be known. */
export function talkCompany(turn: Turn): void {
  turn.road = 'company'
  const topics = companyActs.filter((act) => turn.acts.has(act))
  const said = new Set<string>()
  let unknown = false
  for (const topic of topics) {
    const passages = passagesFor(turn.views.company, topic, turn.reading.message).filter(({ id }) => !said.has(id))
    if (passages.length === 0) {
      if (topic === 'discount') say(turn, turn.words.discount())
      else unknown ||= topics.length === 1 || topic === 'payment' || topic === 'warranty' || topic === 'hours'
      continue
    }
    if (said.size === 0) say(turn, turn.words.company())
    for (const passage of passages) {
      said.add(passage.id)
      quotePassage(turn, passage)
    }
  }
  if (topics.length === 0) return introduce(turn)
  // What it costs is asked, and the text tells no price: that it does not is part of the answer.
  if (has(turn, 'price') && said.size > 0 && !turn.pieces.some((piece) => /\$\s?\d/.test(piece))) unknown = true
  if (!unknown) return
  say(turn, turn.words.companyUnknown())
  tellContact(turn)
}

/** Names the ways to reach the company, when its documents give any. */
export function tellContact(turn: Turn): void {
  const contact = contactOf(turn.views.company)
  if (contact.length === 0) return
  for (const passage of contact) cite(turn, { kind: 'document', id: passage.id, field: 'text', value: passage.text })
  say(turn, turn.words.contactAt(contact.map(({ text }) => text).join(' · ')))
}

function quotePassage(turn: Turn, passage: Passage): void {
  cite(turn, { kind: 'document', id: passage.id, field: 'text', value: passage.text })
  say(turn, /[.!?]$/.test(passage.text) ? passage.text : `${passage.text}.`)
}

function introduce(turn: Turn): void {
  const passages = passagesFor(turn.views.company, 'about', turn.reading.message)
  if (passages.length === 0) return say(turn, has(turn, 'greeting') ? turn.words.greeting() : turn.words.companyUnknown())
  for (const passage of passages.slice(0, 2)) quotePassage(turn, passage)
}
