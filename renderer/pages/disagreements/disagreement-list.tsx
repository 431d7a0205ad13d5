import { BrainCircuit, Cpu, UserRound } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Disagreement } from '../../../engine/contract/opinions.ts'
import { openItem } from '../../app/address.ts'
import { classNames } from '../../components/class-names.ts'
import { useFormat } from '../../i18n/format.ts'
import { useTaxonomy } from '../transcripts/use-taxonomy.ts'
import { keyOf } from './queue.ts'

/** The queue beside what is open, the least certain first. */
export function DisagreementList({ rows, total, openKey }: { rows: readonly Disagreement[], total: number, openKey: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <nav aria-label={t('disagreements.queue')} className="hidden w-72 shrink-0 overflow-y-auto border-r border-line bg-surface @4xl:block">
      <ul>{rows.map(row => <Row key={keyOf(row)} row={row} open={keyOf(row) === openKey} />)}</ul>
      {rows.length < total && <p className="px-4 py-3 text-sm text-ink-faint">{t('disagreements.more', { shown: format.number(rows.length), total: format.number(total) })}</p>}
    </nav>
  )
}

function Row({ row, open }: { row: Disagreement, open: boolean }) {
  const { t } = useTranslation()
  const element = useRef<HTMLLIElement>(null)
  useEffect(() => { if (open) element.current?.scrollIntoView({ block: 'nearest' }) }, [open])
  const format = useFormat()
  const words = useTaxonomy()
  const opinions = [
    { icon: Cpu, name: t('disagreements.by.offline'), value: row.offline?.value },
    { icon: BrainCircuit, name: t('disagreements.by.llm'), value: row.llm?.value },
    { icon: UserRound, name: t('disagreements.by.person'), value: row.person ?? undefined },
  ]
  return (
    <li ref={element}>
      <button type="button" data-focus="inset" aria-current={open || undefined} onClick={() => openItem(keyOf(row), { replace: true })} className={classNames('block w-full border-b border-line px-4 py-1.5 text-left', open ? 'bg-accent-soft' : 'hover:bg-hover')}>
        <span className="flex items-baseline gap-2"><span className="min-w-0 flex-1 truncate font-medium">{row.clientName ?? t('transcripts.noName')}</span><span className="text-sm text-ink-faint">{format.percent(row.confidence)}</span></span>
        <span className="block truncate text-sm text-ink-soft">{words.enumLabel(row.enumName)}</span>
        {opinions.map(({ icon: Icon, name, value }) => value !== undefined && (
          <span key={name} className="flex items-center gap-1.5 text-sm"><Icon aria-hidden size={12} className="shrink-0 text-ink-faint" /><span className="sr-only">{name}: </span><span className="truncate">{words.valueLabel(row.enumName, value)}</span></span>
        ))}
      </button>
    </li>
  )
}
