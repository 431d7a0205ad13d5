import { useMutation } from '@tanstack/react-query'
import { Archive, CircleCheck, Pencil, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TaxonomyDraft, TaxonomyVersion } from '../../../engine/contract/taxonomies.ts'
import { openItem } from '../../app/address.ts'
import { Button } from '../../components/button.tsx'
import { confirm } from '../../components/confirm.tsx'
import { IconState } from '../../components/icon-state.tsx'
import { Card } from '../../components/panel.tsx'
import { notify } from '../../components/toast.tsx'
import { api, client } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { useRemoveDraft } from './taxonomy-actions.ts'

/** Every version with what can be done with it; drafts above, because they are what somebody is working on. */
export function TaxonomyVersions({ versions, drafts }: { versions: readonly TaxonomyVersion[], drafts: readonly TaxonomyDraft[] }) {
  const { t } = useTranslation()
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-4">
      <div className="mx-auto flex max-w-5xl flex-col gap-4">
        <p className="text-ink-soft">{t('taxonomy.intro')}</p>
        {drafts.length > 0 && <Card title={t('taxonomy.drafts')}><ul>{drafts.map(draft => <DraftRow key={draft.id} draft={draft} />)}</ul></Card>}
        <Card title={t('taxonomy.versions')}><ul>{versions.map(version => <VersionRow key={version.version} version={version} />)}</ul></Card>
      </div>
    </div>
  )
}

function DraftRow({ draft }: { draft: TaxonomyDraft }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { busy, askRemove } = useRemoveDraft()
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-1.5 last:border-b-0">
      <button type="button" onClick={() => openItem(draft.id)} className="min-w-0 truncate rounded text-left font-medium">{draft.note || t('taxonomy.draftWithout')}</button>
      {draft.problems.length > 0
        ? <IconState icon={TriangleAlert} tone="danger" label={t('taxonomy.faults', { count: draft.problems.length })} />
        : <IconState icon={CircleCheck} tone="positive" label={t('taxonomy.noFaults')} />}
      <span className="text-ink-soft">{t('taxonomy.draftOf', { version: draft.basedOn, date: format.dateTime(draft.updatedAt) })}</span>
      <span className="ml-auto flex gap-2">
        <Button size="sm" icon={Pencil} onClick={() => openItem(draft.id)}>{t('taxonomy.edit')}</Button>
        <Button size="sm" disabled={busy} onClick={() => void askRemove(draft)}>{t('common.remove')}</Button>
      </span>
    </li>
  )
}

function VersionRow({ version }: { version: TaxonomyVersion }) {
  const { t } = useTranslation()
  const format = useFormat()
  const activate = useMutation(api.taxonomies.activate.mutationOptions({
    onSuccess: () => {
      notify.success(t('taxonomy.activated', { version: version.version }))
      return Promise.all([queryClient.invalidateQueries({ queryKey: api.taxonomies.key() }), queryClient.invalidateQueries({ queryKey: api.classification.key() })])
    },
  }))
  const openAsDraft = useMutation({
    mutationFn: async () => {
      const { content } = await client.taxonomies.content({ version: version.version })
      return client.taxonomies.saveDraft({ basedOn: version.version, note: '', content })
    },
    onSuccess: async draft => {
      await queryClient.invalidateQueries({ queryKey: api.taxonomies.drafts.key() })
      openItem(draft.id)
    },
  })
  const askActivate = async () => {
    if (await confirm({ title: t('taxonomy.activateTitle', { version: version.version }), body: t('taxonomy.publishBody'), confirmLabel: t('taxonomy.activate') })) activate.mutate({ version: version.version })
  }
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-1.5 last:border-b-0">
      <span className="font-medium">{t('taxonomy.version', { version: version.version })}</span>
      {version.active ? <IconState icon={CircleCheck} tone="positive" label={t('models.active')} /> : <IconState icon={Archive} label={t('models.inactive')} />}
      <span className="min-w-0 text-ink-soft">
        {version.name[format.language]} · {t(`taxonomy.author.${version.author}`)} · {t('taxonomy.size', { enums: format.number(version.enums), values: format.number(version.values) })} · {format.dateTime(version.createdAt)}
        {version.note !== '' && <span className="block text-ink">{version.note}</span>}
      </span>
      <span className="ml-auto flex gap-2">
        <Button size="sm" icon={Pencil} busy={openAsDraft.isPending} onClick={() => openAsDraft.mutate()}>{t('taxonomy.openAsDraft')}</Button>
        {!version.active && <Button size="sm" disabled={activate.isPending} onClick={() => void askActivate()}>{t('taxonomy.activate')}…</Button>}
      </span>
    </li>
  )
}
