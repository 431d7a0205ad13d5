import { useMutation } from '@tanstack/react-query'
import { Archive, ArchiveRestore, Bot, CirclePause, CirclePlay, Ellipsis, Headset, PanelRightClose, PanelRightOpen, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { chatTones } from '../../../../db/values.ts'
import type { ChatDetail } from '../../../../engine/contract/chat.ts'
import { openItem } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button, IconButton } from '../../../components/button.tsx'
import { confirm } from '../../../components/confirm.tsx'
import { Menu, MenuChoices, MenuItem, MenuLabel, MenuSeparator } from '../../../components/menu.tsx'
import { notify } from '../../../components/toast.tsx'
import { api, client } from '../../../connection/client.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { Badge } from '../../../components/badge.tsx'
import { ChannelBadge, ControlBadge } from '../states.tsx'
import { useChatActions } from './use-chat-actions.ts'
import type { Thread } from './use-thread.ts'

interface ControlBarProps { chat: ChatDetail, change: Thread['change'], detailsShown: boolean, onDetails: () => void }

/** Who answers the chat, and what a person can do about it. */
export function ControlBar({ chat, change, detailsShown, onDetails }: ControlBarProps) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { act, setTone } = useChatActions(chat, change)
  const remove = useMutation({
    mutationFn: () => client.chat.remove({ businessId, chatId: chat.id }),
    onSuccess: () => {
      notify.success(t('chatLab.removed'))
      openItem(null)
      return queryClient.invalidateQueries({ queryKey: api.chat.list.key() })
    },
  })
  const askToRemove = async () => {
    const sure = await confirm({ title: t('chatLab.removeTitle', { title: chat.title || t('chatLab.untitled') }), body: t('chatLab.removeBody'), confirmLabel: t('common.remove'), danger: true })
    if (sure) remove.mutate()
  }
  const open = chat.state === 'open'
  return (
    <header className="@container flex min-h-11 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-4 py-1.5">
      <h2 className="min-w-24 flex-1 truncate text-lg font-semibold" title={chat.title}>{chat.title || t('chatLab.untitled')}</h2>
      <span className="flex items-center gap-1"><span className="hidden @lg:inline-flex"><ChannelBadge channel={chat.channel} /></span><span className={chat.control === 'agent' ? 'hidden @md:inline-flex' : 'inline-flex'}><ControlBadge control={chat.control} /></span>{!open && <Badge icon={Archive}>{t(`chatLab.closedBy.${chat.closedBy ?? 'person'}`)}</Badge>}</span>
      {/* Where a person is wanted the banner below has this button. */}
      {open && chat.control !== 'person' && chat.handoff === null && <Button icon={Headset} busy={act.isPending} onClick={() => act.mutate('takeOver')}>{t('chatLab.act.takeOver')}</Button>}
      {open && chat.control === 'person' && <Button icon={Bot} variant="primary" busy={act.isPending} onClick={() => act.mutate('handBack')}>{t('chatLab.act.handBack')}</Button>}
      {open && chat.control === 'agent' && <IconButton icon={CirclePause} label={t('chatLab.act.pause')} disabled={act.isPending} onClick={() => act.mutate('pause')} />}
      {open && chat.control === 'paused' && <Button icon={CirclePlay} variant="primary" busy={act.isPending} onClick={() => act.mutate('resume')}>{t('chatLab.act.resume')}</Button>}
      {!open && <Button icon={ArchiveRestore} busy={act.isPending} onClick={() => act.mutate('reopen')}>{t('chatLab.act.reopen')}</Button>}
      <Menu align="end" label={t('common.more')} trigger={<IconButton icon={Ellipsis} label={t('chatLab.moreOf')} />}>
        <MenuLabel>{t('chatLab.tone')}</MenuLabel>
        <MenuChoices value={chat.tone} onChange={tone => setTone.mutate(tone)} options={chatTones.map(value => ({ value, label: t(`chatLab.tones.${value}`) }))} />
        <MenuSeparator />
        {open && <MenuItem icon={Archive} onSelect={() => act.mutate('close')}>{t('chatLab.act.close')}</MenuItem>}
        <MenuItem icon={Trash2} danger onSelect={() => void askToRemove()}>{t('common.remove')}</MenuItem>
      </Menu>
      <IconButton icon={detailsShown ? PanelRightClose : PanelRightOpen} label={t(detailsShown ? 'chatLab.hideDetails' : 'chatLab.showDetails')} aria-expanded={detailsShown} onClick={onDetails} />
    </header>
  )
}
