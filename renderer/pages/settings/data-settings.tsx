import { useMutation, useQuery } from '@tanstack/react-query'
import { Copy, DatabaseBackup, Sparkles } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../../app/address.ts'
import { useBusinesses } from '../../app/business.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { SettingRow, SettingsSection } from './settings-section.tsx'

export function DataSettings() {
  const { t } = useTranslation()
  const { current } = useBusinesses()
  const { data: hello } = useQuery(api.system.hello.queryOptions())
  const loadSamples = useMutation(api.system.loadSamples.mutationOptions({
    onSuccess: ({ batchId }) => {
      notify.success(t('settings.samplesLoaded', { name: current?.name }))
      navigate({ page: 'batches', item: batchId })
    },
  }))
  return (
    <>
      <SettingsSection title={t('settings.data')}>
        <SettingRow label={t('settings.dataFolder')} hint={t('settings.dataFolderBody')}>
          <code className="max-w-80 truncate font-mono text-sm" title={hello?.dataFolder}>{hello?.dataFolder}</code>
          {hello && <IconButton icon={Copy} label={t('settings.copyPath')} onClick={() => { void navigator.clipboard.writeText(hello.dataFolder).then(() => notify.success(t('common.copied'))) }} />}
        </SettingRow>
        <SettingRow label={t('settings.samples')} hint={t('settings.samplesBody')}>
          <Button icon={Sparkles} busy={loadSamples.isPending} disabled={!current} onClick={() => { if (current) loadSamples.mutate({ businessId: current.id }) }}>{t('settings.loadSamples')}</Button>
        </SettingRow>
      </SettingsSection>
      <Backups />
    </>
  )
}

function Backups() {
  const { t } = useTranslation()
  const format = useFormat()
  const backups = useQuery(api.system.backups.queryOptions())
  const backUp = useMutation(api.system.backupNow.mutationOptions({
    onSuccess: async backup => {
      notify.success(t('settings.backedUp'), { description: backup.file })
      await queryClient.invalidateQueries({ queryKey: api.system.backups.key() })
    },
  }))
  return (
    <SettingsSection
      title={t('settings.backups')} body={t('settings.backupsBody')}
      actions={<Button icon={DatabaseBackup} busy={backUp.isPending} onClick={() => backUp.mutate({})}>{t('settings.backupNow')}</Button>}
    >
      {backups.isPending && <SkeletonLines lines={3} />}
      {backups.error && !backups.data && <Problem error={backups.error} onRetry={() => { void backups.refetch() }} />}
      {backups.data?.length === 0 && <p className="py-2 text-ink-soft">{t('settings.noBackups')}</p>}
      {backups.data && backups.data.length > 0 && (
        <table className="w-full" aria-label={t('settings.backups')}>
          <thead className="text-left text-sm text-ink-soft">
            <tr className="h-8"><th scope="col" className="font-medium">{t('settings.file')}</th><th scope="col" className="font-medium">{t('common.date')}</th><th scope="col" className="text-right font-medium">{t('common.size')}</th></tr>
          </thead>
          <tbody>
            {backups.data.map(backup => (
              <tr key={backup.file} className="h-8 border-t border-line">
                <td className="max-w-80 truncate pr-4 font-mono text-sm" title={backup.file}>{backup.file.split(/[\\/]/).at(-1)}</td>
                <td className="pr-4">{format.dateTime(backup.at)}</td>
                <td className="text-right">{format.bytes(backup.bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </SettingsSection>
  )
}
