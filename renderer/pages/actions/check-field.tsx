import { useId } from 'react'
import { Checkbox } from '../../components/checkbox.tsx'

/** A checkbox with its words and what they mean. */
export function CheckField({ checked, label, hint, onChange }: { checked: boolean, label: string, hint: string, onChange: (checked: boolean) => void }) {
  const id = useId()
  return (
    <div className="flex items-start gap-2">
      <span className="pt-0.5"><Checkbox id={id} checked={checked} onChange={onChange} /></span>
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium">{label}</label>
        <p className="text-sm text-ink-soft">{hint}</p>
      </div>
    </div>
  )
}
