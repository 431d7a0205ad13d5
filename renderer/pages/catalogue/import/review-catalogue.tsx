import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Info, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CatalogueImportKind } from '../../../../db/values.ts'
import { customerFields, productFields, saleFields, type CatalogueMapping, type CataloguePreview } from '../../../../engine/contract/catalogue.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { Checkbox } from '../../../components/checkbox.tsx'
import { Field } from '../../../components/input.tsx'
import { Select } from '../../../components/select.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { errorText, problemText } from '../../../connection/problem.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { useFormat, type Format } from '../../../i18n/format.ts'
import { i18n } from '../../../i18n/index.ts'
import { decimalsOf } from '../../../components/calls/money.tsx'
import { rowProblemText } from '../../debtors/import/row-problem.ts'
import { ReadingProblem } from '../../debtors/import/reading-problem.tsx'
import { currencyOptions, usualCurrency } from '../currency.ts'
import { priceText } from '../price.tsx'
import { ownTimeZone } from '../own-time-zone.ts'

interface ReviewCatalogueProps { uploadId: string, fileName: string, kind: CatalogueImportKind, onBack: () => void, onStarted: () => void }

/** What each column is, and how the first rows will be understood. */
export function ReviewCatalogue({ uploadId, fileName, kind, onBack, onStarted }: ReviewCatalogueProps) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  // The shop's own currency, where it sells something already.
  const { data: first } = useQuery(api.catalogue.products.list.queryOptions({ input: { filter: { businessId }, limit: 1 } }))
  const [chosen, setChosen] = useState<string | null>(null)
  const [takeStock, setTakeStock] = useState(false)
  const currency = chosen ?? first?.rows[0]?.price.currency ?? usualCurrency()
  // Null while the person leaves it as the engine guesses it.
  const [draft, setDraft] = useState<CatalogueMapping | null>(null)
  const { data: preview, error } = useQuery(api.catalogue.imports.preview.queryOptions({
    input: { businessId, uploadId, kind, currency, timeZone: ownTimeZone(), ...(draft && { mapping: draft }) }, placeholderData: keepPreviousData, staleTime: Infinity, gcTime: 0, retry: false,
  }))
  const start = useMutation(api.catalogue.imports.start.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: api.catalogue.imports.key() })
      onStarted()
    },
  }))
  if (!preview) return error ? <div className="flex flex-col gap-3 py-4"><ReadingProblem error={error} /><div className="flex justify-end"><Button onClick={onBack}>{t('catalogue.import.otherFile')}</Button></div></div> : <div className="py-4"><SkeletonLines lines={8} /></div>
  const mapping = draft ?? preview.mapping
  const missing = isMissing(kind, mapping)
  return (
    <div className="flex flex-col gap-4 pt-4">
      <p className="flex flex-wrap items-center gap-2"><span className="font-medium">{fileName}</span><span className="text-ink-soft">{t('catalogue.import.rows', { count: preview.rowCount })}</span></p>
      {preview.mappingRemembered && <p className="flex items-center gap-2 text-ink-soft"><Info aria-hidden size={14} className="text-accent" />{t('catalogue.import.remembered')}</p>}
      <div className="grid gap-5 lg:grid-cols-[280px_minmax(0,1fr)]">
        <div className="flex flex-col gap-2">
          {kind !== 'customers' && <Field label={t('catalogue.import.currency')}>{({ id }) => <Select id={id} label={t('catalogue.import.currency')} value={currency} onChange={setChosen} options={currencyOptions(currency)} />}</Field>}
          <h3 className="mt-1 font-semibold">{t('catalogue.import.columns')}</h3>
          <Columns kind={kind} columns={preview.columns} mapping={mapping} onChange={setDraft} />
        </div>
        <div className="min-w-0">
          {error && <ReadingProblem error={error} />}
          {kind === 'sales' && <StockChoice checked={takeStock} onChange={setTakeStock} />}
          <Understood kind={kind} preview={preview} mapping={mapping} />
        </div>
      </div>
      <div className="sticky -bottom-2 -mx-4 -mb-2 flex flex-wrap items-center justify-end gap-2 rounded-b-lg border-t border-line bg-raised px-4 py-3">
        {missing && <p role="status" className="mr-auto flex items-center gap-2 text-danger"><TriangleAlert aria-hidden size={14} className="shrink-0" />{t(`catalogue.import.needs.${kind}`)}</p>}
        {start.error && <p role="alert" className="mr-auto text-danger">{problemText(start.error).title}</p>}
        <Button onClick={onBack}>{t('catalogue.import.otherFile')}</Button>
        <Button variant="primary" busy={start.isPending} disabled={missing} onClick={() => start.mutate({ businessId, uploadId, kind, currency, timeZone: ownTimeZone(), mapping, takeStock: kind === 'sales' && takeStock })}>{t('catalogue.import.start')}</Button>
      </div>
    </div>
  )
}

function fieldsOf(kind: CatalogueImportKind) {
  return kind === 'customers' ? customerFields : kind === 'products' ? productFields : saleFields
}

