import { useTranslation } from 'react-i18next'
import { languages } from '../../../db/values.ts'
import { Field, Input } from '../../components/input.tsx'

/** The same words in each language, side by side. */
export function LocalisedFields({ label, value, faults, onChange }: { label: string, value: { es: string, en: string }, faults: { es: string | undefined, en: string | undefined }, onChange: (value: { es: string, en: string }) => void }) {
  const { t } = useTranslation()
  return (
    <>
      {languages.map(language => (
        <Field key={language} label={t('taxonomy.inLanguage', { label, language: t(`taxonomy.language.${language}`) })} error={faults[language]}>
          {control => <Input {...control} value={value[language]} onChange={event => onChange({ ...value, [language]: event.target.value })} />}
        </Field>
      ))}
    </>
  )
}
