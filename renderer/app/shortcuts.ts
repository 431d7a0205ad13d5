import { useEffect, useRef } from 'react'
import { currentAddress, navigate, openItem } from './address.ts'
import { areas } from './areas.ts'

const sequenceMs = 1_200

/** The keys that work everywhere; pages and lists add their own. */
export function useShortcuts({ onPalette, onSheet }: { onPalette: () => void, onSheet: () => void }): void {
  const actions = useRef({ onPalette, onSheet })
  useEffect(() => { actions.current = { onPalette, onSheet } })

  useEffect(() => {
    let goPressedAt = 0
    // In the capture phase, so that the j of "g j" does not also move through a list.
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        event.stopPropagation()
        actions.current.onPalette()
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isModalOpen()) return
      const afterGo = event.timeStamp - goPressedAt < sequenceMs
      goPressedAt = 0
      if (event.key === 'g' && !afterGo) goPressedAt = event.timeStamp
      else if (afterGo && goTo(event.key)) consume(event)
      else if (event.key === '/' && focusFilter()) consume(event)
      else if (event.key === '?') {
        consume(event)
        actions.current.onSheet()
      }
    }
    // After everybody else: a menu or dialog that closes with Escape prevents the default.
    const onEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isTyping(event.target) || isModalOpen()) return
      if (currentAddress().item !== null && document.querySelector('[data-close-panel]')) openItem(null)
    }
    window.addEventListener('keydown', onKey, { capture: true })
    window.addEventListener('keydown', onEscape)
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true })
      window.removeEventListener('keydown', onEscape)
    }
  }, [])
}

function goTo(key: string): boolean {
  const area = areas.find(candidate => candidate.key === key.toLowerCase())
  if (area) navigate({ page: area.name })
  return area !== undefined
}

function focusFilter(): boolean {
  const filter = document.querySelector<HTMLInputElement>('[data-filter-target]')
  filter?.focus()
  filter?.select()
  return filter !== null
}

function consume(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopPropagation()
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select'))
}

function isModalOpen(): boolean {
  return document.querySelector('[role=dialog][data-state=open], [role=alertdialog][data-state=open], [role=menu][data-state=open], [role=listbox][data-state=open]') !== null
}
