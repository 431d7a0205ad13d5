import { useEffect } from 'react'
import { setQuery } from '../../app/address.ts'
import { keyBelongsElsewhere } from '../../components/data-table/keyboard.ts'
import { focusComposer } from './composer/focus-wish.ts'

/** r goes to where the open chat is written in, n begins a chat. */
export function useLabKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.key !== 'r' && event.key !== 'n') || keyBelongsElsewhere(event)) return
      event.preventDefault()
      if (event.key === 'n') setQuery({ start: 'new' }, { replace: false })
      else focusComposer()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
