import { useMutation } from '@tanstack/react-query'
import { CircleAlert, Copy, KeyRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useBusinessId } from '../../../app/business.ts'
import { Button, IconButton } from '../../../components/button.tsx'
import { Switch } from '../../../components/checkbox.tsx'
import { confirm } from '../../../components/confirm.tsx'
import { IconState } from '../../../components/icon-state.tsx'
import { notify } from '../../../components/toast.tsx'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { SettingRow, SettingsSection } from '../../settings/settings-section.tsx'
import { connectExamples } from './connect-examples.ts'
import { useSaveSettings, type ToldSettings } from './use-save-settings.ts'

/** How other programs reach the agent: with a key of the business, or from this machine without one. */
export function ChannelSettings({ settings }: { settings: ToldSettings }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const save = useSaveSettings(settings)
  const make = useMutation(api.chat.settings.newChannelKey.mutationOptions({
    onSuccess: () => { queryClient.setQueryData(api.chat.settings.get.queryKey({ input: { businessId } }), now => now && { ...now, channelKey: true }) },
  }))
  const ask = async () => {
    const sure = !settings.channelKey || await confirm({ title: t('chatLab.settings.newKeyTitle'), body: t('chatLab.settings.newKeyBody'), confirmLabel: t('chatLab.settings.newKey'), danger: true })
    if (sure) make.mutate({ businessId })
  }
  const examples = connectExamples(window.location)
  return (
    <SettingsSection title={t('chatLab.settings.channels')} body={t('chatLab.settings.channelsBody')}>
      <SettingRow label={t('chatLab.settings.key')} hint={t('chatLab.settings.keyHint')}>
        <IconState icon={settings.channelKey ? KeyRound : CircleAlert} tone={settings.channelKey ? 'positive' : 'caution'} label={t(settings.channelKey ? 'chatLab.settings.hasKey' : 'chatLab.settings.noKey')} />
        <Button busy={make.isPending} onClick={() => void ask()}>{t(settings.channelKey ? 'chatLab.settings.newKey' : 'chatLab.settings.firstKey')}</Button>
      </SettingRow>
      {make.data && (
        <div role="status" className="my-2 rounded-md border border-line bg-caution-soft px-3 py-2">
          <p className="font-medium">{t('chatLab.settings.shownOnce')}</p>
          <Copied text={make.data.key} label={t('chatLab.settings.copyKey')} />
        </div>
      )}
      <SettingRow label={t('chatLab.settings.local')} hint={t('chatLab.settings.localHint')} htmlFor="local-without-key">
        <Switch id="local-without-key" checked={settings.localWithoutKey} disabled={save.isPending} onChange={localWithoutKey => save.mutate({ localWithoutKey })} />
      </SettingRow>
      {save.error && <p role="alert" className="text-danger">{problemText(save.error).title}</p>}
      <h3 className="mt-4 font-semibold">{t('chatLab.settings.connect')}</h3>
      <p className="text-ink-soft">{t('chatLab.settings.connectBody')}</p>
      {examples.map(({ name, text }) => (
        <div key={name} className="mt-2">
          <h4 className="text-sm text-ink-soft">{t(`chatLab.settings.example.${name}`)}</h4>
          <Copied text={text} label={t('common.copy')} />
        </div>
      ))}
    </SettingsSection>
  )
}

/** Something to be taken elsewhere, with a button that does. */
function Copied({ text, label }: { text: string, label: string }) {
  const { t } = useTranslation()
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    notify.success(t('common.copied'))
  }
  return (
    <div className="flex items-start gap-1 rounded-md border border-line bg-sunken pl-3">
      <pre tabIndex={0} className="min-w-0 flex-1 overflow-x-auto py-1.5 font-mono text-sm">{text}</pre>
      <IconButton icon={Copy} label={label} onClick={() => void copy()} />
    </div>
  )
}
