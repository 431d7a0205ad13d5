import { useTranslation } from 'react-i18next'
import type { Floor } from '../../../engine/contract/calls.ts'
import { Card } from '../../components/panel.tsx'
import { ProgressBar } from '../../components/progress.tsx'
import { useFormat } from '../../i18n/format.ts'

/** How much of the day's debtors each campaign has called. */
export function Caps({ floor }: { floor: Floor }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Card title={t('floor.caps.title')}>
      {floor.caps.length === 0 && <p className="px-4 py-4 text-ink-soft">{t('floor.caps.none')}</p>}
      <ul>
        {floor.caps.map(cap => (
          <li key={cap.campaignId} className="border-t border-line px-4 py-2 first:border-0">
            <div className="mb-1 flex items-baseline gap-3">
              <span className="min-w-0 flex-1 truncate">{cap.campaignName}</span>
              <span className="shrink-0 text-ink-soft">{t('floor.caps.used', { called: format.number(cap.calledToday), limit: format.number(cap.limitToday) })} · {t('callPage.count', { count: cap.attemptsToday })}</span>
            </div>
            <ProgressBar value={cap.limitToday === 0 ? 0 : cap.calledToday / cap.limitToday} tone={cap.calledToday >= cap.limitToday ? 'caution' : 'accent'} label={t('floor.caps.label', { name: cap.campaignName })} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
