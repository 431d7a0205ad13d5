import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Field } from '../../../components/input.tsx'
import { Select } from '../../../components/select.tsx'
import { api, client } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { useFormat } from '../../../i18n/format.ts'
import { newSuite } from './bench-address.ts'
import { openDraft } from './open-draft.ts'

/** Chats that are offered, latest first. */
const mostChats = 50

/** Makes a scripted conversation of a real chat, and opens the suite it is added to in its editor, unsaved. */
export function FromChatDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const { data: chats } = useQuery(api.chat.list.queryOptions({ input: { filter: { businessId }, limit: mostChats } }))
  const { data: suites = [] } = useQuery(api.chatBench.suites.queryOptions({ input: { businessId } }))
  const own = suites.filter(suite => suite.origin === 'own')
  const [chosenChat, setChosenChat] = useState<string | null>(null)
  const [into, setInto] = useState(newSuite)
  const chatId = chosenChat ?? chats?.rows[0]?.id ?? null
  const add = useMutation({
    mutationFn: async (chat: string) => {
      const suite = own.find(one => one.id === into) ?? null
      const { text } = await client.chatBench.fromChat({ businessId, chatId: chat, suiteId: suite?.id ?? null })
      return { suiteId: suite?.id ?? newSuite, draft: { name: suite?.name[format.language] ?? '', text, version: suite?.version ?? null } }
    },
    meta: { shownInPlace: true },
    onSuccess: ({ suiteId, draft }) => openDraft(businessId, suiteId, draft),
  })
  return (
    <Dialog
      open title={t('chatBench.fromChat.title')} description={t('chatBench.fromChat.body')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {add.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(add.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" busy={add.isPending} disabled={chatId === null} onClick={() => { if (chatId !== null) add.mutate(chatId) }}>{t('chatBench.fromChat.add')}</Button>
        </>
      )}
    >
      <div className="flex flex-col gap-4 pb-2">
        <Field label={t('chatBench.fromChat.chat')} hint={chats?.rows.length === 0 ? t('chatBench.fromChat.none') : undefined}>
          {control => (
            <Select
              id={control.id} label={t('chatBench.fromChat.chat')} className="w-full" value={chatId} disabled={chatId === null} onChange={setChosenChat}
              options={chats?.rows.map(chat => ({ value: chat.id, label: [format.moment(chat.lastAt), chat.title, chat.lastText].filter(part => part !== '').join(' · ').slice(0, 90) })) ?? []}
            />
          )}
        </Field>
        <Field label={t('chatBench.fromChat.into')}>
          {control => <Select id={control.id} label={t('chatBench.fromChat.into')} className="w-full" value={into} onChange={setInto} options={[{ value: newSuite, label: t('chatBench.fromChat.newOne') }, ...own.map(suite => ({ value: suite.id, label: suite.name[format.language] }))]} />}
        </Field>
      </div>
    </Dialog>
  )
}
