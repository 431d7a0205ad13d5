import { Monitor, Moon, Sun } from 'lucide-react'
import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { setPreferences, shownLanguage, usePreferences } from '../../app/preferences.ts'
import { SettingRow, SettingsSection } from './settings-section.tsx'

export function Appearance() {
  const { t } = useTranslation()
  const theme = usePreferences(preferences => preferences.theme)
  return (
    <SettingsSection title={t('settings.appearance')}>
      <SettingRow label={t('frame.language')} hint={t('settings.languageBody')}>
        <Choice label={t('frame.language')} value={shownLanguage()} onChange={language => { void setPreferences({ language }) }} options={[{ value: 'es', label: 'Español' }, { value: 'en', label: 'English' }]} />
      </SettingRow>
      <SettingRow label={t('frame.theme')} hint={t('settings.themeBody')}>
        <Choice
          label={t('frame.theme')} value={theme} onChange={chosen => { void setPreferences({ theme: chosen }) }}
          options={[
            { value: 'system', label: <><Monitor aria-hidden size={14} />{t('frame.themeSystem')}</> },
            { value: 'light', label: <><Sun aria-hidden size={14} />{t('frame.themeLight')}</> },
            { value: 'dark', label: <><Moon aria-hidden size={14} />{t('frame.themeDark')}</> },
          ]}
        />
      </SettingRow>
    </SettingsSection>
  )
}

/** A few exclusive choices, all visible at once. */
function Choice<Value extends string>({ value, onChange, options, label }: { value: Value, onChange: (value: Value) => void, options: { value: Value, label: ReactNode }[], label: string }) {
  return (
    <ToggleGroup.Root
      type="single" value={value} aria-label={label} className="flex shrink-0 rounded-md border border-line-control bg-surface p-0.5"
      onValueChange={chosen => { const option = options.find(candidate => candidate.value === chosen); if (option) onChange(option.value) }}
    >
      {options.map(option => (
        <ToggleGroup.Item key={option.value} value={option.value} className="flex h-6 items-center gap-1.5 rounded px-2.5 text-ink-soft hover:text-ink data-[state=on]:bg-accent-fill data-[state=on]:font-medium data-[state=on]:text-accent-ink">
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
