import { useSyncExternalStore } from 'react'
import { create } from 'zustand'

/** From this width on there is room for list, thread and details beside each other. */
const wideQuery = '(min-width: 1280px)'

/** What the person chose; null while nothing was. It holds for every chat they go to. */
const useChosen = create<{ shown: boolean | null }>(() => ({ shown: null }))

/** Whether the details beside the thread are shown: where there is room unless closed, elsewhere in place of the list once opened. */
export function useDetailsShown(): { shown: boolean, insteadOfList: boolean, toggle: () => void, show: () => void } {
  const wide = useSyncExternalStore(subscribe, () => window.matchMedia(wideQuery).matches)
  const shown = useChosen(state => state.shown) ?? wide
  return { shown, insteadOfList: shown && !wide, toggle: () => useChosen.setState({ shown: !shown }), show: () => useChosen.setState({ shown: true }) }
}

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(wideQuery)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}
