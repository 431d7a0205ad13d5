import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Check, RotateCw, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DeliveryDetail } from '../../../engine/contract/actions.ts'
import { openItem } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { DetailPanel } from '../../components/panel.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { errorText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { PanelSection } from './action-panel.tsx'
import { DeliveryAttempts, Excerpt } from './delivery-attempts.tsx'
import { DeliveryStateLabel } from './delivery-state.tsx'
import { replayDeliveries } from './replay.ts'
import { refreshActions } from './use-actions.ts'

/** One delivery with every try, beside the log. */
export function DeliveryPanel({ id }: { id: string }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { data, error, refetch } = useQuery(api.actions.delivery.queryOptions({ input: { id }, placeholderData: keepPreviousData }))
  const canReplay = data !== undefined && !data.sample && data.state !== 'pending'
  // Sending an unknown outcome again could be a second message to a debtor: that is offered below, with a warning.
  const isUnknown = data?.error === 'actions.problem.unknown_outcome' && data.state === 'needs_operator'
  return (
    <DetailPanel
      label={t('actions.deliveryPanel')} title={data?.actionName ?? t('common.loading')} subtitle={<code className="font-mono">{id}</code>} onClose={() => openItem(null)}
      actions={canReplay && !isUnknown && <Button icon={RotateCw} onClick={() => { void replayDeliveries({ businessId, ids: [id] }, t) }}>{t('actions.replay')}</Button>}
    >
      {data ? <DeliveryView delivery={data} isUnknown={isUnknown} /> : error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <div className="p-4"><SkeletonLines lines={8} /></div>}
    </DetailPanel>
  )
}

function DeliveryView({ delivery, isUnknown }: { delivery: DeliveryDetail, isUnknown: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const facts: [string, string | null][] = [
    [t('actions.trigger'), t(`actions.triggers.${delivery.trigger}`)],
    [t('actions.createdAt'), format.dateTime(delivery.createdAt)],
    [t('actions.nextTry'), delivery.nextTryAt === null ? null : format.dateTime(delivery.nextTryAt)],
    [t('actions.finishedAt'), delivery.finishedAt === null ? null : format.dateTime(delivery.finishedAt)],
    [t('actions.eventId'), delivery.eventId],
  ]
  return (
    <>
      <section className="flex flex-col gap-2 border-b border-line px-4 py-3" aria-live="polite">
        <div className="flex items-center gap-2">
          <DeliveryStateLabel state={delivery.state} />
          {delivery.simulated && <Badge tone="caution">{t('actions.simulated')}</Badge>}
          {delivery.sample && <Badge>{t('actions.sample')}</Badge>}
        </div>
        {delivery.error && delivery.state !== 'delivered' && <p className="rounded-md bg-danger-soft px-2.5 py-1.5 break-words">{errorText(delivery.error)}</p>}
        {delivery.state === 'needs_operator' && <Decision delivery={delivery} isUnknown={isUnknown} />}
      </section>
      <section className="border-b border-line px-4 py-3">
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          {facts.filter(([, value]) => value !== null).map(([label, value]) => <FactRow key={label} label={label} value={value} />)}
        </dl>
      </section>
      <PanelSection title={t('actions.attemptLog')}><DeliveryAttempts attempts={delivery.attemptLog} /></PanelSection>
      <section className="px-4 pb-4"><Excerpt label={t('actions.data')} text={JSON.stringify(delivery.event, null, 2)} /></section>
    </>
  )
}

function FactRow({ label, value }: { label: string, value: string | null }) {
  return (
    <>
      <dt className="text-ink-soft">{label}</dt>
      <dd className="break-all">{value}</dd>
    </>
  )
}

/** What only a person can say. */
function Decision({ delivery, isUnknown }: { delivery: DeliveryDetail, isUnknown: boolean }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const settle = useMutation(api.actions.settle.mutationOptions({ onSuccess: refreshActions }))
  return (
    <>
      {isUnknown && <p className="text-ink-soft">{t('actions.replayRisk')}</p>}
      <div className="flex flex-wrap gap-2">
        {isUnknown && <Button icon={Check} variant="primary" busy={settle.isPending} onClick={() => settle.mutate({ id: delivery.id, state: 'delivered' })}>{t('actions.markDelivered')}</Button>}
        {isUnknown && <Button icon={RotateCw} onClick={() => { void replayDeliveries({ businessId, ids: [delivery.id] }, t) }}>{t('actions.replayAnyway')}</Button>}
        <Button icon={X} busy={settle.isPending} onClick={() => settle.mutate({ id: delivery.id, state: 'failed' })}>{t('actions.markFailed')}</Button>
      </div>
    </>
  )
}
