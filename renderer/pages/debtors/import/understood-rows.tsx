import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DebtorImportKind } from '../../../../db/values.ts'
import type { ImportPreview } from '../../../../engine/contract/debtors.ts'
import { Button } from '../../../components/button.tsx'
import { moneyText } from '../../../components/calls/money.tsx'
import { phoneText } from '../../../components/calls/phone.tsx'
import { classNames } from '../../../components/class-names.ts'
import { IconState } from '../../../components/icon-state.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { rowProblemText } from './row-problem.ts'

type Row = ImportPreview['rows'][number]

/** The first rows as they will be understood, or why not, in words. */
export function UnderstoodRows({ preview, kind, waiting }: { preview: ImportPreview, kind: DebtorImportKind, waiting: boolean }) {
  const { t } = useTranslation()
  const [raw, setRaw] = useState(false)
  const failed = preview.rows.filter(row => row.reasons.length > 0).length
  const heads = raw ? preview.columns : kind === 'payments' ? [t('debtors.field.subject'), t('debtors.field.amount'), t('debtors.field.paidOn')] : [t('debtors.import.personHead'), ...(['phones', 'company', 'amount', 'dueOn'] as const).map(field => t(`debtors.field.${field}`))]
  // Columns and rows of a file are told apart by their place alone.
  const columns = heads.map((head, position) => ({ key: `column ${position}`, head, position }))
  const rows = preview.rows.map((row, position) => ({ key: `row ${position}`, row }))
  return (
    <section aria-label={t('debtors.import.understood')} aria-busy={waiting} className="flex min-h-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-semibold">{t(raw ? 'debtors.import.asWritten' : 'debtors.import.understood')}</h3>
        <span role="status" className={failed > 0 ? 'text-danger' : 'text-ink-soft'}>{t(failed > 0 ? 'debtors.import.someFail' : 'debtors.import.noneFails', { count: preview.rows.length, failed })}</span>
        <Button size="sm" variant="ghost" className="ml-auto" aria-pressed={raw} onClick={() => setRaw(!raw)}>{t(raw ? 'debtors.import.showUnderstood' : 'debtors.import.showWritten')}</Button>
      </div>
      <div tabIndex={0} role="region" aria-label={t('debtors.import.understood')} className={classNames('max-h-[52vh] overflow-auto rounded-md border border-line bg-surface transition-opacity duration-100', waiting && 'opacity-60')}>
        <table className="min-w-full border-collapse text-left">
          <thead className="sticky top-0 z-10 bg-surface">
            <tr className="text-sm text-ink-soft">
              <th scope="col" className="border-b border-line px-2 py-1.5 font-medium">{t('debtors.import.result')}</th>
              {columns.map(({ key, head, position }) => <th key={key} scope="col" className={classNames('border-b border-line px-2 py-1.5 font-medium whitespace-nowrap', !raw && position === (kind === 'payments' ? 1 : 3) && 'text-right')}>{head}</th>)}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, row }) => <RowOfFile key={key} row={row} kind={kind} raw={raw} width={heads.length + 1} />)}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function RowOfFile({ row, kind, raw, width }: { row: Row, kind: DebtorImportKind, raw: boolean, width: number }) {
  const { t, i18n } = useTranslation()
  const state = row.reasons.length > 0 ? 'failed' : row.warnings.length > 0 ? 'warned' : 'sound'
  const words = [...row.reasons, ...row.warnings].map(key => rowProblemText(i18n, key))
  const cells = row.cells.map((cell, position) => ({ key: `cell ${position}`, cell }))
  const empty = raw ? false : kind === 'payments' ? row.payment === null : row.debtor === null
  return (
    <>
      <tr className={classNames('align-top', words.length === 0 && 'border-b border-line last:border-b-0')}>
        <td className="px-2 pt-1.5 pb-1">
          {state === 'failed' && <IconState icon={CircleX} tone="danger" label={t('debtors.import.fails')} />}
          {state === 'warned' && <IconState icon={TriangleAlert} tone="caution" label={t('debtors.import.warned')} />}
          {state === 'sound' && <IconState icon={CircleCheck} tone="positive" label={t('debtors.import.sound')} />}
        </td>
        {raw && cells.map(({ key, cell }) => <td key={key} className="max-w-56 truncate px-2 pt-1.5 pb-1">{cell}</td>)}
        {empty && <td colSpan={width - 1} className="max-w-96 truncate px-2 pt-1.5 pb-1 text-ink-faint">{row.cells.filter(cell => cell.trim() !== '').join(' · ')}</td>}
        {!raw && !empty && (kind === 'payments' ? <PaymentCells row={row} /> : <DebtorCells row={row} />)}
      </tr>
      {words.length > 0 && (
        <tr className="border-b border-line last:border-b-0">
          <td colSpan={width} className={classNames('px-2 pb-1.5 text-sm', state === 'failed' ? 'text-danger' : 'text-caution')}>{words.join(' · ')}</td>
        </tr>
      )}
    </>
  )
}

function DebtorCells({ row: { debtor } }: { row: Row }) {
  const format = useFormat()
  if (!debtor) return null
  const cell = 'px-2 pt-1.5 pb-1 whitespace-nowrap'
  return (
    <>
      <td className="px-2 pt-1.5 pb-1"><span className="block font-medium">{debtor.name}</span><span className="block whitespace-nowrap text-ink-soft">{debtor.nationalId || '–'}</span></td>
      <td className={cell}>{debtor.phones.map(number => <span key={number} className="block">{phoneText(number)}</span>)}</td>
      <td className="px-2 pt-1.5 pb-1"><span className="block">{debtor.company}</span>{debtor.reference && <span className="block text-ink-soft">{debtor.reference}</span>}</td>
      <td className={classNames(cell, 'text-right')}>{debtor.amount ? moneyText(format, debtor.amount) : '–'}</td>
      <td className={cell}>{debtor.dueOn === null ? '–' : format.date(debtor.dueOn)}</td>
    </>
  )
}

function PaymentCells({ row: { payment } }: { row: Row }) {
  const format = useFormat()
  if (!payment) return null
  return (
    <>
      <td className="px-2 pt-1.5 pb-1">{payment.subject}</td>
      <td className="px-2 pt-1.5 pb-1 text-right whitespace-nowrap">{moneyText(format, payment.amount)}</td>
      <td className="px-2 pt-1.5 pb-1 whitespace-nowrap">{format.date(payment.paidOn)}</td>
    </>
  )
}
