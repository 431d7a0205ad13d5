import { navigate } from '../../app/address.ts'
import type { ChatSource } from '../../../engine/contract/chat.ts'

const views = { product: undefined, order: 'orders', customer: 'customers', document: 'documents' } as const

/** Opens where a fact comes from, in the catalogue; going back returns to the chat. */
export function openSource({ kind, id }: Pick<ChatSource, 'kind' | 'id'>): void {
  const view = views[kind]
  navigate({ page: 'catalogue', item: id, ...(view ? { query: { view } } : {}) })
}
