import { eraseChatMessagesTx, eraseChatTextsTx, type FoundTexts } from '../../db/queries/person-texts.ts'
import { chatsOfCustomer } from '../../db/queries/chats.ts'
import { overwriting } from '../../db/open.ts'
import type { Reader } from '../../db/reader.ts'
import { writeTx, type Tx } from '../../db/tx.ts'
import { isNobody, marksOf, type KnownPerson } from '../llm/index.ts'
import { removeWholeChatTx } from './chats.ts'
import type { ChatCore } from './core.ts'

/** Messages looked through in one question to a reading thread, so that pages are answered in between. */
const searchedAtOnce = 1_000

/** Takes out of all chats of the business whatever names a person: texts are replaced, who said something and when stays. */
export function chatForgetter(core: ChatCore, reader: Reader): (person: KnownPerson) => Promise<void> {
  const { database } = core
  return async (person) => {
    const marks = marksOf(person)
    if (isNobody(marks)) return
    for (const [query, eraseTx] of [['chat_messages.naming', eraseChatMessagesTx], ['chats.naming', eraseChatTextsTx]] as const) {
      for (let after: number | null = 0; after !== null;) {
        const { seqs, last }: FoundTexts = await reader.run(query, { marks, after, limit: searchedAtOnce })
        if (seqs.length > 0) overwriting(database, () => writeTx(database, (tx) => eraseTx(tx, seqs)))
        after = last
      }
    }
  }
}

/** Takes away the chats of a customer, with all that was said and sent in them. Orders and sales stay. */
export function forgetCustomerTx(core: ChatCore, tx: Tx, businessId: string, customerSeq: number): void {
  for (const chat of chatsOfCustomer(tx.database, businessId, customerSeq)) removeWholeChatTx(core, tx, chat)
}
