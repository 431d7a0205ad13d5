import { navigate } from '../../app/address.ts'

/** The views of the page besides the chats; each is an item of its own in the address (`#/chat-lab/figures`), which no chat's id can be. */
const ownViews = ['bench', 'figures', 'settings'] as const
export const labViews = ['chats', ...ownViews] as const
export type LabView = typeof labViews[number]

/** What the address opens: a view, and in that of the chats the id of one of them. */
export function readItem(item: string | null): { view: LabView, chatId: string | null } {
  const view = ownViews.find(candidate => candidate === item)
  return view ? { view, chatId: null } : { view: 'chats', chatId: item }
}

export function openView(view: LabView): void {
  navigate({ page: 'chat-lab', item: view === 'chats' ? null : view })
}
