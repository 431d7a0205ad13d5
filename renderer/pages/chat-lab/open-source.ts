import type { TFunction } from 'i18next'
import { navigate } from '../../app/address.ts'
import type { ChatSource } from '../../../engine/contract/chat.ts'

const views = { product: undefined, order: 'orders', customer: 'customers', document: 'documents' } as const

/** Opens where a fact comes from, in the catalogue; going back returns to the chat. */
export function openSource({ kind, id }: Pick<ChatSource, 'kind' | 'id'>): void {
  const view = views[kind]
  navigate({ page: 'catalogue', item: id, ...(view ? { query: { view } } : {}) })
}

/** A source as a person knows it; one without a name of its own, such as the order of the chat, by what it is. */
export function sourceName(t: TFunction, { kind, label }: Pick<ChatSource, 'kind' | 'label'>): string {
  return label === '' ? t(`chatLab.sourceKind.${kind}`) : label
}
