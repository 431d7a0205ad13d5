import { Check, CircleDashed, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { orderStates, type OrderState } from '../../../../db/values.ts'
import type { ChatDetail } from '../../../../engine/contract/chat.ts'
import { navigate } from '../../../app/address.ts'
import { Button } from '../../../components/button.tsx'
import { classNames } from '../../../components/class-names.ts'
import { IconState } from '../../../components/icon-state.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { Price } from '../../catalogue/price.tsx'
import { OrderStateLabel } from '../../catalogue/states.tsx'
import { openSource } from '../open-source.ts'

/** The order of the chat as it is now: what is in the cart, what it costs, how far it has come and what is still to be asked. */
export function OrderFacts({ chat: { order } }: { chat: ChatDetail }) {
  const { t } = useTranslation()
  if (!order) return <p className="text-ink-soft">{t('chatLab.noOrder')}</p>
  const { saleId, saleNumber } = order
  return (
    <div className="flex flex-col gap-3">
      <StateSteps state={order.state} />
      {order.lines.length === 0 ? <p className="text-ink-soft">{t('catalogue.order.emptyCart')}</p> : <Lines order={order} />}
      <Collected order={order} />
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => openSource({ kind: 'order', id: order.id })}>{t('chatLab.seeOrder')}</Button>
        {saleId !== null && <Button size="sm" variant="primary" onClick={() => navigate({ page: 'catalogue', item: saleId, query: { view: 'sales' } })}>{t('catalogue.order.toSale', { number: saleNumber })}</Button>}
      </div>
    </div>
  )
}

type Order = NonNullable<ChatDetail['order']>

function Lines({ order }: { order: Order }) {
  const { t } = useTranslation()
  const format = useFormat()
  const number = 'py-1 pl-2 text-right align-top whitespace-nowrap'
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="border-b border-line text-left text-sm text-ink-soft">
          <th scope="col" className="py-0.5 font-medium">{t('catalogue.field.name')}</th>
          <th scope="col" className={`${number} font-medium`}>{t('catalogue.field.items')}</th>
          <th scope="col" className={`${number} font-medium`}>{t('catalogue.field.total')}</th>
        </tr>
      </thead>
      <tbody>
        {order.lines.map(line => (
          <tr key={line.productId} className="border-b border-line">
            <td className="py-1">
              <button type="button" className="rounded text-left text-accent hover:underline" onClick={() => openSource({ kind: 'product', id: line.productId })}>{line.name}</button>
              <span className="block text-sm text-ink-soft"><Price value={line.price} /> · {t('chatLab.inStock', { count: line.stock })}</span>
              {line.quantity > line.stock && order.saleId === null && <IconState icon={TriangleAlert} tone="caution" label={t('chatLab.notEnough')} className="text-sm" />}
            </td>
            <td className={number}>{format.number(line.quantity)}</td>
            <td className={number}><Price value={line.subtotal} /></td>
          </tr>
        ))}
      </tbody>
      <tfoot><tr><th scope="row" colSpan={2} className="py-1.5 text-left font-semibold">{t('catalogue.field.total')}</th><td className={`${number} font-semibold`}><Price value={order.total} /></td></tr></tfoot>
    </table>
  )
}

/** What the customer has told, and what is still missing, in the order in which it is asked. */
function Collected({ order }: { order: Order }) {
  const { t } = useTranslation()
  const told = Object.entries(order.collected)
  // Nobody is asked for data before there is something to buy.
  if (told.length === 0 && order.state !== 'recolectando_datos') return null
  return (
    <div>
      <h4 className="mb-1 text-sm text-ink-faint">{t('catalogue.order.collected')}</h4>
      <ul className="flex flex-col gap-0.5">
        {told.map(([field, value]) => <li key={field} className="flex items-start gap-2"><IconState icon={Check} tone="positive" label={fieldName(t, field)} className="text-ink-soft" /><span className="min-w-0 flex-1 text-right break-words">{value ?? t('chatLab.saidNone')}</span></li>)}
        {order.missing.map(field => <li key={field}><IconState icon={CircleDashed} label={t('chatLab.missing', { field: fieldName(t, field) })} className="text-ink-soft" /></li>)}
      </ul>
    </div>
  )
}

function fieldName(t: ReturnType<typeof useTranslation>['t'], field: string): string {
  return t(`chatLab.field.${field}`, { defaultValue: field })
}

const steps = orderStates.filter(state => state !== 'cancelada')

/** How far the order has come on its way to a sale. */
function StateSteps({ state }: { state: OrderState }) {
  const { t } = useTranslation()
  if (state === 'cancelada') return <OrderStateLabel state={state} />
  const reached = steps.indexOf(state)
  return (
    <div>
      <OrderStateLabel state={state} />
      <ol aria-label={t('chatLab.steps')} className="mt-1.5 flex gap-1">
        {steps.map((step, index) => (
          <li key={step} aria-current={index === reached ? 'step' : undefined} title={t(`catalogue.orderState.${step}`)} className={classNames('h-1.5 flex-1 rounded-full', index > reached ? 'bg-sunken' : state === 'cerrada' ? 'bg-positive' : 'bg-accent-fill')}>
            <span className="sr-only">{t(`catalogue.orderState.${step}`)}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}
