import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallJobRow } from '../../../engine/contract/campaigns.ts'
import { decisionText, Verdict } from '../../components/calls/decision.tsx'
import { Money } from '../../components/calls/money.tsx'
import { CallJobState, OutcomeState } from '../../components/calls/states.tsx'
import type { ColumnDefinition } from '../../components/data-table/data-table.tsx'
import { ZonedTime } from '../../components/calls/zoned-time.tsx'
import { errorText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import type { JobVariant } from './job-filter.ts'

const dash = <span className="text-ink-faint">–</span>

/** The columns of a campaign's debtors, by what is looked at: results, why each is called or not, or who waits for a moment. */
export function useJobColumns(variant: JobVariant, zone: string): ColumnDefinition<CallJobRow>[] {
  const { t } = useTranslation()
  const format = useFormat()
  return useMemo(() => {
    const moment = (at: number | null) => at === null ? dash : <ZonedTime at={at} zone={zone} />
    const column = {
      name: { id: 'name', header: t('campaigns.column.name'), width: 180, grow: variant === 'results', cell: row => <span className="font-medium">{row.debtorName}</span> },
      nationalId: { id: 'nationalId', header: t('campaigns.column.nationalId'), width: 120, cell: row => row.nationalId },
      company: { id: 'company', header: t('campaigns.column.company'), width: 150, cell: row => row.company },
      amount: { id: 'amount', header: t('campaigns.column.amount'), width: 110, align: 'end', cell: row => <Money value={row.amount} /> },
      status: { id: 'status', header: t('campaigns.column.status'), width: 130, cell: row => <CallJobState status={row.status} /> },
      attempts: { id: 'attempts', header: t('campaigns.column.attempts'), width: 84, align: 'end', cell: row => `${format.number(row.attempts)} / ${format.number(row.maxAttempts)}` },
      outcome: { id: 'outcome', header: t('campaigns.column.outcome'), width: 170, cell: row => <OutcomeState outcome={row.outcome} /> },
      nextTry: { id: 'nextTry', header: t('campaigns.column.nextTry'), width: 160, cell: row => moment(row.nextTryAt) },
      callback: { id: 'callback', header: t('campaigns.column.callback'), width: 170, cell: row => moment(row.callbackAt) },
      error: { id: 'error', header: t('campaigns.column.error'), width: 200, cell: row => row.lastError === null ? dash : <span title={errorText(row.lastError)}>{errorText(row.lastError)}</span> },
      verdict: { id: 'verdict', header: t('campaigns.column.verdict'), width: 110, cell: row => row.decision ? <Verdict verdict={row.decision.verdict} /> : dash },
      rule: { id: 'rule', header: t('campaigns.column.rule'), width: 300, grow: true, cell: row => row.decision ? <span title={decisionText(row.decision, t, format)}>{decisionText(row.decision, t, format)}</span> : <span className="text-ink-faint">{t('campaigns.nothingToDecide')}</span> },
      limits: { id: 'limits', header: t('campaigns.column.limits'), width: 130, hiddenAtFirst: true, cell: row => row.decision && (row.decision.figure !== null || row.decision.limit !== null) ? `${row.decision.figure ?? '–'} / ${row.decision.limit ?? '–'}` : dash },
      until: { id: 'until', header: t('campaigns.column.until'), width: 160, cell: row => moment(row.decision?.until ?? null) },
    } satisfies Record<string, ColumnDefinition<CallJobRow>>
    const hidden = (definition: ColumnDefinition<CallJobRow>) => ({ ...definition, hiddenAtFirst: true })
    if (variant === 'why') return [column.name, hidden(column.nationalId), hidden(column.company), column.verdict, column.rule, column.until, column.limits, column.status, hidden(column.attempts)]
    if (variant === 'retries') return [column.name, column.nationalId, column.callback, column.nextTry, column.attempts, column.outcome, { ...column.rule, grow: true }, hidden(column.company), hidden(column.amount), hidden(column.error)]
    return [column.name, column.nationalId, column.company, column.amount, column.status, column.attempts, column.outcome, column.nextTry, hidden(column.callback), hidden(column.error), hidden(column.verdict), { ...column.rule, grow: false, hiddenAtFirst: true }]
  }, [t, format, variant, zone])
}
