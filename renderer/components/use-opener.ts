import { useRef } from 'react'

/**
 * Brings the focus back to whatever had it when a dialog opened. Radix does so for dialogs with a trigger of their own;
 * ours are opened by menus, keys and code, and would leave the focus nowhere.
 */
export function useOpener(): { remember: () => void, giveBack: (event: Event) => void } {
  const opener = useRef<Element | null>(null)
  return {
    /** For onOpenAutoFocus, before the focus moves. */
    remember: () => { opener.current = document.activeElement },
    /** For onCloseAutoFocus. Where the opener is gone (a row that was removed) the page has the focus. */
    giveBack: event => {
      event.preventDefault()
      const target = opener.current instanceof HTMLElement && opener.current.isConnected && opener.current !== document.body ? opener.current : document.getElementById('content')
      target?.focus()
    },
  }
}
