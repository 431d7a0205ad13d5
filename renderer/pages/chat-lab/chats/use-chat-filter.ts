import { useMemo } from 'react'
import { chatChannels, chatControls, type ChatChannel, type ChatControl } from '../../../../db/values.ts'
import type { ChatFilter } from '../../../../engine/contract/chat.ts'
import { setQuery, useAddress } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'

/** The usual cuts of the list. The first needs no word in the address. */
export const chatScopes = ['open', 'wanted', 'closed', 'all'] as const
export type ChatScope = typeof chatScopes[number]

interface ShownFilter { scope: ChatScope, text: string, controls: ChatControl[], channels: ChatChannel[] }

/** What the list of chats is filtered by, as the address holds it. */
export function useChatFilter(): { shown: ShownFilter, filter: ChatFilter, filtered: boolean } {
  const { query } = useAddress()
  const businessId = useBusinessId()
  const shown = useMemo<ShownFilter>(() => ({
    scope: chatScopes.find(scope => scope === query.scope) ?? 'open',
    text: query.text ?? '',
    controls: someOf(chatControls, query.controls),
    channels: someOf(chatChannels, query.channels),
  }), [query.scope, query.text, query.controls, query.channels])
  const filter = useMemo<ChatFilter>(() => ({
    businessId,
    ...(shown.scope === 'open' || shown.scope === 'closed' ? { states: [shown.scope] } : {}),
    ...(shown.scope === 'wanted' ? { wanted: true } : {}),
    ...(shown.text !== '' ? { text: shown.text } : {}),
    ...(shown.controls.length > 0 ? { controls: shown.controls } : {}),
    ...(shown.channels.length > 0 ? { channels: shown.channels } : {}),
  }), [businessId, shown])
  return { shown, filter, filtered: shown.text !== '' || shown.controls.length > 0 || shown.channels.length > 0 }
}

export function changeFilter(change: Partial<ShownFilter>): void {
  setQuery({
    ...('scope' in change ? { scope: change.scope === 'open' ? null : change.scope ?? null } : {}),
    ...('text' in change ? { text: change.text || null } : {}),
    ...('controls' in change ? { controls: change.controls?.join(',') || null } : {}),
    ...('channels' in change ? { channels: change.channels?.join(',') || null } : {}),
  })
}

function someOf<Value extends string>(values: readonly Value[], text: string | undefined): Value[] {
  const named = (text ?? '').split(',')
  return values.filter(value => named.includes(value))
}
