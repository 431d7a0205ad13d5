import { Check, ChevronDown, type LucideIcon } from 'lucide-react'
import { Select as Radix } from 'radix-ui'
import { classNames } from './class-names.ts'

export type Option<Value extends string = string> = { value: Value, label: string, icon?: LucideIcon }

type SelectProps<Value extends string> = {
  value: Value | null
  onChange: (value: Value) => void
  options: readonly Option<Value>[]
  /** Names it for screen readers; also shown while nothing is chosen. */
  label: string
  id?: string
  disabled?: boolean
  size?: 'sm' | 'md'
  className?: string
}

/** One of a list. Values must not be empty text (Radix keeps '' for "nothing chosen"). */
export function Select<Value extends string>({ value, onChange, options, label, id, disabled, size = 'md', className }: SelectProps<Value>) {
  return (
    <Radix.Root value={value ?? ''} disabled={disabled} onValueChange={chosen => { const option = options.find(candidate => candidate.value === chosen); if (option) onChange(option.value) }}>
      <Radix.Trigger
        id={id}
        aria-label={label}
        className={classNames('inline-flex items-center justify-between gap-1.5 rounded-md border border-line-control bg-surface px-2 text-left text-ink hover:border-ink-faint disabled:opacity-50 data-[placeholder]:text-ink-faint', size === 'sm' ? 'h-6 text-sm' : 'h-7', className)}
      >
        <span className="truncate"><Radix.Value placeholder={label} /></span>
        <Radix.Icon><ChevronDown aria-hidden size={14} className="text-ink-faint" /></Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content position="popper" sideOffset={4} collisionPadding={8} className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-appear overflow-hidden rounded-md border border-line bg-raised shadow-popover">
          <Radix.Viewport className="p-1">
            {options.map(option => (
              <Radix.Item key={option.value} value={option.value} className="flex h-7 items-center gap-2 rounded px-2 outline-none select-none data-[highlighted]:bg-pressed">
                {option.icon && <option.icon aria-hidden size={14} className="text-ink-faint" />}
                <span className="min-w-0 flex-1 truncate"><Radix.ItemText>{option.label}</Radix.ItemText></span>
                <Radix.ItemIndicator><Check aria-hidden size={14} /></Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
