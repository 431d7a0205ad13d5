import { Check, Minus } from 'lucide-react'
import { Checkbox as RadixCheckbox, Switch as RadixSwitch } from 'radix-ui'

/** `label` names it for screen readers when no visible label points to it. */
export function Checkbox({ checked, onChange, label, id, disabled, tabIndex }: { checked: boolean | 'indeterminate', onChange: (checked: boolean) => void, label?: string, id?: string, disabled?: boolean, tabIndex?: number }) {
  return (
    <RadixCheckbox.Root
      id={id}
      checked={checked}
      disabled={disabled}
      tabIndex={tabIndex}
      aria-label={label}
      onCheckedChange={value => onChange(value === true)}
      className="flex size-4 shrink-0 items-center justify-center rounded border border-line-control bg-surface transition-colors duration-100 data-[state=checked]:border-accent-fill data-[state=checked]:bg-accent-fill data-[state=indeterminate]:border-accent-fill data-[state=indeterminate]:bg-accent-fill disabled:opacity-50"
    >
      <RadixCheckbox.Indicator className="text-accent-ink">
        {checked === 'indeterminate' ? <Minus size={12} strokeWidth={3} /> : <Check size={12} strokeWidth={3} />}
      </RadixCheckbox.Indicator>
    </RadixCheckbox.Root>
  )
}

export function Switch({ checked, onChange, label, id, disabled }: { checked: boolean, onChange: (checked: boolean) => void, label?: string, id?: string, disabled?: boolean }) {
  return (
    <RadixSwitch.Root
      id={id}
      checked={checked}
      disabled={disabled}
      aria-label={label}
      onCheckedChange={onChange}
      className="h-4 w-7 shrink-0 rounded-full border border-line-control bg-sunken transition-colors duration-100 data-[state=checked]:border-accent-fill data-[state=checked]:bg-accent-fill disabled:opacity-50"
    >
      <RadixSwitch.Thumb className="block size-3 translate-x-px rounded-full bg-ink-faint transition-transform duration-100 data-[state=checked]:translate-x-[13px] data-[state=checked]:bg-white" />
    </RadixSwitch.Root>
  )
}
