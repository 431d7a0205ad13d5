import { Ban, CircleCheck, CircleX, LoaderCircle, Undo2, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DebtorImportState } from '../../../../db/values.ts'
import type { DebtorImport } from '../../../../engine/contract/debtors.ts'
import type { Tone } from '../../../components/badge.tsx'
import { IconState } from '../../../components/icon-state.tsx'
import { ProgressBar } from '../../../components/progress.tsx'
import { useFormat } from '../../../i18n/format.ts'

const looks: Record<DebtorImportState, { icon: LucideIcon, tone: Tone, spin?: boolean }> = {
  reading: { icon: LoaderCircle, tone: 'accent', spin: true }, applying: { icon: LoaderCircle, tone: 'accent', spin: true }, done: { icon: CircleCheck, tone: 'positive' },
  cancelled: { icon: Ban, tone: 'neutral' }, failed: { icon: CircleX, tone: 'danger' }, undoing: { icon: LoaderCircle, tone: 'caution', spin: true }, undone: { icon: Undo2, tone: 'neutral' },
}

/** States in which something still moves. */
export function isUnderWay(state: DebtorImportState): boolean {
  return state === 'reading' || state === 'applying' || state === 'undoing'
}

export function ImportState({ state }: { state: DebtorImportState }) {
  const { t } = useTranslation()
  return <IconState {...looks[state]} label={t(`debtors.import.state.${state}`)} />
}

/** How far it is: the file is read first (the first half of the bar), then its rows reach the floor (the second). */
export function importShare({ state, total, rowsRead, rowsApplied }: Pick<DebtorImport, 'state' | 'total' | 'rowsRead' | 'rowsApplied'>): number | null {
  if (state === 'done') return 1
  if (total === 0) return state === 'reading' ? null : 0
  return Math.min(1, (rowsRead / total + rowsApplied / Math.max(1, total)) / 2)
}

export function ImportProgressLine({ imported }: { imported: DebtorImport }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { state, total, rowsRead, rowsApplied } = imported
  const tone = looks[state].tone
  const [key, done] = state === 'reading' ? ['debtors.import.readOf', rowsRead] as const : ['debtors.import.appliedOf', rowsApplied] as const
  return (
    <span className="flex min-w-0 items-center gap-3">
      {isUnderWay(state) && <ProgressBar value={state === 'undoing' ? null : importShare(imported)} label={t('batches.progressOf', { name: imported.fileName })} tone={tone} className="w-28 shrink-0" />}
      <span className="min-w-0 truncate">
        {isUnderWay(state) ? total > 0 && t(key, { done: format.number(done), total: format.number(total) }) : <ImportCounts imported={imported} />}
      </span>
    </span>
  )
}

function ImportCounts({ imported }: { imported: DebtorImport }) {
  const { t } = useTranslation()
  const format = useFormat()
  const parts = [
    imported.created > 0 && t('debtors.import.countCreated', { count: imported.created, number: format.number(imported.created) }),
    imported.updated > 0 && t('debtors.import.countUpdated', { count: imported.updated, number: format.number(imported.updated) }),
    imported.skipped > 0 && t('debtors.import.countSkipped', { number: format.number(imported.skipped) }),
  ].filter(part => part !== false)
  return (
    <span className="text-ink-soft">
      {parts.join(' · ')}
      {imported.failedRows > 0 && <span className="text-danger">{parts.length > 0 && ' · '}{t('debtors.import.countFailed', { number: format.number(imported.failedRows) })}</span>}
      {parts.length === 0 && imported.failedRows === 0 && t('debtors.import.countNothing')}
    </span>
  )
}
