import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { focusContent } from './focus-content.ts'

/** A small surface under its trigger. The focus moves to its first control, or with `focusSelf` to itself. */
export function Popover({ trigger, children, align = 'start', label, open, onOpenChange, focusSelf = false, className }: { trigger: ReactNode, children: ReactNode, align?: 'start' | 'end', label: string, open?: boolean, onOpenChange?: (open: boolean) => void, focusSelf?: boolean, className?: string }) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content aria-label={label} align={align} sideOffset={4} collisionPadding={8} onOpenAutoFocus={focusSelf ? focusContent : undefined} className={classNames('z-50 max-h-(--radix-popover-content-available-height) animate-appear overflow-y-auto rounded-md border border-line bg-raised shadow-popover focus-visible:outline-none', className ?? 'w-72 p-3')}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
