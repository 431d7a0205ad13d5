import { useEffect, useRef } from 'react'
import { openItem } from '../../app/address.ts'
import { keyBelongsElsewhere, movedIndex } from './keyboard.ts'

/** j and k open the next and the previous entry of a list that is on the page as a whole. */
export function useListKeys(entries: readonly { id: string }[], openId: string | null): void {
  const latest = useRef({ entries, openId })
  useEffect(() => { latest.current = { entries, openId } })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.key !== 'j' && event.key !== 'k') || keyBelongsElsewhere(event)) return
      const { entries, openId } = latest.current
      const target = movedIndex(event.key, entries.findIndex(entry => entry.id === openId), entries.length, 1)
      const entry = target === null ? undefined : entries[target]
      if (entry) openItem(entry.id, { replace: openId !== null })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
