import type { Chat } from '../../../../engine/contract/chat.ts'
import { notify } from '../../../components/toast.tsx'
import { i18n } from '../../../i18n/index.ts'
import { setAttached } from '../thread/outbox.ts'

/** Bytes; the engine takes no larger ones. */
const largest = { image: 10_000_000, audio: 25_000_000 } as const

/** Whether the person at the console may speak as the customer here. Only customers send files. */
export function playsCustomer(chat: Pick<Chat, 'channel' | 'state'>): boolean {
  return chat.channel === 'lab' && chat.state === 'open'
}

/** Puts a file picked, pasted or dropped beside the next message, or says why it cannot go. */
export function attachFile(chat: Pick<Chat, 'id' | 'channel' | 'state'>, file: File): void {
  const kind = file.type.startsWith('image/') ? 'image' : file.type.startsWith('audio/') ? 'audio' : null
  if (!playsCustomer(chat)) notify.warning(i18n.t('chatLab.attach.notHere'))
  else if (kind === null) notify.warning(i18n.t('chatLab.attach.otherKind'))
  else if (file.size > largest[kind]) notify.warning(i18n.t(`chatLab.attach.tooLarge.${kind}`))
  else setAttached(chat.id, file)
}
