import type { TFunction } from 'i18next'
import { Ban, Handshake } from 'lucide-react'
import type { DebtorRow } from '../../../engine/contract/debtors.ts'
import { Money } from '../../components/calls/money.tsx'
import { Phone } from '../../components/calls/phone.tsx'
import { CallJobState, OutcomeState } from '../../components/calls/states.tsx'
import type { ColumnDefinition } from '../../components/data-table/data-table.tsx'
import { IconState } from '../../components/icon-state.tsx'
import type { Format } from '../../i18n/format.ts'

/** Everything a debtor can show in a table. */
export function buildDebtorColumns(t: TFunction, format: Format): ColumnDefinition<DebtorRow>[] {
  // Made once and shared by all rows: thousands of cells come and go while scrolling.
  const absent = <span className="text-ink-faint">–</span>
  const forbidden = <IconState icon={Ban} tone="danger" label={t('debtors.doNotCallShort')} />
  const zero = <span className="text-ink-faint">0</span>
  const count = (value: number) => value === 0 ? zero : format.number(value)
  return [
    { id: 'name', header: t('debtors.field.name'), width: 190, grow: true, sortable: true, cell: row => <span className="font-medium">{row.name || t('debtors.erased')}</span> },
    { id: 'nationalId', header: t('debtors.field.nationalId'), width: 112, sortable: true, cell: row => row.nationalId || absent },
    { id: 'status', header: t('debtors.field.status'), width: 116, cell: row => row.doNotCall ? forbidden : <CallJobState status={row.status} /> },
    { id: 'owed', header: t('debtors.field.owed'), width: 104, align: 'end', sortable: true, cell: row => <Money value={row.owed} /> },
    {
      id: 'phone', header: t('debtors.field.phone'), width: 152,
      cell: row => <>{row.phone === null ? absent : <Phone number={row.phone} />}{row.phoneCount > 1 && <span className="ml-1 text-sm text-ink-soft">+{row.phoneCount - 1}</span>}</>,
    },
    {
      id: 'company', header: t('debtors.field.company'), width: 134,
      cell: row => <>{row.company ?? absent}{row.debtCount > 1 && <span className="ml-1 text-sm text-ink-soft" title={t('debtors.debtCount', { count: row.debtCount })}>+{row.debtCount - 1}</span>}</>,
    },
    { id: 'dueOn', header: t('debtors.field.dueOn'), width: 108, sortable: true, cell: row => row.dueOn === null ? absent : format.date(row.dueOn) },
    { id: 'attempts', header: t('debtors.field.attempts'), width: 78, align: 'end', sortable: true, cell: row => count(row.attempts) },
    { id: 'lastOutcome', header: t('debtors.field.lastOutcome'), width: 174, cell: row => <OutcomeState outcome={row.lastOutcome} /> },
    { id: 'promisedOn', header: t('debtors.field.promisedOn'), width: 122, cell: row => row.promisedOn === null ? absent : <IconState icon={Handshake} tone="positive" label={format.date(row.promisedOn)} /> },
    { id: 'lastAttemptAt', header: t('debtors.field.lastAttemptAt'), width: 172, sortable: true, cell: row => row.lastAttemptAt === null ? absent : format.dateTime(row.lastAttemptAt) },
    { id: 'delinquency', header: t('debtors.field.delinquency'), width: 120, hiddenAtFirst: true, cell: row => row.delinquency ?? absent },
    { id: 'contacts', header: t('debtors.field.contacts'), width: 100, align: 'end', hiddenAtFirst: true, cell: row => count(row.contacts) },
    { id: 'doNotCall', header: t('debtors.field.doNotCall'), width: 110, hiddenAtFirst: true, cell: row => row.doNotCall ? forbidden : absent },
  ]
}
