import { useTranslation } from 'react-i18next'
import type { Money } from '../../../engine/contract/debtors.ts'
import { navigate } from '../../app/address.ts'
import { useFormat } from '../../i18n/format.ts'
import { Price } from './price.tsx'

interface Line { productId: string, name: string, quantity: number, price: Money }

/** What an order or a sale holds, with its sum. */
export function LineTable({ lines, total }: { lines: readonly Line[], total: Money | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const number = 'py-1 pl-3 text-right whitespace-nowrap'
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="border-b border-line text-left text-sm text-ink-soft">
          <th scope="col" className="py-1 font-medium">{t('catalogue.field.name')}</th>
          <th scope="col" className={`${number} font-medium`}>{t('catalogue.field.items')}</th>
          <th scope="col" className={`${number} font-medium`}>{t('catalogue.field.price')}</th>
          <th scope="col" className={`${number} font-medium`}>{t('catalogue.field.total')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(line => (
          <tr key={line.productId} className="border-b border-line">
            <td className="py-1"><button type="button" className="rounded text-left text-accent hover:underline" onClick={() => navigate({ page: 'catalogue', item: line.productId })}>{line.name}</button></td>
            <td className={number}>{format.number(line.quantity)}</td>
            <td className={number}><Price value={line.price} /></td>
            <td className={number}><Price value={{ minor: line.price.minor * line.quantity, currency: line.price.currency }} /></td>
          </tr>
        ))}
      </tbody>
      <tfoot><tr><th scope="row" colSpan={3} className="py-1.5 text-left font-semibold">{t('catalogue.field.total')}</th><td className={`${number} font-semibold`}><Price value={total} /></td></tr></tfoot>
    </table>
  )
}
