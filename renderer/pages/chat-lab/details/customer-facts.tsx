import { useTranslation } from 'react-i18next'
import type { ChatDetail } from '../../../../engine/contract/chat.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Price } from '../../catalogue/price.tsx'
import { openSource } from '../open-source.ts'

/** The known customer whom the chat belongs to. */
export function CustomerFacts({ customer }: { customer: ChatDetail['customer'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (!customer) return <p className="text-ink-soft">{t('chatLab.noCustomer')}</p>
  return (
    <>
      <button type="button" className="rounded text-left font-medium text-accent hover:underline" onClick={() => openSource({ kind: 'customer', id: customer.id })}>{customer.name}</button>
      <p className="text-ink-soft">
        {customer.sales === 0 ? t('catalogue.boughtNothing') : <>{t('chatLab.sales', { count: customer.sales })}{customer.spent && <> · <Price value={customer.spent} /></>}</>}
        {customer.lastAt !== null && <span className="block text-sm">{t('catalogue.field.lastSaleAt')}: {format.dateTime(customer.lastAt)}</span>}
      </p>
    </>
  )
}
