import { useEffect, useRef } from 'react'
import { keyBelongsElsewhere, movedIndex } from '../../../components/data-table/keyboard.ts'
import { openConversation } from './bench-address.ts'

/** j and k open the next and the previous conversation; Escape closes the open one and stays in its run. */
export function useConversationKeys(numbers: readonly number[], openNumber: number | null): void {
  const latest = useRef({ numbers, openNumber })
  useEffect(() => { latest.current = { numbers, openNumber } })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (keyBelongsElsewhere(event)) return
      const { numbers, openNumber } = latest.current
      if (event.key === 'Escape' && openNumber !== null) {
        // Or the page would leave the bench with it.
        event.preventDefault()
        openConversation(null, false)
      } else if (event.key === 'j' || event.key === 'k') {
        const target = movedIndex(event.key, numbers.findIndex(number => number === openNumber), numbers.length, 1)
        const number = target === null ? undefined : numbers[target]
        if (number !== undefined) openConversation(number, openNumber !== null)
      }
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [])
}
