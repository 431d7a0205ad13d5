import { useMutation, useQuery } from '@tanstack/react-query'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CannedReply } from '../../../../engine/contract/chat.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button, IconButton } from '../../../components/button.tsx'
import { confirm } from '../../../components/confirm.tsx'
import { Problem } from '../../../components/problem.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { SettingsSection } from '../../settings/settings-section.tsx'
import { CannedText } from '../composer/canned-text.tsx'
import { CannedDialog } from './canned-dialog.tsx'
import { refreshCanned } from './refresh-canned.ts'

/** Answers written beforehand, for whoever has taken over. */
export function CannedReplies() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [editing, setEditing] = useState<CannedReply | 'new' | null>(null)
  const { data: replies, error, refetch } = useQuery(api.chat.canned.list.queryOptions({ input: { businessId } }))
  const remove = useMutation(api.chat.canned.remove.mutationOptions({ onSuccess: refreshCanned }))
  const ask = async (reply: CannedReply) => {
    const sure = await confirm({ title: t('chatLab.canned.removeTitle', { shortcut: reply.shortcut }), confirmLabel: t('common.remove'), danger: true })
    if (sure) remove.mutate({ businessId, id: reply.id })
  }
  return (
    <SettingsSection title={t('chatLab.canned.title')} body={t('chatLab.canned.body')} actions={<Button icon={Plus} onClick={() => setEditing('new')}>{t('chatLab.canned.add')}</Button>}>
      {!replies && (error ? <Problem error={error} onRetry={() => void refetch()} /> : <SkeletonLines lines={3} />)}
      {replies?.length === 0 && <p className="text-ink-soft">{t('chatLab.canned.none')}</p>}
      <ul>
        {replies?.map(reply => (
          <li key={reply.id} className="flex items-start gap-3 border-b border-line py-2 last:border-0">
            <span className="w-32 shrink-0 truncate font-medium">/{reply.shortcut}</span>
            <div className="min-w-0 flex-1 text-ink-soft"><CannedText text={reply.text} /></div>
            <IconButton size="sm" icon={Pencil} label={t('chatLab.canned.editNamed', { shortcut: reply.shortcut })} onClick={() => setEditing(reply)} />
            <IconButton size="sm" icon={Trash2} label={t('chatLab.canned.removeNamed', { shortcut: reply.shortcut })} onClick={() => void ask(reply)} />
          </li>
        ))}
      </ul>
      {editing !== null && <CannedDialog reply={editing === 'new' ? null : editing} taken={replies ?? []} onClose={() => setEditing(null)} />}
    </SettingsSection>
  )
}
