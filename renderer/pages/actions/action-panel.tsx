import { useMutation } from '@tanstack/react-query'
import { ListFilter, Pencil, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Action } from '../../../engine/contract/actions.ts'
import { navigate, openItem } from '../../app/address.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { confirm } from '../../components/confirm.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { DetailPanel } from '../../components/panel.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { errorText } from '../../connection/problem.ts'
import { ActionSwitch, kindIcons, targetName } from './action-list.tsx'
import { ActionSecrets } from './action-secrets.tsx'
import { ActionTest } from './action-test.tsx'
import { refreshActions, useActions } from './use-actions.ts'

/** One action: what it does, its secrets, and a try-out. */
export function ActionPanel({ id, onEdit }: { id: string, onEdit: (action: Action) => void }) {
  const { t } = useTranslation()
  const { data } = useActions()
  const action = data?.find(one => one.id === id)
  const remove = useMutation(api.actions.remove.mutationOptions({
    onSuccess: () => {
      notify.success(t('actions.removed'))
      openItem(null, { replace: true })
      return refreshActions()
    },
  }))
  const askRemove = async (named: Action) => {
    if (await confirm({ title: t('actions.removeTitle', { name: named.name }), body: t('actions.removeBody'), confirmLabel: t('common.remove'), danger: true })) remove.mutate({ actionId: named.id })
  }
  return (
    <DetailPanel
      label={t('actions.panel')} title={action?.name ?? t('frame.actions')} subtitle={action && t(`actions.kinds.${action.target.kind}`)} onClose={() => openItem(null)}
      actions={action && (
        <>
          <Button icon={Pencil} onClick={() => onEdit(action)}>{t('actions.edit')}</Button>
          <IconButton icon={Trash2} label={t('actions.remove')} disabled={remove.isPending} onClick={() => { void askRemove(action) }} />
        </>
      )}
    >
      {!data && <div className="p-4"><SkeletonLines lines={6} /></div>}
      {data && !action && <EmptyState icon={kindIcons.webhook} title={t('actions.problem.not_found')} />}
      {action && (
        <>
          <PanelSection title={t('actions.state')}>
            <ActionSwitch action={action} />
            {action.disabledReason !== null && <p className="mt-1.5 text-ink-soft">{errorText(action.disabledReason)}</p>}
          </PanelSection>
          <PanelSection title={t('actions.when')}>
            <p>{action.triggers.map(trigger => t(`actions.triggers.${trigger}`)).join(', ')}</p>
            <p className="text-sm text-ink-soft">{t(action.practice ? 'actions.practiceOn' : 'actions.practiceOff')}</p>
          </PanelSection>
          <PanelSection title={t('actions.target')}>
            <code className="font-mono text-sm break-all">{targetName(action)}</code>
            {action.target.kind === 'mcp' && <p className="text-sm break-all text-ink-soft">{action.target.server.transport === 'http' ? action.target.server.url : [action.target.server.command, ...action.target.server.args].join(' ')}</p>}
          </PanelSection>
          <PanelSection title={t('actions.secrets')}><ActionSecrets action={action} /></PanelSection>
          <PanelSection title={t('actions.test')}><ActionTest key={action.updatedAt} action={action} /></PanelSection>
          <PanelSection title={t('actions.deliveries')}>
            <Button icon={ListFilter} onClick={() => navigate({ page: 'actions', query: { view: 'log', action: action.id } })}>{t('actions.seeDeliveries')}</Button>
          </PanelSection>
        </>
      )}
    </DetailPanel>
  )
}

export function PanelSection({ title, children }: { title: string, children: ReactNode }) {
  return (
    <section className="border-b border-line px-4 py-3 last:border-0">
      <h3 className="mb-1.5 text-sm font-medium text-ink-soft">{title}</h3>
      {children}
    </section>
  )
}
