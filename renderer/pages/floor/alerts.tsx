import { useMutation } from '@tanstack/react-query'
import { BellRing, CircleAlert, Info, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Alert, Floor } from '../../../engine/contract/calls.ts'
import { navigate, openItem } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { alertText } from '../../components/calls/alert-text.ts'
import { zonedText } from '../../components/calls/zoned-clock.ts'
import { classNames } from '../../components/class-names.ts'
import { Card } from '../../components/panel.tsx'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { RoundAnswers } from './round-answers.tsx'

const looks = {
  info: { icon: Info, ink: 'text-accent', word: 'floor.alert.info' },
  warning: { icon: TriangleAlert, ink: 'text-caution', word: 'floor.alert.warning' },
  error: { icon: CircleAlert, ink: 'text-danger', word: 'floor.alert.error' },
} as const

/** What a person should know or do, newest first, each with what can be done about it. */
export function Alerts({ floor, zone }: { floor: Floor, zone: string | undefined }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const unseen = floor.alerts.filter(alert => alert.seenAt === null).length
  const see = useMutation(api.calls.seeAlerts.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: api.calls.floor.key() }) }))
  return (
    <Card
      title={<span className="flex items-center gap-2"><BellRing aria-hidden size={14} className="text-ink-faint" />{t('floor.alert.title')}</span>}
      actions={unseen > 0 && <Button size="sm" variant="ghost" busy={see.isPending} onClick={() => see.mutate({ businessId, simulated: floor.simulated })}>{t('floor.alert.see', { count: unseen })}</Button>}
    >
      {floor.alerts.length === 0 && <p className="px-4 py-4 text-ink-soft">{t('floor.alert.none')}</p>}
      <ul className="max-h-96 overflow-y-auto">
        {floor.alerts.map(alert => <li key={alert.id} className="flex gap-2.5 border-t border-line px-4 py-2 first:border-0"><OneAlert alert={alert} floor={floor} zone={zone} /></li>)}
      </ul>
    </Card>
  )
}

function OneAlert({ alert, floor, zone }: { alert: Alert, floor: Floor, zone: string | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { icon: Icon, ink, word } = looks[alert.level]
  const { attemptId, debtorId, slot, date } = alert.details
  const asking = alert.kind === 'round_missed' ? floor.nextRounds.find(round => round.state === 'asking' && round.campaignId === alert.campaignId && round.slot === slot && round.localDate === date) : undefined
  return (
    <>
      <Icon role="img" aria-label={t(word)} size={14} className={classNames('mt-0.5 shrink-0', ink)} />
      <div className="min-w-0 flex-1">
        <p className={alert.seenAt === null ? 'font-medium' : undefined}>{alertText(alert, t, format)}</p>
        <div className="flex flex-wrap items-center gap-x-1 gap-y-1">
          <time className="mr-1 text-sm text-ink-faint">{zonedText(format.locale, alert.at, 'day', zone)}, {zonedText(format.locale, alert.at, 'time', zone)}</time>
          {typeof attemptId === 'string' && <Button size="sm" variant="ghost" onClick={() => openItem(attemptId)}>{t('floor.alert.openCall')}</Button>}
          {typeof debtorId === 'string' && alert.kind !== 'needs_review' && <Button size="sm" variant="ghost" onClick={() => navigate({ page: 'debtors', item: debtorId })}>{t('callPage.person')}</Button>}
          {alert.campaignId !== null && typeof attemptId !== 'string' && <Button size="sm" variant="ghost" onClick={() => navigate({ page: 'campaigns', item: alert.campaignId })}>{t('floor.alert.openCampaign')}</Button>}
          {asking?.roundId && <RoundAnswers roundId={asking.roundId} />}
        </div>
      </div>
    </>
  )
}
