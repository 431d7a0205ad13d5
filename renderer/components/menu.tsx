import { Check, type LucideIcon } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import { createContext, useCallback, useContext, useRef, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Keys } from './kbd.tsx'

const item = 'flex h-7 items-center gap-2 rounded px-2 text-ink outline-none select-none data-[highlighted]:bg-pressed data-[disabled]:opacity-50'

/** Keeps what the chosen item does until its menu is gone. */
const ChooseAction = createContext<(action: () => void) => void>(action => action())

/**
 * A menu under its trigger (a Button or IconButton). What an item does is done when the menu has closed and given the
 * focus back to the trigger: a dialog opened before that would lose the focus at once, and have nowhere to return it to.
 */
export function Menu({ trigger, children, align = 'start', label }: { trigger: ReactNode, children: ReactNode, align?: 'start' | 'end', label?: string }) {
  const chosen = useRef<(() => void) | null>(null)
  const choose = useCallback((action: () => void) => { chosen.current = action }, [])
  const onCloseAutoFocus = () => {
    const action = chosen.current
    chosen.current = null
    // Radix moves the focus after this handler.
    if (action) queueMicrotask(action)
  }
  return (
    // Not modal: a modal menu hides the page from screen readers while its controls can still have the focus.
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content onCloseAutoFocus={onCloseAutoFocus} aria-label={label} align={align} sideOffset={4} collisionPadding={8} className="z-50 max-h-(--radix-dropdown-menu-content-available-height) max-w-80 min-w-44 animate-appear overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-popover">
          <ChooseAction value={choose}>{children}</ChooseAction>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

export function MenuItem({ icon: Icon, children, onSelect, keys, danger = false, disabled }: { icon?: LucideIcon, children: ReactNode, onSelect: () => void, keys?: string, danger?: boolean, disabled?: boolean }) {
  const choose = useContext(ChooseAction)
  return (
    <Radix.Item disabled={disabled} onSelect={() => choose(onSelect)} className={classNames(item, danger && 'text-danger')}>
      {Icon && <Icon aria-hidden size={14} strokeWidth={1.75} className={danger ? undefined : 'text-ink-faint'} />}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {keys && <Keys keys={keys} />}
    </Radix.Item>
  )
}

/** Stays open when chosen, so that several can be set in one go. */
export function MenuCheckboxItem({ checked, onChange, children, disabled }: { checked: boolean, onChange: (checked: boolean) => void, children: ReactNode, disabled?: boolean }) {
  return (
    <Radix.CheckboxItem checked={checked} disabled={disabled} onCheckedChange={onChange} onSelect={event => event.preventDefault()} className={item}>
      <span className="flex size-3.5 shrink-0 items-center justify-center"><Radix.ItemIndicator><Check aria-hidden size={14} /></Radix.ItemIndicator></span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
    </Radix.CheckboxItem>
  )
}

export function MenuChoices<Value extends string>({ value, onChange, options }: { value: Value, onChange: (value: Value) => void, options: { value: Value, label: string, icon?: LucideIcon }[] }) {
  return (
    <Radix.RadioGroup value={value} onValueChange={chosen => { const option = options.find(candidate => candidate.value === chosen); if (option) onChange(option.value) }}>
      {options.map(option => (
        <Radix.RadioItem key={option.value} value={option.value} className={item}>
          {option.icon && <option.icon aria-hidden size={14} strokeWidth={1.75} className="text-ink-faint" />}
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
          <Radix.ItemIndicator><Check aria-hidden size={14} /></Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-sm text-ink-faint">{children}</Radix.Label>
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />
}
