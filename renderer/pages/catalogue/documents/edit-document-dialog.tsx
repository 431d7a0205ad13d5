import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentView } from '../../../../engine/contract/knowledge.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Field, Input } from '../../../components/input.tsx'
import { notify } from '../../../components/toast.tsx'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { tagsOf } from './tags-of.ts'

/** Changes what a document is called and the tags it is filtered by. */
export function EditDocumentDialog({ document, onClose }: { document: DocumentView, onClose: () => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [title, setTitle] = useState(document.title)
  const [tags, setTags] = useState(document.tags.join(', '))
  const [tried, setTried] = useState(false)
  const save = useMutation(api.knowledge.documents.save.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: () => {
      notify.success(t('documents.saved'))
      onClose()
      return queryClient.invalidateQueries({ queryKey: api.knowledge.key() })
    },
  }))
  const submit = () => {
    setTried(true)
    if (title.trim() !== '') save.mutate({ businessId, documentId: document.id, title: title.trim(), tags: tagsOf(tags) })
  }
  return (
    <Dialog
      open title={t('documents.edit')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {save.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(save.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="document" busy={save.isPending}>{t('common.save')}</Button>
        </>
      )}
    >
      <form id="document" noValidate className="flex flex-col gap-3" onSubmit={event => { event.preventDefault(); submit() }}>
        <Field label={t('documents.field.title')} error={tried && title.trim() === '' ? t('documents.titleNeeded') : undefined}>{control => <Input {...control} autoFocus autoComplete="off" maxLength={200} value={title} onChange={event => setTitle(event.target.value)} />}</Field>
        <Field label={t('documents.field.tags')} hint={t('documents.tagsHint')}>{control => <Input {...control} autoComplete="off" maxLength={500} value={tags} onChange={event => setTags(event.target.value)} />}</Field>
      </form>
    </Dialog>
  )
}
