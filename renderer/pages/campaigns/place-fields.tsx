import { useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { isZone } from '../../components/calls/zoned-clock.ts'
import { Field, Input } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { useFormat } from '../../i18n/format.ts'
import { countryOptions } from './places.ts'

export function CountryField({ label, value, onChange, disabled = false }: { label: string, value: string, onChange: (country: string) => void, disabled?: boolean }) {
  const { locale } = useFormat()
  const options = useMemo(() => countryOptions(locale), [locale])
  return <Field label={label}>{control => <Select id={control.id} label={label} value={value} disabled={disabled} onChange={onChange} options={options} className="w-full" />}</Field>
}

/** An IANA zone; typing narrows the list, and what is no zone is told at once. */
export function ZoneField({ label, hint, value, onChange, disabled = false }: { label: string, hint?: string, value: string, onChange: (zone: string) => void, disabled?: boolean }) {
  const { t } = useTranslation()
  const listId = useId()
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), [])
  return (
    <Field label={label} hint={hint} error={isZone(value) ? undefined : t('campaigns.noZone')}>
      {control => (
        <>
          <Input {...control} list={listId} spellCheck={false} value={value} disabled={disabled} onChange={event => onChange(event.target.value)} />
          <datalist id={listId}>{zones.map(zone => <option key={zone} value={zone} />)}</datalist>
        </>
      )}
    </Field>
  )
}
