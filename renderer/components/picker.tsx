import { keepPreviousData, useQuery, type QueryKey } from '@tanstack/react-query'
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Input } from './input.tsx'

interface PickerProps<Item> {
  label: string
  /** Of what `find` gives, without the text. */
  queryKey: QueryKey
  find: (text: string, signal: AbortSignal) => Promise<readonly Item[]>
  keyOf: (item: Item) => string
  render: (item: Item) => ReactNode
  /** Said when nothing matches. */
  nothing: string
  onPick: (item: Item) => void
  autoFocus?: boolean
}

/** A field that looks for things as one types and takes one of them: arrows move, Enter takes, Escape empties. */
export function Picker<Item>({ label, queryKey, find, keyOf, render, nothing, onPick, autoFocus = false }: PickerProps<Item>) {
  const id = useId()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const typed = text.trim()
  const { data: found } = useQuery({ queryKey: [...queryKey, 'picker', typed], queryFn: ({ signal }) => find(typed, signal), enabled: typed !== '', placeholderData: keepPreviousData })
  const items = typed === '' ? [] : found ?? []
  const open = typed !== '' && found !== undefined
  const at = Math.min(active, items.length - 1)
  const take = (item: Item) => {
    setText('')
    setActive(0)
    onPick(item)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && text !== '') {
      // Or it would close the dialog.
      event.stopPropagation()
      setText('')
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (items.length > 0) setActive((at + (event.key === 'ArrowDown' ? 1 : items.length - 1)) % items.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const item = items[at]
      if (item !== undefined) take(item)
    }
  }
  return (
    <div className="relative">
      <label htmlFor={`${id}-input`} className="mb-1 block text-sm font-medium text-ink-soft">{label}</label>
      <Input
        id={`${id}-input`} role="combobox" aria-expanded={open} aria-controls={`${id}-list`} aria-autocomplete="list" aria-activedescendant={open && items.length > 0 ? `${id}-${at}` : undefined}
        autoComplete="off" autoFocus={autoFocus} maxLength={200} value={text} onKeyDown={onKeyDown}
        onChange={event => {
          setText(event.target.value)
          setActive(0)
        }}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={label} className={classNames('absolute inset-x-0 top-full z-10 mt-1 max-h-64 overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-popover', (!open || items.length === 0) && 'hidden')}>
        {items.map((item, index) => (
          // The field keeps the focus and the keys; a click is for the pointer.
          <li key={keyOf(item)} id={`${id}-${index}`} role="option" aria-selected={index === at} onMouseDown={event => event.preventDefault()} onMouseEnter={() => setActive(index)} onClick={() => take(item)} className={classNames('cursor-default rounded px-2 py-1', index === at && 'bg-pressed')}>{render(item)}</li>
        ))}
      </ul>
      <p role="status" className="min-h-0 text-sm text-ink-soft">{open && items.length === 0 ? nothing : ''}</p>
    </div>
  )
}
