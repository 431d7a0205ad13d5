import { useState, useSyncExternalStore } from 'react'

/** From this width on there is room for list, thread and details beside each other. */
const wideQuery = '(min-width: 1280px)'

/** Whether the details beside the thread are shown: where there is room unless closed, elsewhere over the thread once opened. */
export function useDetailsShown(): { shown: boolean, wide: boolean, toggle: () => void, show: () => void } {
  const wide = useSyncExternalStore(subscribe, () => window.matchMedia(wideQuery).matches)
  const [chosen, setChosen] = useState<boolean | null>(null)
  const shown = chosen ?? wide
  return { shown, wide, toggle: () => setChosen(!shown), show: () => setChosen(true) }
}

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(wideQuery)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}
