import { useTranslation } from 'react-i18next'
import { languages, type Language } from '../../../db/values.ts'
import { Field, TextArea } from '../../components/input.tsx'

export type Spoken = Record<Language, string>

/** What is said, in both languages beside each other. */
export function SpokenField({ label, value, onChange, rows = 2, error }: { label: string, value: Spoken, onChange: (value: Spoken) => void, rows?: number, error?: string | undefined }) {
  const { t } = useTranslation()
  return (
    <div className="grid gap-3 md:grid-cols-2">
      {languages.map(language => (
        <Field key={language} label={`${label} · ${t(`callingSettings.language.${language}`)}`} error={value[language].trim() === '' ? t('callingSettings.textNeeded') : language === 'es' ? error : undefined}>
          {control => <TextArea {...control} lang={language} rows={rows} maxLength={1000} value={value[language]} onChange={event => onChange({ ...value, [language]: event.target.value })} />}
        </Field>
      ))}
    </div>
  )
}
