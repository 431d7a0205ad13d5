import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DebtorImportKind } from '../../../../db/values.ts'
import { paymentFields, type DebtorField } from '../../../../engine/contract/debtors.ts'
import { IconButton } from '../../../components/button.tsx'
import { Input } from '../../../components/input.tsx'
import { Menu, MenuItem } from '../../../components/menu.tsx'
import { Button } from '../../../components/button.tsx'
import { Select } from '../../../components/select.tsx'
import { movedPhone, unusedColumns, variableName, withField, withoutPhone, withoutVariable, withPhone, withVariable, type Draft, type FieldName } from './mapping.ts'

const notMapped = 'none'
/** Shown at once; the others once they are wanted or mapped. */
const mainFields = ['nationalId', 'checkDigit', 'name', 'surname', 'secondSurname', 'company', 'reference', 'amount', 'instalments', 'dueOn', 'lastNegotiableOn', 'delinquency'] as const satisfies readonly DebtorField[]
const furtherFields = ['currency', 'country', 'region', 'timeZone', 'language', 'consentOn'] as const satisfies readonly DebtorField[]
const mostPhones = 12

interface MappingFormProps {
  kind: DebtorImportKind
  columns: readonly string[]
  /** Cells of the first rows, to tell columns apart whose names do not. */
  samples: readonly (readonly string[])[]
  draft: Draft
  onChange: (draft: Draft) => void
}

/** Which column is what: the fields, the phones in the order of trying, and what else the script may speak. */
export function MappingForm({ kind, columns, samples, draft, onChange }: MappingFormProps) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const fields: readonly FieldName[] = kind === 'payments' ? paymentFields : [...mainFields, ...furtherFields.filter(field => all || draft.fields[field] !== undefined)]
  const unused = unusedColumns(columns, draft)
  return (
    <>
      <fieldset className="min-w-0">
        <legend className="mb-1.5 font-semibold">{t('debtors.import.columns')}</legend>
        <div className="flex flex-col gap-1">
          {fields.map(field => <FieldRow key={field} field={field} columns={columns} samples={samples} draft={draft} onChange={onChange} />)}
        </div>
        {kind === 'debtors' && !all && furtherFields.some(field => draft.fields[field] === undefined) && <Button variant="ghost" size="sm" className="mt-1" onClick={() => setAll(true)}>{t('debtors.import.moreFields')}</Button>}
      </fieldset>
      {kind === 'debtors' && <Phones columns={columns} samples={samples} draft={draft} onChange={onChange} />}
      {kind === 'debtors' && <Variables columns={columns} draft={draft} onChange={onChange} />}
      {unused.length > 0 && <p className="text-sm text-ink-faint">{t('batches.unmapped', { columns: unused.map(({ name }) => name).join(', ') })}</p>}
    </>
  )
}

type Part = Pick<MappingFormProps, 'columns' | 'draft' | 'onChange'>

function FieldRow({ field, columns, samples, draft, onChange }: Part & { field: FieldName, samples: MappingFormProps['samples'] }) {
  const { t } = useTranslation()
  const column = draft.fields[field]
  const options = [{ value: notMapped, label: t('debtors.import.noColumn') }, ...columns.map((name, position) => ({ value: String(position), label: name }))]
  return (
    <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-center gap-x-2">
      <span className="truncate text-ink-soft" title={t(`debtors.field.${field}`)}>{t(`debtors.field.${field}`)}</span>
      <Select
        size="sm" label={t('debtors.import.columnOf', { field: t(`debtors.field.${field}`) })} className={column === undefined ? 'text-ink-faint' : undefined}
        value={column === undefined ? notMapped : String(column)} options={options}
        onChange={chosen => onChange(withField(draft, field, chosen === notMapped ? null : Number(chosen)))}
      />
      {column !== undefined && <span className="col-start-2 truncate px-2 text-xs text-ink-faint">{sampleOf(samples, column)}</span>}
    </div>
  )
}

