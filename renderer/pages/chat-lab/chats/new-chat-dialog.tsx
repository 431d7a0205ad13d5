import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { chatTones, languages, type ChatTone, type Language } from '../../../../db/values.ts'
import { navigate } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Field, Input } from '../../../components/input.tsx'
import { Select } from '../../../components/select.tsx'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { wishFocus } from '../composer/focus-wish.ts'

/** Begins a chat of the lab. Language and tone are the settings' unless chosen. */
export function NewChatDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [title, setTitle] = useState('')
  const [chosen, setChosen] = useState<{ language?: Language, tone?: ChatTone }>({})
  const { data: settings } = useQuery(api.chat.settings.get.queryOptions({ input: { businessId } }))
  const start = useMutation(api.chat.start.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: chat => {
      wishFocus(chat.id)
      navigate({ page: 'chat-lab', item: chat.id })
      return queryClient.invalidateQueries({ queryKey: api.chat.list.key() })
    },
  }))
  return (
    <Dialog
      open size="sm" title={t('chatLab.newChat')} description={t('chatLab.newChatBody')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {start.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(start.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="new-chat" busy={start.isPending}>{t('chatLab.begin')}</Button>
        </>
      )}
    >
      <form id="new-chat" className="grid gap-3 pb-2 sm:grid-cols-2" onSubmit={event => { event.preventDefault(); start.mutate({ businessId, title: title.trim(), ...chosen }) }}>
        <div className="sm:col-span-2"><Field label={t('chatLab.title')} hint={t('chatLab.titleHint')}>{control => <Input {...control} autoFocus autoComplete="off" maxLength={100} value={title} onChange={event => setTitle(event.target.value)} />}</Field></div>
        <Field label={t('chatLab.language')}>{({ id }) => <Select id={id} label={t('chatLab.language')} value={chosen.language ?? settings?.language ?? null} options={languages.map(value => ({ value, label: t(`chatLab.languages.${value}`) }))} onChange={language => setChosen({ ...chosen, language })} />}</Field>
        <Field label={t('chatLab.tone')}>{({ id }) => <Select id={id} label={t('chatLab.tone')} value={chosen.tone ?? settings?.tone ?? null} options={chatTones.map(value => ({ value, label: t(`chatLab.tones.${value}`) }))} onChange={tone => setChosen({ ...chosen, tone })} />}</Field>
      </form>
    </Dialog>
  )
}
