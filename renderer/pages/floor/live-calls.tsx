import { PhoneCall } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttemptRow, Floor } from '../../../engine/contract/calls.ts'
import { openItem } from '../../app/address.ts'
import { Elapsed } from '../../components/calls/campaign-clock.tsx'
import { Phone } from '../../components/calls/phone.tsx'
import { AttemptStateLabel } from '../../components/calls/states.tsx'
import { classNames } from '../../components/class-names.ts'
import { keyBelongsElsewhere, movedIndex } from '../../components/data-table/keyboard.ts'
import { Card } from '../../components/panel.tsx'

/** The oldest first: a new call comes at the end and moves nothing; one that ends leaves its place to the next. */
function byStart(one: AttemptRow, other: AttemptRow): number {
  return one.intentAt - other.intentAt || one.id.localeCompare(other.id)
}

/** Calls under way. The box keeps its height while they come and go, so that nothing under it jumps. */
export function LiveCalls({ floor, openId }: { floor: Floor, openId: string | null }) {
  const { t } = useTranslation()
  const rows = floor.live.toSorted(byStart)
  useListKeys(rows, openId)
  const head = 'sticky top-0 z-10 h-8 border-b border-line bg-surface px-3 text-left text-sm font-medium whitespace-nowrap text-ink-soft'
  return (
    <Card title={t('floor.live.title')} actions={<span className="text-ink-soft">{t('floor.live.count', { count: rows.length })}</span>}>
      <div className="h-80 overflow-auto" tabIndex={0} role="region" aria-label={t('floor.live.title')} data-focus="inset">
        {rows.length === 0
          ? <p className="flex h-full flex-col items-center justify-center gap-2 px-6 text-center text-ink-soft"><PhoneCall aria-hidden size={18} className="text-ink-faint" />{t(floor.queued > 0 ? 'floor.live.waiting' : 'floor.live.none')}</p>
          : (
            <table className="w-full table-fixed border-collapse">
              <thead>
                <tr>
                  <th scope="col" className={head}>{t('callPage.column.debtor')}</th>
                  <th scope="col" className={classNames(head, 'w-40')}>{t('callPage.column.number')}</th>
                  <th scope="col" className={classNames(head, 'w-32')}>{t('callPage.state')}</th>
                  <th scope="col" className={classNames(head, 'w-24 text-right')}>{t('floor.live.elapsed')}</th>
                  <th scope="col" className={classNames(head, 'hidden w-48 @3xl:table-cell')}>{t('callPage.column.campaign')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(row => (
                  <tr key={row.id} onClick={() => openItem(row.id, { replace: openId !== null })} className={classNames('h-8 border-b border-line', row.id === openId ? 'bg-accent-soft' : 'hover:bg-hover')}>
                    <td className="px-3"><button type="button" aria-current={row.id === openId || undefined} className="block max-w-full truncate rounded text-left font-medium">{row.debtorName || t('callPage.noName')}</button></td>
                    <td className="px-3"><Phone number={row.number} /></td>
                    <td className="px-3"><AttemptStateLabel state={row.state} callStatus={row.callStatus} /></td>
                    <td className="px-3 text-right"><Elapsed since={row.startedAt ?? row.intentAt} simulated={row.simulated} /></td>
                    <td className="hidden truncate px-3 text-ink-soft @3xl:table-cell">{row.campaignName}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
      </div>
    </Card>
  )
}

/** j and k open the next and the previous call. */
function useListKeys(rows: readonly AttemptRow[], openId: string | null): void {
  const latest = useRef({ rows, openId })
  useEffect(() => { latest.current = { rows, openId } })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.key !== 'j' && event.key !== 'k') || keyBelongsElsewhere(event)) return
      const { rows, openId } = latest.current
      const target = movedIndex(event.key, rows.findIndex(row => row.id === openId), rows.length, 1)
      const row = target === null ? undefined : rows[target]
      if (row) openItem(row.id, { replace: openId !== null })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
