import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export function Popover({ trigger, children, align = 'start', label, open, onOpenChange, className }: { trigger: ReactNode, children: ReactNode, align?: 'start' | 'end', label: string, open?: boolean, onOpenChange?: (open: boolean) => void, className?: string }) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content aria-label={label} align={align} sideOffset={4} collisionPadding={8} className={classNames('z-50 max-h-(--radix-popover-content-available-height) animate-appear overflow-y-auto rounded-md border border-line bg-raised shadow-popover', className ?? 'w-72 p-3')}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