function Phones({ columns, samples, draft, onChange }: Part & { samples: MappingFormProps['samples'] }) {
  const { t } = useTranslation()
  const free = unusedColumns(columns, draft)
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-semibold">{t('debtors.import.phones')}</legend>
      <p className="mb-1.5 text-sm text-ink-faint">{t('debtors.import.phonesHint')}</p>
      <ol className="flex flex-col gap-1">
        {draft.phones.map((column, position) => (
          <li key={column} className="flex items-center gap-1 rounded-md border border-line px-2 py-0.5">
            <span className="w-4 text-ink-faint">{position + 1}</span>
            <span className="min-w-0 flex-1"><span className="block truncate">{columns[column]}</span><span className="block truncate text-xs text-ink-faint">{sampleOf(samples, column)}</span></span>
            <IconButton size="sm" icon={ArrowUp} label={t('debtors.import.earlier', { column: columns[column] })} disabled={position === 0} onClick={() => onChange(movedPhone(draft, column, -1))} />
            <IconButton size="sm" icon={ArrowDown} label={t('debtors.import.later', { column: columns[column] })} disabled={position === draft.phones.length - 1} onClick={() => onChange(movedPhone(draft, column, 1))} />
            <IconButton size="sm" icon={X} label={t('debtors.import.notAPhone', { column: columns[column] })} onClick={() => onChange(withoutPhone(draft, column))} />
          </li>
        ))}
      </ol>
      {draft.phones.length < mostPhones && free.length > 0 && <AddColumn label={t('debtors.import.addPhone')} free={free} onAdd={column => onChange(withPhone(draft, column))} />}
    </fieldset>
  )
}

function Variables({ columns, draft, onChange }: Part) {
  const { t } = useTranslation()
  const free = unusedColumns(columns, draft)
  const entries = Object.entries(draft.variables)
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-semibold">{t('debtors.import.variables')}</legend>
      <p className="mb-1.5 text-sm text-ink-faint">{t('debtors.import.variablesHint')}</p>
      <ul className="flex flex-col gap-1">
        {entries.map(([name, column]) => (
          <li key={column} className="flex items-center gap-1.5">
            <span className="min-w-0 flex-1 truncate">{columns[column]}</span>
            <VariableName name={name} label={t('debtors.import.variableName', { column: columns[column] })} taken={draft.variables} onRename={next => onChange(withVariable(withoutVariable(draft, name), next, column))} />
            <IconButton size="sm" icon={X} label={t('debtors.import.notAVariable', { column: columns[column] })} onClick={() => onChange(withoutVariable(draft, name))} />
          </li>
        ))}
      </ul>
      {free.length > 0 && <AddColumn label={t('debtors.import.addVariable')} free={free} onAdd={column => onChange(withVariable(draft, variableName(columns[column] ?? '', draft.variables), column))} />}
    </fieldset>
  )
}

/** A name takes effect when it is left, and only when a script could speak it. */
function VariableName({ name, label, taken, onRename }: { name: string, label: string, taken: Readonly<Record<string, number>>, onRename: (name: string) => void }) {
  const [typed, setTyped] = useState(name)
  const sound = /^[A-Za-z_][A-Za-z0-9_]{0,59}$/.test(typed) && (typed === name || !Object.hasOwn(taken, typed))
  return (
    <Input
      aria-label={label} aria-invalid={!sound || undefined} value={typed} spellCheck={false} className="!h-6 !w-36 font-mono text-sm aria-invalid:border-danger"
      onChange={event => setTyped(event.target.value)}
      onBlur={() => {
        if (!sound) setTyped(name)
        else if (typed !== name) onRename(typed)
      }}
    />
  )
}

function AddColumn({ label, free, onAdd }: { label: string, free: readonly { column: number, name: string }[], onAdd: (column: number) => void }) {
  return (
    <Menu label={label} trigger={<Button variant="ghost" size="sm" icon={Plus} className="mt-1">{label}</Button>}>
      {free.map(({ column, name }) => <MenuItem key={column} onSelect={() => onAdd(column)}>{name}</MenuItem>)}
    </Menu>
  )
}

function sampleOf(samples: MappingFormProps['samples'], column: number): string {
  return samples.map(cells => cells[column]?.trim() ?? '').filter(cell => cell !== '').slice(0, 3).join(' · ')
}
