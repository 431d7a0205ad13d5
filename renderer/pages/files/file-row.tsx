import { useMutation } from '@tanstack/react-query'
import { CircleX, Download, FolderSync, Link2, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ShownFile } from '../../../engine/contract/files.ts'
import { IconButton } from '../../components/button.tsx'
import { confirm } from '../../components/confirm.tsx'
import { IconState } from '../../components/icon-state.tsx'
import { notify } from '../../components/toast.tsx'
import { api, client } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { downloadFile } from '../batches/download-file.ts'

const linkSeconds = 24 * 60 * 60

/** A kept file with what can be done with it. */
export function FileRow({ businessId, file }: { businessId: string, file: ShownFile }) {
  const { t } = useTranslation()
  const format = useFormat()
  const named = { businessId, fileId: file.id }
  const download = useMutation({ mutationFn: () => fetchFile(businessId, file) })
  const link = useMutation(api.files.signedUrl.mutationOptions({
    onSuccess: async ({ url, expiresAt }) => {
      await navigator.clipboard.writeText(new URL(url, window.location.origin).href)
      notify.success(t('files.linkCopied', { time: format.dateTime(expiresAt) }))
    },
  }))
  const remove = useMutation(api.files.remove.mutationOptions({
    onSuccess: async () => {
      notify.success(t('files.removed'))
      await queryClient.invalidateQueries({ queryKey: api.files.key() })
    },
  }))
  const askRemove = async () => {
    if (await confirm({ title: t('files.removeTitle', { name: file.name }), body: t('files.removeBody'), confirmLabel: t('common.remove'), danger: true })) remove.mutate(named)
  }
  // On the desktop no host serves this machine's own files.
  const canLink = file.state !== 'lost' && (file.store !== 'local' || !window.vocero?.desktop)
  return (
    <tr className="border-t border-line hover:bg-hover">
      <th scope="row" className="h-11 max-w-64 pr-4 leading-tight text-left font-normal">
        <span className="block truncate" title={file.name}>{file.name}</span>
        <span className="block text-sm text-ink-soft">{t(`files.kind.${file.kind}`)}</span>
      </th>
      <td className="pr-4 text-right whitespace-nowrap tabular-nums">{format.bytes(file.bytes)}</td>
      <td className="pr-4 whitespace-nowrap">
        {file.state === 'moving' && <IconState icon={FolderSync} tone="accent" label={t('files.state.moving')} />}
        {file.state === 'lost' && <IconState icon={CircleX} tone="danger" label={t('files.state.lost')} />}
        {file.state === 'kept' && t(`files.store.${file.store}`)}
      </td>
      <td className="pr-4 whitespace-nowrap text-ink-soft">{format.moment(file.createdAt)}</td>
      <td className="pr-4 whitespace-nowrap text-ink-soft">{file.expiresAt === null ? t('files.never') : format.date(file.expiresAt)}</td>
      <td className="text-right whitespace-nowrap">
        <IconButton size="sm" icon={Download} label={t('files.download', { name: file.name })} busy={download.isPending} disabled={file.state === 'lost'} onClick={() => download.mutate()} />
        {canLink && <IconButton size="sm" icon={Link2} label={t('files.copyLink', { name: file.name })} busy={link.isPending} onClick={() => link.mutate({ ...named, seconds: linkSeconds })} />}
        <IconButton size="sm" icon={Trash2} label={t('files.remove', { name: file.name })} disabled={remove.isPending} onClick={() => { void askRemove() }} />
      </td>
    </tr>
  )
}

/** Through the engine, from wherever it lies: works on the desktop too, and where the remote store cannot be reached from this browser. */
async function fetchFile(businessId: string, file: ShownFile): Promise<void> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const part of await client.files.content({ businessId, fileId: file.id })) parts.push(Uint8Array.from(atob(part), character => character.charCodeAt(0)))
  downloadFile(new Blob(parts, { type: file.type }), file.name)
}
