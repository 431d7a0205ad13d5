import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentView } from '../../../../engine/contract/knowledge.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { Checkbox } from '../../../components/checkbox.tsx'
import { Field, Input, TextArea } from '../../../components/input.tsx'
import { notify } from '../../../components/toast.tsx'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { tagsOf } from './tags-of.ts'

/** A text that becomes a document. */
export function PasteText({ onAdded }: { onAdded: (document: DocumentView) => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [typed, setTyped] = useState({ title: '', text: '', tags: '', markdown: false })
  const [tried, setTried] = useState(false)
  const add = useMutation(api.knowledge.documents.addText.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: ({ document, known }) => {
      notify.success(t(`documents.outcome.${known ? 'known' : 'added'}`))
      onAdded(document)
      return queryClient.invalidateQueries({ queryKey: api.knowledge.key() })
    },
  }))
  const set = (change: Partial<typeof typed>) => setTyped(current => ({ ...current, ...change }))
  const submit = () => {
    setTried(true)
    const title = typed.title.trim()
    if (title !== '' && typed.text.trim() !== '') add.mutate({ businessId, title, text: typed.text, markdown: typed.markdown, tags: tagsOf(typed.tags) })
  }
  return (
    <form noValidate className="flex flex-col gap-3" onSubmit={event => { event.preventDefault(); submit() }}>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t('documents.field.title')} error={tried && typed.title.trim() === '' ? t('documents.titleNeeded') : undefined}>{control => <Input {...control} autoComplete="off" maxLength={200} value={typed.title} onChange={event => set({ title: event.target.value })} />}</Field>
        <Field label={t('documents.field.tags')} hint={t('documents.tagsHint')}>{control => <Input {...control} autoComplete="off" maxLength={500} value={typed.tags} onChange={event => set({ tags: event.target.value })} />}</Field>
      </div>
      <Field label={t('documents.text')} error={tried && typed.text.trim() === '' ? t('documents.textNeeded') : undefined}>{control => <TextArea {...control} rows={10} maxLength={2_000_000} value={typed.text} onChange={event => set({ text: event.target.value })} />}</Field>
      <div className="flex flex-wrap items-center gap-3">
        <label className="flex items-center gap-2"><Checkbox checked={typed.markdown} onChange={markdown => set({ markdown })} label={t('documents.asMarkdown')} /><span aria-hidden>{t('documents.asMarkdown')}</span></label>
        {add.error && <p role="alert" className="text-danger">{problemText(add.error).title}</p>}
        <Button variant="primary" type="submit" busy={add.isPending} className="ml-auto">{t('documents.add')}</Button>
      </div>
    </form>
  )
}
