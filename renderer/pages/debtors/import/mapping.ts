import type { DebtorImportKind } from '../../../../db/values.ts'
import { debtorFields, paymentFields, type DebtorField, type DebtorMapping, type ImportDefaults, type PaymentField, type PaymentMapping } from '../../../../engine/contract/debtors.ts'

export type FieldName = DebtorField | PaymentField

/** The mapping of an import while a person works on it: of debtors or of payments, in one shape. */
export interface Draft {
  readonly fields: Partial<Record<FieldName, number>>
  readonly phones: readonly number[]
  readonly variables: Readonly<Record<string, number>>
}

export function draftOf(mapping: DebtorMapping | PaymentMapping): Draft {
  return { fields: mapping.fields, phones: 'phones' in mapping ? mapping.phones : [], variables: 'variables' in mapping ? mapping.variables : {} }
}

/** The mapping as the engine wants it for the kind of file. */
export function mappingOf(kind: DebtorImportKind, draft: Draft): DebtorMapping | PaymentMapping {
  const only = <Name extends FieldName>(names: readonly Name[]) => Object.fromEntries(names.flatMap(name => draft.fields[name] === undefined ? [] : [[name, draft.fields[name]]])) as Partial<Record<Name, number>>
  if (kind === 'payments') return { fields: only(paymentFields) }
  return { fields: only(debtorFields), phones: [...draft.phones], variables: { ...draft.variables } }
}

/** Feeds a field from a column. A column feeds one field: whatever it fed before gives way. */
export function withField(draft: Draft, field: FieldName, column: number | null): Draft {
  const free = column === null ? draft : withoutColumn(draft, column)
  const { [field]: _before, ...fields } = free.fields
  return { ...free, fields: column === null ? fields : { ...fields, [field]: column } }
}

export function withPhone(draft: Draft, column: number): Draft {
  const free = withoutColumn(draft, column)
  return { ...free, phones: [...free.phones, column] }
}

export function withoutPhone(draft: Draft, column: number): Draft {
  return { ...draft, phones: draft.phones.filter(other => other !== column) }
}

/** Tries a phone earlier (-1) or later (1); at the ends it stays. */
export function movedPhone(draft: Draft, column: number, step: -1 | 1): Draft {
  const from = draft.phones.indexOf(column)
  const to = from + step
  if (from < 0 || to < 0 || to >= draft.phones.length) return draft
  const phones = draft.phones.toSpliced(from, 1)
  return { ...draft, phones: phones.toSpliced(to, 0, column) }
}

export function withVariable(draft: Draft, name: string, column: number): Draft {
  const free = withoutColumn(draft, column)
  return { ...free, variables: { ...free.variables, [name]: column } }
}

export function withoutVariable(draft: Draft, name: string): Draft {
  const { [name]: _gone, ...variables } = draft.variables
  return { ...draft, variables }
}

function withoutColumn(draft: Draft, column: number): Draft {
  return {
    fields: Object.fromEntries(Object.entries(draft.fields).filter(([, other]) => other !== column)),
    phones: draft.phones.filter(other => other !== column),
    variables: Object.fromEntries(Object.entries(draft.variables).filter(([, other]) => other !== column)),
  }
}

/** Columns nothing is taken from, in the order of the file. */
export function unusedColumns(columns: readonly string[], draft: Draft): { column: number, name: string }[] {
  const used = new Set([...Object.values(draft.fields), ...draft.phones, ...Object.values(draft.variables)])
  return columns.flatMap((name, column) => used.has(column) ? [] : [{ column, name }])
}

/** A name under which a script can speak a column: letters, digits and underscores, not taken yet. */
export function variableName(header: string, taken: Readonly<Record<string, number>>): string {
  const plain = header.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '')
  const base = (/^[a-z_]/.test(plain) ? plain : `variable_${plain}`).slice(0, 50).replace(/_$/, '')
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}_${count}`
    if (!Object.hasOwn(taken, name)) return name
  }
}

export type Missing = 'phone' | 'name' | 'nationalId' | 'company' | 'amount' | 'paidOn' | 'subject'

/** What the mapping still lacks before any row can be understood. */
export function missingFrom(kind: DebtorImportKind, draft: Draft, defaults: ImportDefaults): Missing[] {
  const lacks = (field: FieldName) => draft.fields[field] === undefined
  switch (kind) {
    case 'job_documents': return []
    case 'payments': return [
      ...(lacks('nationalId') && lacks('reference') ? ['subject' as const] : []),
      ...(lacks('amount') ? ['amount' as const] : []),
      ...(lacks('paidOn') ? ['paidOn' as const] : []),
    ]
    case 'debtors': return [
      ...(lacks('nationalId') && defaults.nationalIdKind !== 'none' && defaults.nationalIdKind !== 'free' ? ['nationalId' as const] : []),
      ...(lacks('name') ? ['name' as const] : []),
      ...(draft.phones.length === 0 ? ['phone' as const] : []),
      ...(lacks('company') && defaults.company.trim() === '' ? ['company' as const] : []),
    ]
  }
}
