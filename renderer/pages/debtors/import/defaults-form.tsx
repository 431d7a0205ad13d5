import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { languages, type DebtorImportKind } from '../../../../db/values.ts'
import type { ImportDefaults } from '../../../../engine/contract/debtors.ts'
import { Field, Input } from '../../../components/input.tsx'
import { Select } from '../../../components/select.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { CountryField, ZoneField } from '../../campaigns/place-fields.tsx'
import { defaultsOfCountry, offeredIdKinds, usualCurrencies } from './import-defaults.ts'

/** What holds for every row that does not say otherwise. */
export function DefaultsForm({ kind, defaults, onChange }: { kind: DebtorImportKind, defaults: ImportDefaults, onChange: (defaults: ImportDefaults) => void }) {
  const { t } = useTranslation()
  const { locale } = useFormat()
  const currencies = useMemo(() => currencyOptions(locale), [locale])
  const patch = (part: Partial<ImportDefaults>) => onChange({ ...defaults, ...part })
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-semibold">{t('debtors.import.defaults')}</legend>
      <div className="grid grid-cols-2 gap-x-3 gap-y-2.5">
        <CountryField label={t('debtors.field.country')} value={defaults.country} onChange={country => onChange(defaultsOfCountry(country, defaults.company))} />
        <Field label={t('debtors.field.nationalId')}>
          {control => <Select id={control.id} label={t('debtors.field.nationalId')} className="w-full" value={defaults.nationalIdKind} onChange={nationalIdKind => patch({ nationalIdKind })} options={offeredIdKinds.map(value => ({ value, label: t(`debtors.idKind.${value}`) }))} />}
        </Field>
        <Field label={t('debtors.field.currency')}>
          {control => <Select id={control.id} label={t('debtors.field.currency')} className="w-full" value={defaults.currency} onChange={currency => patch({ currency })} options={currencies} />}
        </Field>
        {kind !== 'payments' && (
          <Field label={t('debtors.field.language')}>
            {control => <Select id={control.id} label={t('debtors.field.language')} className="w-full" value={defaults.language} onChange={language => patch({ language })} options={languages.map(value => ({ value, label: t(`debtors.language.${value}`) }))} />}
          </Field>
        )}
        {kind !== 'payments' && (
          <div className="col-span-2"><Field label={t('debtors.field.company')} hint={t('debtors.import.companyHint')}>{control => <Input {...control} value={defaults.company} maxLength={200} onChange={event => patch({ company: event.target.value })} />}</Field></div>
        )}
        {kind !== 'payments' && (
          <div className="col-span-2"><ZoneField label={t('debtors.field.timeZone')} hint={t('debtors.import.zoneHint')} value={defaults.timeZone} onChange={timeZone => patch({ timeZone })} /></div>
        )}
      </div>
    </fieldset>
  )
}

/** The usual currencies first, then all others by their code. */
function currencyOptions(locale: string): { value: string, label: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' })
  const usual: readonly string[] = usualCurrencies
  const others = Intl.supportedValuesOf('currency').filter(code => !usual.includes(code))
  return [...usual, ...others].map(code => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }))
}
