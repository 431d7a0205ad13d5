import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

/** The row of tabs; put each tab's content in a TabContent inside. */
export function Tabs<Value extends string>({ value, onChange, items, label, children, className }: { value: Value, onChange: (value: Value) => void, items: readonly { value: Value, label: ReactNode, count?: ReactNode }[], label: string, children?: ReactNode, className?: string }) {
  return (
    <Radix.Root value={value} onValueChange={chosen => { const item = items.find(candidate => candidate.value === chosen); if (item) onChange(item.value) }} className={className}>
      <Radix.List aria-label={label} className="flex h-9 shrink-0 items-end gap-4 overflow-x-auto border-b border-line">
        {items.map(item => (
          <Radix.Trigger key={item.value} value={item.value} data-focus="inset" className="-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-0.5 font-medium text-ink-soft hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink">
            {item.label}
            {item.count !== undefined && <span className="rounded bg-sunken px-1 text-xs text-ink-soft">{item.count}</span>}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  )
}

export function TabContent({ value, children, className }: { value: string, children: ReactNode, className?: string }) {
  return <Radix.Content value={value} className={className}>{children}</Radix.Content>
}
