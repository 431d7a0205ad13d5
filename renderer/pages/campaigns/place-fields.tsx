import { useQuery } from '@tanstack/react-query'
import { useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { isZone } from '../../components/calls/zoned-clock.ts'
import { Field, Input } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { countryOptions } from './places.ts'

export function CountryField({ label, value, onChange, disabled = false }: { label: string, value: string, onChange: (country: string) => void, disabled?: boolean }) {
  const { locale } = useFormat()
  const options = useMemo(() => countryOptions(locale), [locale])
  return <Field label={label}>{control => <Select id={control.id} label={label} value={value} disabled={disabled} onChange={onChange} options={options} className="w-full" />}</Field>
}

/** Radix keeps '' for "nothing chosen". */
const wholeCountry = '-'

/** A part of the country with public holidays of its own; nothing is shown where the country has none. */
export function RegionField({ country, value, onChange, disabled = false }: { country: string, value: string | null, onChange: (region: string | null) => void, disabled?: boolean }) {
  const { t } = useTranslation()
  const { data } = useQuery(api.callCatalogue.regions.queryOptions({ input: { country } }))
  if (!data || data.length === 0) return null
  const options = [{ value: wholeCountry, label: t('campaigns.wholeCountry') }, ...data.map(({ code, name }) => ({ value: code, label: name }))]
  return (
    <Field label={t('campaigns.region')} hint={t('campaigns.regionHint')}>
      {control => <Select id={control.id} label={t('campaigns.region')} value={value ?? wholeCountry} disabled={disabled} onChange={chosen => onChange(chosen === wholeCountry ? null : chosen)} options={options} className="w-full" />}
    </Field>
  )
}

/** The name of a region; its code until the names are there. */
export function useRegionName(country: string, region: string | null): string | null {
  const { data } = useQuery({ ...api.callCatalogue.regions.queryOptions({ input: { country } }), enabled: region !== null })
  return region === null ? null : data?.find(one => one.code === region)?.name ?? region
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
