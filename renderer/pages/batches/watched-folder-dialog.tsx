import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WatchedFolder } from '../../../engine/contract/watched-folders.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, Input } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'

/** Which folder, and what becomes of a file that was taken in. */
export function WatchedFolderDialog({ folder, onClose }: { folder: WatchedFolder | null, onClose: () => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [path, setPath] = useState(folder?.path ?? '')
  const [afterwards, setAfterwards] = useState(folder?.afterwards ?? 'move')
  const save = useMutation(api.watchedFolders.save.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: api.watchedFolders.key() })
      onClose()
    },
  }))
  const submit = () => save.mutate({ businessId, ...(folder && { id: folder.id }), path: path.trim(), enabled: folder?.enabled ?? true, afterwards })
  return (
    <Dialog
      open title={t(folder ? 'watched.change' : 'watched.add')} description={t('watched.intro')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="watched-folder" busy={save.isPending} disabled={path.trim() === ''}>{t('common.save')}</Button>
        </>
      )}
    >
      <form id="watched-folder" className="flex flex-col gap-4 pb-2" onSubmit={event => { event.preventDefault(); if (path.trim() !== '') submit() }}>
        <Field label={t('watched.path')} hint={t('watched.pathHint')} error={save.error ? problemText(save.error).title : undefined}>
          {control => <Input {...control} autoFocus className="font-mono" spellCheck={false} value={path} maxLength={1_000} onChange={event => setPath(event.target.value)} />}
        </Field>
        <Field label={t('watched.afterwards')} hint={t(`watched.afterHint.${afterwards}`)}>
          {control => <Select id={control.id} label={t('watched.afterwards')} className="w-full" value={afterwards} onChange={setAfterwards} options={(['move', 'keep'] as const).map(value => ({ value, label: t(`watched.after.${value}`) }))} />}
        </Field>
      </form>
    </Dialog>
  )
}
