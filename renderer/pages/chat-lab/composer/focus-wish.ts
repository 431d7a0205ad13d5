let wished: string | null = null

/**
 * The composer of this chat takes the focus once it is there: after a click, a new chat or taking over a person writes next.
 * Going through the list by keys does not ask for it, or the second key would land in a message.
 */
export function wishFocus(chatId: string): void {
  wished = chatId
}

/** Whether the chat's composer was wished the focus; true only once. */
export function takeFocusWish(chatId: string): boolean {
  if (wished !== chatId) return false
  wished = null
  return true
}

/** Goes to where the open chat is written in, where it can be. */
export function focusComposer(): void {
  document.querySelector<HTMLTextAreaElement>('[data-composer]')?.focus()
}
