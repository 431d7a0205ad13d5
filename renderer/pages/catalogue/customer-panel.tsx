import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Pencil, Receipt, UserRoundX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerDetail } from '../../../engine/contract/catalogue.ts'
import { navigate, openItem } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { confirm } from '../../components/confirm.tsx'
import { DetailPanel } from '../../components/panel.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { Fact, Section } from '../debtors/person/section.tsx'
import { CustomerDialog } from './customer-dialog.tsx'
import { Price } from './price.tsx'

/** The open customer at the right of the list. */
export function CustomerPanel({ id }: { id: string }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [editing, setEditing] = useState(false)
  const { data: customer, error, refetch } = useQuery(api.catalogue.customers.get.queryOptions({ input: { businessId, customerId: id }, placeholderData: keepPreviousData }))
  return (
    <DetailPanel
      label={t('catalogue.panel')} title={customer ? customer.name || t('catalogue.erased') : t('catalogue.panel')} subtitle={customer?.nationalId} onClose={() => openItem(null)}
      actions={customer?.erasedAt === null && <Button icon={Pencil} onClick={() => setEditing(true)}>{t('catalogue.edit')}</Button>}
    >
      {customer ? <CustomerFacts customer={customer} /> : error ? <Problem error={error} onRetry={() => void refetch()} /> : <div className="p-4"><SkeletonLines lines={8} /></div>}
      {editing && customer && <CustomerDialog customer={customer} onClose={() => setEditing(false)} />}
    </DetailPanel>
  )
}

function CustomerFacts({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const erase = useMutation(api.catalogue.customers.erase.mutationOptions({
    onSuccess: () => {
      notify.success(t('catalogue.eraseDone'))
      return queryClient.invalidateQueries({ queryKey: api.catalogue.key() })
    },
  }))
  const ask = async () => {
    const sure = await confirm({ title: t('catalogue.eraseTitle', { name: customer.name }), body: t('catalogue.eraseBody'), confirmLabel: t('catalogue.erase'), danger: true })
    if (sure) erase.mutate({ businessId, customerId: customer.id })
  }
  return (
    <>
      <Section title={t('catalogue.bought')} actions={customer.spend.length > 0 && <Button size="sm" icon={Receipt} onClick={() => navigate({ page: 'catalogue', query: { view: 'sales', customer: customer.id } })}>{t('catalogue.seeSales')}</Button>}>
        {customer.spend.length === 0 && <p className="text-ink-soft">{t('catalogue.boughtNothing')}</p>}
        <ul>
          {customer.spend.map(spend => (
            <li key={spend.total.currency}>
              <span className="font-medium"><Price value={spend.total} /></span> · <span className="text-ink-soft">{t('catalogue.spent', { count: spend.sales, first: format.date(spend.firstAt) })}</span>
              <span className="block text-sm text-ink-soft">{t('catalogue.field.lastSaleAt')}: {format.dateTime(spend.lastAt)}</span>
            </li>
          ))}
        </ul>
      </Section>
      {customer.erasedAt === null && (
        <Section title={t('catalogue.customerFacts')}>
          <dl className="grid grid-cols-[minmax(96px,auto)_1fr] gap-x-4 gap-y-1">
            {(['phone', 'email', 'address', 'neighbourhood', 'notes'] as const).map(field => <Fact key={field} name={t(`catalogue.field.${field}`)}>{customer[field] || '–'}</Fact>)}
            <Fact name={t('catalogue.field.updatedAt')}>{format.dateTime(customer.updatedAt)}</Fact>
          </dl>
          <Button variant="ghost" icon={UserRoundX} className="mt-3 -ml-2.5" busy={erase.isPending} onClick={() => void ask()}>{t('catalogue.erase')}</Button>
        </Section>
      )}
    </>
  )
}
