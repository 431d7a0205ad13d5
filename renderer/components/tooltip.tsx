import { Tooltip as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Keys } from './kbd.tsx'

/** Names or explains the control inside. `keys` shows its shortcut ("g t"). The child must accept a ref. */
export function Tooltip({ content, keys, side = 'bottom', children }: { content: ReactNode, keys?: string, side?: 'top' | 'right' | 'bottom' | 'left', children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content side={side} sideOffset={6} collisionPadding={8} className="tooltip z-50 flex max-w-80 animate-appear items-center gap-2 rounded-md border border-line bg-raised px-2 py-1 text-sm text-ink shadow-popover">
          {content}
          {keys && <Keys keys={keys} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Once, around the application. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return <Radix.Provider delayDuration={400} skipDelayDuration={200} disableHoverableContent>{children}</Radix.Provider>
}
