import { Tooltip as Radix } from 'radix-ui'
import type { FocusEvent, ReactNode } from 'react'
import { Keys } from './kbd.tsx'

/** Names or explains the control inside. `keys` shows its shortcut ("g t"). The child must accept a ref. */
export function Tooltip({ content, keys, side = 'bottom', children }: { content: ReactNode, keys?: string, side?: 'top' | 'right' | 'bottom' | 'left', children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild onFocus={keepClosedOnReturn}>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content side={side} sideOffset={6} collisionPadding={8} className="tooltip z-50 flex max-w-80 animate-appear items-center gap-2 rounded-md border border-line bg-raised px-2 py-1 text-sm text-ink shadow-popover">
          {content}
          {keys && <Keys keys={keys} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/**
 * A menu or dialog that closes gives the focus back to its button, from nowhere. Who just used that button knows its
 * name, and an open tooltip would lie over the buttons below it until the focus moves on.
 */
function keepClosedOnReturn(event: FocusEvent) {
  const closing = event.relatedTarget instanceof Element ? event.relatedTarget.closest('[role=menu], [role=dialog], [role=alertdialog]') : null
  if (event.relatedTarget === null || (closing !== null && !closing.contains(event.currentTarget))) event.preventDefault()
}

/** Once, around the application. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return <Radix.Provider delayDuration={400} skipDelayDuration={200} disableHoverableContent>{children}</Radix.Provider>
}
