import { useMutation, useQuery } from '@tanstack/react-query'
import { CircleCheck, CirclePause, FolderPlus, FolderSearch, FolderSync, Pencil, RefreshCw, Trash2, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WatchedFolder } from '../../../engine/contract/watched-folders.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { Switch } from '../../components/checkbox.tsx'
import { confirm } from '../../components/confirm.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { IconState } from '../../components/icon-state.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { errorText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { WatchedFolderDialog } from './watched-folder-dialog.tsx'

const refresh = () => queryClient.invalidateQueries({ queryKey: api.watchedFolders.key() })

/** Folders from which files are imported and classified by themselves. */
export function WatchedFolders() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [editing, setEditing] = useState<WatchedFolder | 'new' | null>(null)
  const { data, error, refetch } = useQuery(api.watchedFolders.list.queryOptions({ input: { businessId } }))
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-4 p-4">
      {!data && !error && <SkeletonLines lines={4} />}
      {!data && error && <Problem error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <EmptyState icon={FolderSync} title={t('watched.empty')} body={t('watched.intro')}><Button variant="primary" icon={FolderPlus} onClick={() => setEditing('new')}>{t('watched.add')}</Button></EmptyState>}
      {data && data.length > 0 && (
        <>
          <div className="flex items-center gap-4"><p className="min-w-0 flex-1 text-ink-soft">{t('watched.intro')}</p><Button variant="primary" icon={FolderPlus} onClick={() => setEditing('new')}>{t('watched.add')}</Button></div>
          <ul className="rounded-lg border border-line bg-surface">{data.map(folder => <FolderRow key={folder.id} folder={folder} onEdit={() => setEditing(folder)} />)}</ul>
        </>
      )}
      {editing !== null && <WatchedFolderDialog folder={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </div>
  )
}

function FolderRow({ folder, onEdit }: { folder: WatchedFolder, onEdit: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const save = useMutation(api.watchedFolders.save.mutationOptions({ onSuccess: refresh }))
  const remove = useMutation(api.watchedFolders.remove.mutationOptions({ onSuccess: refresh }))
  const look = useMutation(api.watchedFolders.lookNow.mutationOptions({
    onSuccess: looked => {
      if (looked.problem === null) notify.success(t('watched.looked', { path: looked.path }), { id: `looked ${looked.id}`, description: looked.lastFile === folder.lastFile ? t('watched.nothingNew') : looked.lastFile ?? undefined })
      return refresh()
    },
  }))
  const askRemove = async () => {
    if (await confirm({ title: t('watched.removeTitle', { path: folder.path }), body: t('watched.removeBody'), confirmLabel: t('common.remove'), danger: true })) remove.mutate({ id: folder.id })
  }
  const { id, path, enabled, afterwards } = folder
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2.5 last:border-b-0">
      <Switch checked={enabled} disabled={save.isPending} label={t('watched.watch', { path })} onChange={on => save.mutate({ businessId, id, path, afterwards, enabled: on })} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-mono text-sm font-medium" title={path}>{path}</p>
        <p className="text-sm text-ink-soft">
          {t(`watched.after.${afterwards}`)} · {t('watched.files', { count: folder.files })}
          {folder.lastFile !== null && ` · ${t('watched.lastFile', { file: folder.lastFile })}`}
          {folder.lastLookedAt !== null && ` · ${t('watched.lastLooked', { when: format.moment(folder.lastLookedAt) })}`}
        </p>
        {folder.problem !== null && <p role="alert" className="mt-0.5 flex items-start gap-1.5 text-sm text-danger"><TriangleAlert aria-hidden size={13} className="mt-[3px] shrink-0" />{errorText(folder.problem)}</p>}
      </div>
      {enabled ? folder.problem === null && <IconState icon={CircleCheck} tone="positive" label={t('watched.on')} /> : <IconState icon={CirclePause} label={t('watched.off')} />}
      <span className="flex items-center gap-1">
        <Button size="sm" icon={enabled ? RefreshCw : FolderSearch} busy={look.isPending} onClick={() => look.mutate({ id })}>{t('watched.lookNow')}</Button>
        <IconButton size="sm" icon={Pencil} label={t('watched.edit', { path })} onClick={onEdit} />
        <IconButton size="sm" icon={Trash2} label={t('watched.remove', { path })} disabled={remove.isPending} onClick={() => void askRemove()} />
      </span>
    </li>
  )
}
