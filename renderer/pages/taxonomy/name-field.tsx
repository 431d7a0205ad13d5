import { useTranslation } from 'react-i18next'
import { Field, Input } from '../../components/input.tsx'

/** The name by which results keep a label, value or signal: small letters, digits and underscores. Other keys are turned into those. */
export function NameField({ label, value, fault, onChange }: { label: string, value: string, fault: string | undefined, onChange: (name: string) => void }) {
  const { t } = useTranslation()
  const clean = (text: string) => text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[\s-]+/g, '_').replaceAll(/[^a-z0-9_]/g, '')
  return (
    <Field label={label} hint={t('taxonomy.nameHint')} error={fault}>
      {control => <Input {...control} className="font-mono" value={value} maxLength={80} onChange={event => onChange(clean(event.target.value))} />}
    </Field>
  )
}
