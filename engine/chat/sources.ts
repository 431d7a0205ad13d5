import type { ChatRow } from '../../db/queries/chats.ts'
import { customerBySeq } from '../../db/queries/customers.ts'
import type { Database } from '../../db/open.ts'
import type { ChatSource, ChatTrace } from '../contract/chat.ts'
import type { CatalogueView, Source } from './agent/index.ts'
import type { FoundPassage } from './ports.ts'

/** Where the facts of an answer come from, as the console can follow it. */
export function sourcesOf(database: Database, chat: ChatRow, sources: readonly Source[], facts: { readonly catalogue: CatalogueView; readonly passages: readonly FoundPassage[]; readonly orderId: string | null; readonly saleNumber: number | null }): ChatSource[] {
  const customer = chat.customer_seq === null ? null : customerBySeq(database, chat.business_id, chat.customer_seq)
  return sources.map((source): ChatSource => {
    switch (source.kind) {
      case 'product':
        return { ...source, label: facts.catalogue.product(source.id)?.name ?? '' }
      case 'document': {
        const id = documentOf(source.id)
        return { ...source, id, label: facts.passages.find((passage) => passage.documentId === id)?.title ?? '' }
      }
      case 'order':
        return { ...source, id: facts.orderId ?? '', label: facts.saleNumber === null ? '' : `#${facts.saleNumber}` }
      case 'customer':
        // What the customer said of themselves stands in the order.
        return source.id === 'order' ? { ...source, kind: 'order', id: facts.orderId ?? '', label: '' } : { ...source, label: customer?.id === source.id ? customer.name : sources.find(({ id, field }) => id === source.id && field === 'name')?.value ?? '' }
    }
  })
}

/** What was found for an answer, products first. */
export function retrievedOf(productIds: readonly string[], catalogue: CatalogueView, passages: readonly FoundPassage[]): ChatTrace['retrieved'] {
  return [
    ...productIds.map((id) => ({ kind: 'product' as const, id, label: catalogue.product(id)?.name ?? '', wordScore: null, meaningScore: null })),
    ...passages.map(({ documentId, title, heading, wordScore, meaningScore }) => ({ kind: 'document' as const, id: documentId, label: heading === '' ? title : `${title} › ${heading}`, wordScore, meaningScore })),
  ]
}

const documentOf = (passageId: string) => passageId.split('#', 1)[0] ?? passageId
