import { useEffect, useRef } from 'react'
import { keyBelongsElsewhere } from '../../components/data-table/keyboard.ts'

/** While something to be judged is open, 1 says that it is good and 2 that it is not. */
export function useVerdictKeys(judge: (good: boolean) => void): void {
  const latest = useRef(judge)
  useEffect(() => { latest.current = judge })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.key !== '1' && event.key !== '2') || keyBelongsElsewhere(event)) return
      event.preventDefault()
      latest.current(event.key === '1')
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
