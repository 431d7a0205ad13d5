import { useMutation } from '@tanstack/react-query'
import { Plug, Plus, TriangleAlert, Webhook, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ActionKind } from '../../../db/values.ts'
import type { Action } from '../../../engine/contract/actions.ts'
import { openItem } from '../../app/address.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { Switch } from '../../components/checkbox.tsx'
import { classNames } from '../../components/class-names.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { deliveryStateLooks } from './delivery-state.tsx'
import { refreshActions, useActions } from './use-actions.ts'

export const kindIcons: Record<ActionKind, LucideIcon> = { webhook: Webhook, mcp: Plug }

/** Left out while an open panel leaves little room: the panel says it too. */
const wideOnly = 'hidden @3xl:table-cell'

/** Every action of the business, with how its deliveries stand. */
export function ActionList({ openId, onCreate }: { openId: string | null, onCreate: () => void }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useActions()
  if (!data) return error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <div className="p-4"><SkeletonLines /></div>
  if (data.length === 0) {
    return (
      <EmptyState icon={Webhook} title={t('actions.empty')} body={t('actions.emptyBody')}>
        <Button variant="primary" icon={Plus} onClick={onCreate}>{t('actions.create')}</Button>
      </EmptyState>
    )
  }
  const head = 'sticky top-0 h-8 whitespace-nowrap border-b border-line bg-surface px-3 text-left text-sm font-medium text-ink-soft'
  return (
    <table aria-label={t('actions.table')} className="w-full border-collapse">
      <thead>
        <tr>
          <th scope="col" className={classNames(head, 'pl-4')}>{t('actions.name')}</th>
          <th scope="col" className={classNames(head, wideOnly)}>{t('actions.when')}</th>
          <th scope="col" className={head}>{t('actions.deliveries')}</th>
          <th scope="col" className={classNames(head, wideOnly)}>{t('actions.lastDelivery')}</th>
          <th scope="col" className={head}>{t('actions.enabled')}</th>
        </tr>
      </thead>
      <tbody>{data.map(action => <ActionRow key={action.id} action={action} open={action.id === openId} />)}</tbody>
    </table>
  )
}

function ActionRow({ action, open }: { action: Action, open: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const Icon = kindIcons[action.target.kind]
  return (
    <tr onClick={() => openItem(action.id, { replace: open })} className={classNames('border-b border-line', open ? 'bg-accent-soft' : 'hover:bg-hover')}>
      <td className="max-w-80 py-1.5 pr-3 pl-4">
        <button type="button" aria-current={open || undefined} className="block max-w-full truncate rounded text-left font-medium">{action.name}</button>
        <span className="flex items-center gap-1.5 text-sm text-ink-soft">
          {action.secrets.some(secret => secret.last4 === null) && <Badge tone="caution" icon={TriangleAlert}>{t('actions.secretIsMissing')}</Badge>}
          <Icon aria-hidden size={12} className="shrink-0" /><span className="truncate" title={targetName(action)}>{t(`actions.kinds.${action.target.kind}`)} · {targetName(action)}</span>
        </span>
      </td>
      <td className={classNames(wideOnly, 'max-w-56 px-3 text-ink-soft')}><span className="line-clamp-2">{action.triggers.map(trigger => t(`actions.triggers.${trigger}`)).join(', ')}</span></td>
      <td className="px-3"><DeliveryCounts action={action} /></td>
      <td className={classNames(wideOnly, 'px-3 whitespace-nowrap text-ink-soft')}>{action.lastDeliveryAt === null ? t('actions.neverDelivered') : <time title={format.dateTime(action.lastDeliveryAt)}>{format.relative(action.lastDeliveryAt)}</time>}</td>
      {/* The switch has its own click. */}
      <td className="px-3" onClick={event => event.stopPropagation()}><ActionSwitch action={action} /></td>
    </tr>
  )
}

/** Where it goes, as short as it can be said. */
export function targetName({ target }: Action): string {
  return target.kind === 'webhook' ? target.url : target.tool
}

function DeliveryCounts({ action: { counts } }: { action: Action }) {
  const { t } = useTranslation()
  const parts = [
    { state: 'delivered', count: counts.delivered, tone: 'positive' }, { state: 'pending', count: counts.pending, tone: 'neutral' },
    { state: 'failed', count: counts.failed, tone: 'danger' }, { state: 'needs_operator', count: counts.needsOperator, tone: 'caution' },
  ] as const
  const shown = parts.filter(({ count }) => count > 0)
  if (shown.length === 0) return <span className="text-ink-faint">–</span>
  return <span className="flex flex-wrap gap-1">{shown.map(({ state, count, tone }) => <Badge key={state} tone={tone} icon={deliveryStateLooks[state].icon}>{t(`actions.counts.${state}`, { count })}</Badge>)}</span>
}

export function ActionSwitch({ action }: { action: Action }) {
  const { t } = useTranslation()
  const change = useMutation(api.actions.setEnabled.mutationOptions({ onSuccess: refreshActions }))
  return (
    <span className="flex items-center gap-2 whitespace-nowrap">
      <Switch checked={action.enabled} disabled={change.isPending} label={t('actions.enable', { name: action.name })} onChange={enabled => change.mutate({ actionId: action.id, enabled })} />
      {action.disabledReason !== null && !action.enabled
        ? <Badge tone="caution" icon={TriangleAlert}>{t('actions.switchedOff')}</Badge>
        : <span className="text-ink-soft">{t(action.enabled ? 'actions.enabled' : 'actions.disabled')}</span>}
    </span>
  )
}
