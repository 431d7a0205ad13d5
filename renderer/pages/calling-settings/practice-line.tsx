import { useMutation } from '@tanstack/react-query'
import { FastForward, Plug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TelephonyStatus } from '../../../engine/contract/call-catalogue.ts'
import { Button } from '../../components/button.tsx'
import { useTickingClock } from '../../components/calls/campaign-clock.tsx'
import { Switch } from '../../components/checkbox.tsx'
import { Select } from '../../components/select.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { SettingRow, SettingsSection } from '../settings/settings-section.tsx'
import { receiveTelephony } from './telephony-status.ts'
import { TestResult } from './test-result.tsx'

const speeds = [1, 10, 60, 600]

/** Simulated calls, on a clock of their own. */
export function PracticeLineSettings({ status: { practice } }: { status: TelephonyStatus }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useTickingClock(true)
  const set = useMutation(api.telephony.setPractice.mutationOptions({ onSuccess: receiveTelephony }))
  const skip = useMutation(api.telephony.skipPractice.mutationOptions({ onSuccess: receiveTelephony }))
  const test = useMutation(api.telephony.test.mutationOptions())
  const options = [...new Set([...speeds, practice.speed])].toSorted((a, b) => a - b).map(speed => ({ value: String(speed), label: t('callingSettings.speedTimes', { speed: format.number(speed, speed % 1 ? 1 : 0) }) }))
  return (
    <SettingsSection title={t('callingSettings.practice')} body={t('callingSettings.practiceBody')}>
      <SettingRow label={t('callingSettings.practiceNow')} hint={practice.address === null ? t('callingSettings.practiceLater') : practice.address}>
        <time>{format.dateTime(now)}</time>
        <Button icon={FastForward} busy={skip.isPending} onClick={() => skip.mutate({})}>{t('callingSettings.skip')}</Button>
      </SettingRow>
      <SettingRow label={t('callingSettings.speed')} hint={t('callingSettings.speedHint')}>
        <Select label={t('callingSettings.speed')} className="w-32" value={String(practice.speed)} onChange={speed => set.mutate({ speed: Number(speed) })} options={options} />
      </SettingRow>
      <SettingRow label={t('callingSettings.skipIdle')} htmlFor="skip-idle" hint={t('callingSettings.skipIdleHint')}>
        <Switch id="skip-idle" label={t('callingSettings.skipIdle')} checked={practice.skipIdle} disabled={set.isPending} onChange={skipIdle => set.mutate({ skipIdle })} />
      </SettingRow>
      <SettingRow label={t('callingSettings.testPractice')}>
        <TestResult result={test.data} />
        <Button icon={Plug} busy={test.isPending} onClick={() => test.mutate({ simulated: true })}>{t('callingSettings.test')}</Button>
      </SettingRow>
    </SettingsSection>
  )
}
