import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { CircleStop, FileInput, Pencil, RotateCcw, Trash2, TriangleAlert } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentView } from '../../../../engine/contract/knowledge.ts'
import { openItem } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Badge } from '../../../components/badge.tsx'
import { Button } from '../../../components/button.tsx'
import { confirm } from '../../../components/confirm.tsx'
import { DetailPanel } from '../../../components/panel.tsx'
import { Problem } from '../../../components/problem.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { notify } from '../../../components/toast.tsx'
import { api, client } from '../../../connection/client.ts'
import { errorText } from '../../../connection/problem.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { upload } from '../../batches/upload.ts'
import { Fact, Section } from '../../debtors/person/section.tsx'
import { accepted } from './accepted.ts'
import { DocumentChunks } from './document-chunks.tsx'
import { DocumentStateLabel, underWay } from './document-state.tsx'
import { EditDocumentDialog } from './edit-document-dialog.tsx'

/** The open document at the right of the list: its facts, what can be done with it, and its passages. */
export function DocumentPanel({ id }: { id: string }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [editing, setEditing] = useState(false)
  const { data: document, error, refetch } = useQuery(api.knowledge.documents.get.queryOptions({ input: { businessId, documentId: id }, placeholderData: keepPreviousData }))
  return (
    <DetailPanel
      label={t('documents.panel')} title={document?.title ?? t('documents.panel')} subtitle={document?.fileName} onClose={() => openItem(null)}
      actions={document && <Button icon={Pencil} onClick={() => setEditing(true)}>{t('documents.edit')}</Button>}
    >
      {document ? <DocumentFacts document={document} /> : error ? <Problem error={error} onRetry={() => void refetch()} /> : <div className="p-4"><SkeletonLines lines={8} /></div>}
      {editing && document && <EditDocumentDialog document={document} onClose={() => setEditing(false)} />}
    </DetailPanel>
  )
}

function DocumentFacts({ document }: { document: DocumentView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { state, error } = document
  return (
    <>
      <Section title={t('documents.facts')}>
        <div className="mb-2"><DocumentStateLabel document={document} /></div>
        {error !== null && <p role={state === 'failed' ? 'alert' : undefined} className={state === 'failed' ? 'mb-2 flex gap-2 text-danger' : 'mb-2 flex gap-2'}><TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />{errorText(error)}.</p>}
        {document.earlierSearched && <p className="mb-2 text-ink-soft">{t('documents.earlier')}</p>}
        <dl className="grid grid-cols-[minmax(96px,auto)_1fr] gap-x-4 gap-y-1">
          <Fact name={t('documents.field.kind')}>{t(`documents.kind.${document.kind}`)}</Fact>
          {document.language !== null && <Fact name={t('documents.field.language')}>{t(`documents.language.${document.language}`)}</Fact>}
          {document.pages !== null && <Fact name={t('documents.field.pages')}>{format.number(document.pages)}</Fact>}
          {document.metadata.title !== undefined && <Fact name={t('documents.field.ownTitle')}>{document.metadata.title}</Fact>}
          <Fact name={t('documents.field.bytes')}>{format.bytes(document.bytes)}</Fact>
          <Fact name={t('documents.field.updatedAt')}>{format.dateTime(document.updatedAt)}</Fact>
          {document.tags.length > 0 && <Fact name={t('documents.field.tags')}><span className="flex flex-wrap gap-1">{document.tags.map(tag => <Badge key={tag}>{tag}</Badge>)}</span></Fact>}
        </dl>
        <DocumentActions document={document} />
      </Section>
      {(state === 'ready' || document.earlierSearched) && <Section title={t('documents.content')}><DocumentChunks key={document.id} documentId={document.id} version={document.hash} /></Section>}
    </>
  )
}

function DocumentActions({ document: { id, title, state } }: { document: DocumentView }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const picker = useRef<HTMLInputElement>(null)
  const input = { businessId, documentId: id }
  const changed = () => queryClient.invalidateQueries({ queryKey: api.knowledge.key() })
  const again = useMutation(api.knowledge.documents.again.mutationOptions({ onSuccess: changed }))
  const cancel = useMutation(api.knowledge.documents.cancel.mutationOptions({ onSuccess: changed }))
  const remove = useMutation(api.knowledge.documents.remove.mutationOptions({
    onSuccess: () => {
      notify.success(t('documents.removed'))
      openItem(null, { replace: true })
      return changed()
    },
  }))
  const replace = useMutation({
    mutationFn: async (file: File) => client.knowledge.documents.replace({ ...input, uploadId: await upload(file, () => {}, new AbortController().signal) }),
    onSuccess: () => {
      notify.info(t('documents.replaced'))
      return changed()
    },
  })
  const ask = async () => {
    if (await confirm({ title: t('documents.removeTitle', { title }), body: t('documents.removeBody'), confirmLabel: t('documents.remove'), danger: true })) remove.mutate(input)
  }
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {underWay(state) && <Button icon={CircleStop} busy={cancel.isPending} onClick={() => cancel.mutate(input)}>{t('documents.stop')}</Button>}
      {(state === 'failed' || state === 'cancelled') && <Button icon={RotateCcw} busy={again.isPending} onClick={() => again.mutate(input)}>{t('documents.again')}</Button>}
      {!underWay(state) && <Button icon={FileInput} busy={replace.isPending} onClick={() => picker.current?.click()}>{t('documents.replace')}</Button>}
      <Button variant="ghost" icon={Trash2} busy={remove.isPending} onClick={() => void ask()}>{t('documents.remove')}</Button>
      <input
        ref={picker} type="file" accept={accepted} aria-label={t('documents.replace')} tabIndex={-1} className="sr-only"
        onChange={event => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) replace.mutate(file)
        }}
      />
    </div>
  )
}
