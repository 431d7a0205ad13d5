import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttemptRow } from '../../../engine/contract/calls.ts'
import { navigate } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { useSimulated } from '../../app/practice-mode.tsx'
import { Button } from '../../components/button.tsx'
import { Phone } from '../../components/calls/phone.tsx'
import { zonedText } from '../../components/calls/zoned-clock.ts'
import { Card } from '../../components/panel.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { ReviewDialog } from '../calls/review-dialog.tsx'

const mostShown = 10

/** Attempts nobody could look up: until a person says what became of them, nobody calls those debtors again. */
export function NeedsReview({ campaignId, count, zone }: { campaignId: string | undefined, count: number, zone: string | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const simulated = useSimulated()
  const [resolving, setResolving] = useState<AttemptRow | null>(null)
  const { data } = useQuery(api.calls.list.queryOptions({
    input: { filter: { businessId, simulated, states: ['needs_review'], ...(campaignId && { campaignId }) }, offset: 0, limit: mostShown },
    placeholderData: keepPreviousData,
  }))
  return (
    <Card title={t('floor.review.title')} actions={count > mostShown && <Button size="sm" variant="ghost" onClick={() => navigate({ page: 'calls', query: { states: 'needs_review' } })}>{t('floor.review.all', { count })}</Button>}>
      <p className="px-4 pt-2 text-ink-soft">{t('floor.review.body')}</p>
      <ul>
        {data?.rows.map(row => (
          <li key={row.id} className="flex items-center gap-3 border-b border-line px-4 py-1.5 last:border-0">
            <span className="min-w-0 flex-1 truncate font-medium">{row.debtorName || t('callPage.noName')}</span>
            <Phone number={row.number} />
            <span className="hidden text-ink-soft @3xl:inline">{zonedText(format.locale, row.intentAt, 'day', zone)}, {zonedText(format.locale, row.intentAt, 'time', zone)}</span>
            <Button size="sm" onClick={() => setResolving(row)}>{t('callPage.review.open')}</Button>
          </li>
        ))}
      </ul>
      {resolving && <ReviewDialog attempt={resolving} onClose={() => setResolving(null)} />}
    </Card>
  )
}
