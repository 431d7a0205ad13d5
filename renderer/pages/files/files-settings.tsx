import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { SettingsSection } from '../settings/settings-section.tsx'
import { FileList } from './file-list.tsx'
import { Keeping } from './keeping.tsx'
import { SpaceUsed } from './space-used.tsx'
import { StoreSettings } from './store-settings.tsx'

/** Where files are kept, how much they take, for how long, and which there are. */
export function FilesSettings() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(api.files.settings.queryOptions())
  return (
    <>
      <SettingsSection title={t('files.where')} body={t('files.whereBody')}>
        {!data && (error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines lines={6} />)}
        {data && <StoreSettings settings={data} />}
      </SettingsSection>
      <SpaceUsed />
      {data && <Keeping key={JSON.stringify(data.keptDays)} settings={data} />}
      <FileList />
    </>
  )
}
