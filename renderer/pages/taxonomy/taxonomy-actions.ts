import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { TaxonomyDraft } from '../../../engine/contract/taxonomies.ts'
import { currentAddress, openItem } from '../../app/address.ts'
import { confirm } from '../../components/confirm.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'

/** Throws a draft away, after asking: its changes are nowhere else. */
export function useRemoveDraft() {
  const { t } = useTranslation()
  const remove = useMutation(api.taxonomies.removeDraft.mutationOptions({
    onSuccess: async (_none, { id }) => {
      if (currentAddress().item === id) openItem(null, { replace: true })
      await queryClient.invalidateQueries({ queryKey: api.taxonomies.drafts.key() })
    },
  }))
  const askRemove = async (draft: TaxonomyDraft) => {
    if (await confirm({ title: t('taxonomy.removeTitle'), body: t('taxonomy.removeBody'), confirmLabel: t('common.remove'), danger: true })) remove.mutate({ id: draft.id })
  }
  return { busy: remove.isPending, askRemove }
}

/** Puts a draft into service without trying it first, after asking. */
export function usePublishDraft() {
  const { t } = useTranslation()
  const publish = useMutation(api.taxonomies.publishDraft.mutationOptions({
    onSuccess: async version => {
      notify.success(t('taxonomy.published', { version: version.version }))
      openItem(null, { replace: true })
      await Promise.all([queryClient.invalidateQueries({ queryKey: api.taxonomies.key() }), queryClient.invalidateQueries({ queryKey: api.classification.key() })])
    },
  }))
  const askPublish = async (draft: TaxonomyDraft) => {
    if (await confirm({ title: t('taxonomy.publishTitle'), body: t('taxonomy.publishBody'), confirmLabel: t('taxonomy.publish') })) publish.mutate({ id: draft.id })
  }
  return { busy: publish.isPending, askPublish }
}
