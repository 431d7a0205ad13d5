import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, Input } from '../../components/input.tsx'
import { useFormat } from '../../i18n/format.ts'

interface NumberFieldProps {
  label: ReactNode
  hint?: ReactNode
  value: number | null
  min: number
  max: number
  /** Decimals it may have; none for whole numbers. */
  digits?: number
  /** Left empty it is null, which `onChange` then receives. */
  optional?: boolean
  disabled?: boolean
  onChange: (value: number | null) => void
}

/**
 * A number within bounds. What is being typed stays as it is typed; the number goes on as soon as it is one, and what is
 * none, or out of bounds, is told in place and changes nothing.
 */
export function NumberField({ label, hint, value, min, max, digits = 0, optional = false, disabled = false, onChange }: NumberFieldProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [typed, setTyped] = useState<{ text: string, of: number | null }>({ text: textOf(value), of: value })
  // Changed from elsewhere: a preset was chosen, or the dialog began anew.
  if (typed.of !== value) setTyped({ text: textOf(value), of: value })
  const read = readNumber(typed.text, { min, max, digits, optional })
  const type = (text: string) => {
    const next = readNumber(text, { min, max, digits, optional })
    setTyped({ text, of: next === undefined ? value : next })
    if (next !== undefined && next !== value) onChange(next)
  }
  return (
    <Field label={label} hint={hint} error={read === undefined ? t('callingSettings.between', { min: format.number(min, digits && min % 1 ? digits : 0), max: format.number(max) }) : undefined}>
      {control => <Input {...control} inputMode={digits > 0 ? 'decimal' : 'numeric'} autoComplete="off" disabled={disabled} value={typed.text} onChange={event => type(event.target.value)} />}
    </Field>
  )
}

function textOf(value: number | null): string {
  return value === null ? '' : String(value)
}

/** The number a text stands for, with comma or point as people write decimals; null where empty is allowed, undefined for what is no such number. */
export function readNumber(text: string, { min, max, digits, optional }: { min: number, max: number, digits: number, optional: boolean }): number | null | undefined {
  const plain = text.trim().replace(',', '.')
  if (plain === '') return optional ? null : undefined
  if (!/^\d+(\.\d*)?$/.test(plain)) return undefined
  const number = Number(plain)
  if ((plain.split('.')[1]?.length ?? 0) > digits) return undefined
  return number >= min && number <= max ? number : undefined
}
