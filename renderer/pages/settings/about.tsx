import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Mark } from '../../app/mark.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { SettingRow, SettingsSection } from './settings-section.tsx'

export function About() {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: hello } = useQuery(api.system.hello.queryOptions())
  return (
    <SettingsSection title={t('settings.about')}>
      <div className="mb-2 flex items-center gap-3">
        <Mark size={36} />
        <div>
          <div className="text-lg font-semibold">Vocero</div>
          <p className="text-ink-soft">{t('settings.aboutBody')}</p>
        </div>
      </div>
      <SettingRow label={t('settings.version')}>{hello?.version}</SettingRow>
      <SettingRow label={t('engine.startedAt')}>{hello && format.dateTime(hello.startedAt)}</SettingRow>
      <SettingRow label={t('engine.boot')}><code className="font-mono text-sm">{hello?.boot}</code></SettingRow>
      <SettingRow label={t('settings.license')}>MIT</SettingRow>
    </SettingsSection>
  )
}
