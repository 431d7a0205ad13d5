import { normalise } from '../../ingest/reading/index.ts'
import type { DebtorRead, DebtRead } from './import-part.ts'
import type { DebtorRowWarning } from './problems.ts'

/** A person as the rows so far tell, with all their debts. */
export interface MergedDebtor extends Omit<DebtorRead, 'rowNumber' | 'debt' | 'warnings'> {
  readonly debts: readonly DebtRead[]
}

/** What a row did to the person it speaks of. */
export type MergeEffect = 'created' | 'updated' | 'skipped'

export interface Merge {
  readonly debtor: MergedDebtor
  readonly effect: MergeEffect
  readonly warnings: readonly DebtorRowWarning[]
}

/**
 * Adds a row to what is known of its person, from rows before it or from the floor. Phones are united, the known ones
 * first and in their order; of everything else the last row that says something wins. A debt is the same by company and
 * reference. A row that changes nothing is `skipped`.
 * @param known null for a person not met before
 */
export function mergeRow(known: MergedDebtor | null, row: DebtorRead): Merge {
  if (known === null) {
    const { rowNumber: _, debt, warnings: __, ...person } = row
    return { debtor: { ...person, debts: [debt] }, effect: 'created', warnings: [] }
  }
  const warnings: DebtorRowWarning[] = []
  if (!sharesName(known.name, row.name)) warnings.push('debtors.warning_name_differs')
  const before = known.debts.find((debt) => isSameDebt(debt, row.debt))
  const debt = before === undefined ? row.debt : mergeDebt(before, row.debt)
  if (before !== undefined && debt.reference === '' && debt.amountMinor !== before.amountMinor) warnings.push('debtors.warning_debt_replaced')
  const debtor: MergedDebtor = {
    ...known,
    name: row.name,
    country: row.country,
    region: row.region ?? known.region,
    timeZone: row.timeZone,
    language: row.language,
    consentOn: row.consentOn ?? known.consentOn,
    phones: [...new Set([...known.phones, ...row.phones])],
    variables: { ...known.variables, ...row.variables },
    debts: before === undefined ? [...known.debts, debt] : known.debts.map((one) => (one === before ? debt : one)),
  }
  return { debtor, effect: isSame(known, debtor) ? 'skipped' : 'updated', warnings }
}

export interface MergedRows {
  readonly debtors: readonly MergedDebtor[]
  /** Rows by what they did; their sum is the number of rows. */
  readonly counts: Record<MergeEffect, number>
  readonly warnings: readonly { readonly rowNumber: number; readonly warnings: readonly DebtorRowWarning[] }[]
}

/**
 * Merges rows that fit in memory, such as one part of a file.
 * @param known persons of the floor by their key, for those the rows speak of
 * @returns the persons the rows speak of, in the order in which they first appear
 */
export function mergeRows(rows: readonly DebtorRead[], known: ReadonlyMap<string, MergedDebtor>): MergedRows {
  const debtors = new Map<string, MergedDebtor>()
  const counts: Record<MergeEffect, number> = { created: 0, updated: 0, skipped: 0 }
  const warned: { rowNumber: number; warnings: readonly DebtorRowWarning[] }[] = []
  for (const row of rows) {
    const { debtor, effect, warnings } = mergeRow(debtors.get(row.personKey) ?? known.get(row.personKey) ?? null, row)
    debtors.set(row.personKey, debtor)
    counts[effect] += 1
    if (warnings.length > 0) warned.push({ rowNumber: row.rowNumber, warnings })
  }
  return { debtors: [...debtors.values()], counts, warnings: warned }
}

function isSameDebt(one: DebtRead, other: DebtRead): boolean {
  return one.reference === other.reference && (one.company === other.company || normalise(one.company) === normalise(other.company))
}

function mergeDebt(known: DebtRead, row: DebtRead): DebtRead {
  return {
    ...known,
    instalments: row.instalments ?? known.instalments,
    // A currency belongs to the amount beside it.
    ...(row.amountMinor === null ? {} : { amountMinor: row.amountMinor, currency: row.currency }),
    dueOn: row.dueOn ?? known.dueOn,
    lastNegotiableOn: row.lastNegotiableOn ?? known.lastNegotiableOn,
    delinquency: row.delinquency ?? known.delinquency,
  }
}

function isSame(one: MergedDebtor, other: MergedDebtor): boolean {
  return JSON.stringify(comparable(one)) === JSON.stringify(comparable(other))
}

/** The order of variables says nothing. */
function comparable(debtor: MergedDebtor): unknown {
  return { ...debtor, variables: Object.entries(debtor.variables).sort(([one], [other]) => (one < other ? -1 : 1)) }
}

/** People are written with and without second names; two without a name in common are hardly one. */
function sharesName(one: string, other: string): boolean {
  if (one === other) return true
  const words = new Set(normalise(one).split(' '))
  return normalise(other).split(' ').some((word) => word.length > 1 && words.has(word))
}