/** Whether a column lacks without which the file cannot be understood. */
function isMissing(kind: CatalogueImportKind, { name, externalId, nationalId, number, soldAt, product, quantity, price }: CatalogueMapping): boolean {
  if (kind === 'customers') return nationalId === undefined
  if (kind === 'products') return name === undefined && externalId === undefined
  return [number, soldAt, quantity, price].includes(undefined) || (externalId === undefined && product === undefined)
}

/** Past sales are in the stock already, unless the person says that they are not. */
function StockChoice({ checked, onChange }: { checked: boolean, onChange: (checked: boolean) => void }) {
  const { t } = useTranslation()
  return (
    <div className="mb-4">
      <label className="flex items-start gap-2"><span className="pt-0.5"><Checkbox checked={checked} onChange={onChange} /></span>{t('catalogue.import.takeStock')}</label>
      <p className="mt-1 pl-6 text-sm text-ink-soft">{t(checked ? 'catalogue.import.takeStockYes' : 'catalogue.import.takeStockNo')}</p>
    </div>
  )
}

/** For each field the column it comes from; a column feeds one field at most. */
function Columns({ kind, columns, mapping, onChange }: { kind: CatalogueImportKind, columns: readonly string[], mapping: CatalogueMapping, onChange: (mapping: CatalogueMapping) => void }) {
  const { t } = useTranslation()
  const options = [{ value: '-', label: t('catalogue.import.notInFile') }, ...columns.map((name, column) => ({ value: String(column), label: name }))]
  const choose = (field: keyof CatalogueMapping, value: string) => {
    const column = value === '-' ? undefined : Number(value)
    const others = Object.fromEntries(Object.entries(mapping).filter(([name, taken]) => name !== field && taken !== column))
    onChange({ ...others, ...(column !== undefined && { [field]: column }) })
  }
  return (
    <ul className="flex flex-col gap-1.5">
      {fieldsOf(kind).map(field => (
        <li key={field} className="grid grid-cols-[110px_minmax(0,1fr)] items-center gap-2">
          <label htmlFor={`column-${field}`} className="truncate text-ink-soft">{t(`catalogue.field.${field}`)}</label>
          <Select id={`column-${field}`} className="min-w-0" label={t(`catalogue.field.${field}`)} value={String(mapping[field] ?? '-')} onChange={value => choose(field, value)} options={options} />
        </li>
      ))}
    </ul>
  )
}

/** What a sale has even where the file does not say it. */
const alwaysShown: ReadonlySet<string> = new Set(['channel', 'fulfilment', 'payment'])

function Understood({ kind, preview, mapping }: { kind: CatalogueImportKind, preview: CataloguePreview, mapping: CatalogueMapping }) {
  const { t } = useTranslation()
  const format = useFormat()
  const shown = fieldsOf(kind).filter(field => (mapping[field] !== undefined || alwaysShown.has(field)) && field !== 'currency')
  const head = 'px-2 py-1 text-left font-medium whitespace-nowrap text-ink-soft'
  return (
    <>
      <h3 className="mb-1 font-semibold">{t('catalogue.import.understood')}</h3>
      <div tabIndex={0} role="region" aria-label={t('catalogue.import.understood')} className="max-h-[46vh] overflow-auto rounded-md border border-line">
        <table className="w-full border-collapse text-sm">
          <thead><tr className="border-b border-line">{shown.map(field => <th key={field} scope="col" className={head}>{t(`catalogue.field.${field}`)}</th>)}</tr></thead>
          <tbody>
            {preview.rows.map(({ cells, understood, reasons }, position) => (
              <tr key={position} className="border-b border-line last:border-0">
                {understood !== null
                  ? shown.map(field => <td key={field} className="max-w-64 truncate px-2 py-1">{wordsOf(field, understood[field], t, format)}</td>)
                  : <td colSpan={Math.max(1, shown.length)} className="px-2 py-1"><span className="flex flex-wrap gap-x-2 text-danger"><TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0" />{reasons.map(reasonText).join('. ')}<span className="truncate text-ink-soft">{cells.filter(cell => cell !== '').slice(0, 3).join(' · ')}</span></span></td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function wordsOf(field: string, text: string | undefined, t: (key: string) => string, format: Format): string {
  if (text === undefined) return '–'
  if (field === 'active') return t(text === '1' ? 'common.yes' : 'common.no')
  if (field === 'price') return amountText(text, format)
  if (field === 'soldAt') return format.dateTime(Number(text))
  return field === 'channel' || field === 'fulfilment' || field === 'payment' ? t(`catalogue.${field}.${text}`) : text
}

/** "45000 COP", as the engine says an amount, the way it is shown everywhere else. */
function amountText(text: string, format: Format): string {
  const [amount = '', currency = ''] = text.split(' ')
  return priceText(format, { minor: Math.round(Number(amount) * 10 ** decimalsOf(currency)), currency })
}

/** A fault of any table has its sentence beside those of debtors; the others are the catalogue's own. */
function reasonText(reason: string): string {
  return reason.startsWith('catalogue.') ? errorText(reason) : rowProblemText(i18n, reason)
}
