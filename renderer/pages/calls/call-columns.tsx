import type { TFunction } from 'i18next'
import { Flag } from 'lucide-react'
import type { AttemptRow } from '../../../engine/contract/calls.ts'
import { stopwatchText } from '../../components/calls/campaign-clock.tsx'
import { Cost } from '../../components/calls/money.tsx'
import { Phone } from '../../components/calls/phone.tsx'
import { AttemptStateLabel, DispositionState, OutcomeState, SentimentState } from '../../components/calls/states.tsx'
import { ZonedTime } from '../../components/calls/zoned-time.tsx'
import type { ColumnDefinition } from '../../components/data-table/data-table.tsx'

/** Everything a call can show in a table. How it ended comes before the number: beside an open call only the first columns are seen. */
export function buildCallColumns(t: TFunction): ColumnDefinition<AttemptRow>[] {
  return [
    { id: 'at', header: t('callPage.column.at'), width: 168, cell: row => <ZonedTime at={row.intentAt} zone={row.timeZone} /> },
    { id: 'debtor', header: t('callPage.column.debtor'), width: 190, grow: true, cell: row => <span className="truncate font-medium">{row.debtorName || t('callPage.noName')}</span> },
    { id: 'ending', header: t('callPage.column.ending'), width: 190, cell: row => row.state === 'ended' ? <DispositionState group={row.disposition} reason={row.disconnectionReason} /> : <AttemptStateLabel state={row.state} callStatus={row.callStatus} /> },
    { id: 'outcome', header: t('callPage.column.outcome'), width: 184, cell: row => <OutcomeState outcome={row.outcome} /> },
    { id: 'duration', header: t('callPage.column.duration'), width: 84, align: 'end', cell: row => row.durationMs === null ? <span className="text-ink-faint">–</span> : stopwatchText(row.durationMs) },
    { id: 'number', header: t('callPage.column.number'), width: 148, cell: row => <Phone number={row.number} /> },
    { id: 'cost', header: t('callPage.column.cost'), width: 88, align: 'end', cell: row => <Cost cents={row.costCents} /> },
    { id: 'flags', header: t('callPage.column.flags'), width: 180, cell: row => <Flags flags={row.flags} t={t} /> },
    { id: 'campaign', header: t('callPage.column.campaign'), width: 180, cell: row => <span className="truncate">{row.campaignName}</span> },
    { id: 'sentiment', header: t('callPage.column.sentiment'), width: 110, hiddenAtFirst: true, cell: row => <SentimentState sentiment={row.sentiment} /> },
    { id: 'contact', header: t('callPage.column.contact'), width: 90, hiddenAtFirst: true, cell: row => t(row.contact ? 'common.yes' : 'common.no') },
    { id: 'callId', header: t('callPage.column.callId'), width: 240, hiddenAtFirst: true, cell: row => <code className="truncate font-mono text-sm">{row.callId ?? '–'}</code> },
  ]
}

function Flags({ flags, t }: { flags: readonly string[], t: TFunction }) {
  const [first, ...others] = flags
  if (first === undefined) return <span className="text-ink-faint">–</span>
  const names = flags.map(flag => t(`calls.flag.${flag}`, { defaultValue: flag }))
  return (
    <span title={names.join('\n')} className="flex min-w-0 items-center gap-1.5">
      <Flag aria-hidden size={13} className="shrink-0 text-caution" />
      <span className="truncate">{names[0]}</span>
      {others.length > 0 && <span className="shrink-0 text-sm text-ink-soft">+{others.length}</span>}
    </span>
  )
}
