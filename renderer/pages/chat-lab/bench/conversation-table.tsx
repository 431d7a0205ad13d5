import { CircleCheck, CircleDashed, CircleX, FileDiff, Minus, Plus, TrendingDown, TrendingUp, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BenchCompared, BenchRun } from '../../../../engine/contract/chat-bench.ts'
import { setQuery } from '../../../app/address.ts'
import { Badge, type Tone } from '../../../components/badge.tsx'
import { classNames } from '../../../components/class-names.ts'
import { IconState } from '../../../components/icon-state.tsx'
import { Card } from '../../../components/panel.tsx'
import { Select } from '../../../components/select.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { openConversation, shows, type Show } from './bench-address.ts'
import { ResultState } from './run-state.tsx'
import { useConversationKeys } from './use-conversation-keys.ts'
import { useConversationName } from './use-conversation-name.ts'

const changeLooks: Record<BenchCompared['change'], { icon: LucideIcon, tone: Tone }> = {
  regression: { icon: TrendingDown, tone: 'danger' },
  improvement: { icon: TrendingUp, tone: 'positive' },
  fails: { icon: CircleX, tone: 'danger' },
  passes: { icon: CircleCheck, tone: 'neutral' },
  unplayed: { icon: CircleDashed, tone: 'neutral' },
  only_before: { icon: Minus, tone: 'neutral' },
  only_after: { icon: Plus, tone: 'neutral' },
}
const head = 'h-8 border-b border-line px-3 text-left text-sm font-medium whitespace-nowrap text-ink-soft'
const roomy = 'hidden @2xl:table-cell'

/** The conversations of a run; a click, or j and k, opens one turn by turn. */
export function ConversationTable({ run, rows, show, isCompared, openNumber }: { run: BenchRun, rows: readonly BenchCompared[], show: Show, isCompared: boolean, openNumber: number | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const nameOf = useConversationName()
  const suiteName = (id: string) => run.suites.find(suite => suite.id === id)?.name[format.language] ?? id
  const numbers = rows.flatMap(row => row.after?.number ?? [])
  useConversationKeys(numbers, openNumber)
  const choices = shows.filter(one => isCompared || one === 'all' || one === 'failed')
  return (
    <Card
      title={t('chatBench.conversations')}
      actions={<Select size="sm" label={t('chatBench.show')} value={choices.includes(show) ? show : 'all'} options={choices.map(value => ({ value, label: t(`chatBench.shows.${value}`) }))} onChange={value => setQuery({ show: value === 'all' ? null : value })} />}
    >
      {rows.length === 0 ? <p className="px-4 py-6 text-center text-ink-soft">{t('chatBench.nothingFits')}</p> : (
        <table className="w-full border-collapse">
          <thead>
            <tr>
              <th scope="col" className={classNames(head, 'pl-4')}>{t('chatBench.conversation')}</th>
              <th scope="col" className={classNames(head, roomy)}>{t('chatBench.suite')}</th>
              {isCompared && <th scope="col" className={head}>{t('chatBench.changeTitle')}</th>}
              <th scope="col" className={head}>{t('chatBench.result')}</th>
              <th scope="col" className={classNames(head, roomy, 'pr-4 text-right')}>{t('chatBench.meanMs')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(row => {
              const { after } = row
              const isOpen = after !== null && after.number === openNumber
              const open = () => { if (after) openConversation(after.number, openNumber !== null) }
              return (
                <tr key={`${row.suiteId} ${row.name}`} onClick={open} className={classNames('h-8 border-b border-line last:border-b-0', isOpen ? 'bg-accent-soft' : after && 'hover:bg-hover')}>
                  <td className="max-w-96 pr-3 pl-4">
                    <span className="flex min-w-0 items-center gap-2">
                      {after ? <button type="button" aria-current={isOpen || undefined} className="min-w-0 truncate rounded text-left font-medium">{nameOf(row)}</button> : <span className="min-w-0 truncate text-ink-soft">{nameOf(row)}</span>}
                      {row.edited && <Badge tone="caution" icon={FileDiff}>{t('chatBench.edited')}</Badge>}
                    </span>
                  </td>
                  <td className={classNames(roomy, 'max-w-56 truncate px-3 text-ink-soft')}>{suiteName(row.suiteId)}</td>
                  {isCompared && <td className="px-3"><IconState {...changeLooks[row.change]} label={t(`chatBench.change.${row.change}`)} /></td>}
                  <td className="px-3">{after ? <ResultState result={after} run={run} /> : '–'}</td>
                  <td className={classNames(roomy, 'pr-4 pl-3 text-right whitespace-nowrap text-ink-soft')}>{typeof after?.figures?.meanMs === 'number' ? `${format.number(after.figures.meanMs, 1)} ms` : '–'}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </Card>
  )
}
