import { useMutation } from '@tanstack/react-query'
import { Plus, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerRow, OrderDetail, OrderDraft, ProductRow } from '../../../engine/contract/catalogue.ts'
import { navigate } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Input } from '../../components/input.tsx'
import { Picker } from '../../components/picker.tsx'
import { notify } from '../../components/toast.tsx'
import { api, client } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { CustomerDialog } from './customer-dialog.tsx'
import { draftOf, linesOf, namedFirst, piecesOf, totalOf, withProduct, type DraftLine } from './order-draft.ts'
import { Price } from './price.tsx'

const mostFound = 8
/** Looked through for those that bear the words in their name. */
const mostLooked = 200

/** Takes an order by hand, or changes one that is open. */
export function OrderDialog({ order, onClose }: { order: OrderDetail | null, onClose: () => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [lines, setLines] = useState<readonly DraftLine[]>(() => order === null ? [] : linesOf(order))
  const [customer, setCustomer] = useState<{ id: string, name: string } | null>(() => order?.customerId ? { id: order.customerId, name: order.customerName || t('catalogue.erased') } : null)
  const [tried, setTried] = useState(false)
  const save = useMutation({
    meta: { shownInPlace: true },
    mutationFn: (draft: OrderDraft) => order === null ? client.catalogue.orders.create({ businessId, order: draft }) : client.catalogue.orders.save({ businessId, orderId: order.id, version: order.version, order: draft }),
    onSuccess: saved => {
      notify.success(t('catalogue.saved'))
      onClose()
      if (order === null) navigate({ page: 'catalogue', item: saved.id, query: { view: 'orders' } })
      return queryClient.invalidateQueries({ queryKey: api.catalogue.key() })
    },
  })
  const submit = () => {
    setTried(true)
    const next = lines.map(line => ({ productId: line.productId, quantity: piecesOf(line) ?? 0 }))
    if (next.length > 0 && next.every(line => line.quantity > 0)) save.mutate(draftOf(order, customer?.id ?? null, next))
  }
  return (
    <Dialog
      open size="lg" title={t(order === null ? 'catalogue.order.new' : 'catalogue.order.edit')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          <p className="mr-auto self-center"><span className="text-ink-soft">{t('catalogue.field.total')}</span> <span className="text-lg font-semibold"><Price value={totalOf(lines)} /></span></p>
          {save.error && <p role="alert" className="self-center text-danger">{problemText(save.error).title}</p>}
          {tried && lines.length === 0 && <p role="alert" className="self-center text-danger">{t('catalogue.order.needsProduct')}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="order" busy={save.isPending}>{t('common.save')}</Button>
        </>
      )}
    >
      <form id="order" noValidate className="flex min-h-80 flex-col gap-4" onSubmit={event => { event.preventDefault(); submit() }}>
        <Buyer customer={customer} onChange={setCustomer} />
        <Picker<ProductRow>
          label={t('catalogue.order.addProduct')} autoFocus nothing={t('catalogue.noMatch')} keyOf={product => product.id} render={product => <ProductChoice product={product} />}
          queryKey={api.catalogue.products.key()} onPick={product => setLines(current => withProduct(current, product))}
          find={async (text, signal) => namedFirst((await client.catalogue.products.list({ filter: { businessId, text, active: true }, limit: mostLooked }, { signal })).rows, text).slice(0, mostFound)}
        />
        {lines.length === 0
          ? <p className="text-ink-soft">{t('catalogue.order.noLines')}</p>
          : <Lines lines={lines} tried={tried} onChange={setLines} />}
      </form>
    </Dialog>
  )
}

function ProductChoice({ product }: { product: ProductRow }) {
  const { t } = useTranslation()
  return (
    <span className="flex items-baseline gap-3">
      <span className="min-w-0 flex-1 truncate">{product.name}</span>
      <span className={product.stock === 0 ? 'text-sm text-caution' : 'text-sm text-ink-soft'}>{product.stock === 0 ? t('catalogue.soldOut') : t('catalogue.stock.after', { count: product.stock })}</span>
      <span className="w-24 text-right"><Price value={product.price} /></span>
    </span>
  )
}

/** Who buys: somebody known, somebody new, or nobody in particular. */
function Buyer({ customer, onChange }: { customer: { id: string, name: string } | null, onChange: (customer: { id: string, name: string } | null) => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [creating, setCreating] = useState(false)
  if (customer !== null) {
    return (
      <div>
        <p className="mb-1 text-sm font-medium text-ink-soft">{t('catalogue.field.customer')}</p>
        <p className="flex h-7 items-center gap-1"><span className="font-medium">{customer.name}</span><IconButton size="sm" icon={X} label={t('catalogue.order.otherCustomer')} onClick={() => onChange(null)} /></p>
      </div>
    )
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2">
      <Picker<CustomerRow>
        label={t('catalogue.order.customer')} nothing={t('catalogue.noMatch')} keyOf={found => found.id} queryKey={api.catalogue.customers.key()} onPick={found => onChange({ id: found.id, name: found.name })}
        find={async (text, signal) => (await client.catalogue.customers.list({ businessId, text, limit: mostFound }, { signal })).rows}
        render={found => <span className="flex items-baseline gap-3"><span className="min-w-0 flex-1 truncate">{found.name}</span><span className="text-sm text-ink-soft">{found.nationalId}</span></span>}
      />
      <Button icon={Plus} onClick={() => setCreating(true)}>{t('catalogue.newCustomer')}</Button>
      {creating && <CustomerDialog customer={null} onClose={() => setCreating(false)} onCreated={created => onChange({ id: created.id, name: created.name })} />}
    </div>
  )
}

function Lines({ lines, tried, onChange }: { lines: readonly DraftLine[], tried: boolean, onChange: (lines: readonly DraftLine[]) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const number = 'py-1 pl-3 text-right whitespace-nowrap'
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr className="border-b border-line text-left text-sm text-ink-soft">
          <th scope="col" className="py-1 font-medium">{t('catalogue.field.name')}</th>
          <th scope="col" className={`${number} font-medium`}>{t('catalogue.field.stock')}</th>
          <th scope="col" className={`${number} font-medium`}>{t('catalogue.field.price')}</th>
          <th scope="col" className={`${number} font-medium`}>{t('catalogue.field.items')}</th>
          <th scope="col" className={`${number} font-medium`}>{t('catalogue.field.total')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {lines.map(line => {
          const pieces = piecesOf(line)
          const short = !line.active || (pieces ?? 0) > line.stock
          return (
            <tr key={line.productId} className="border-b border-line">
              <td className="py-1">{line.name}{!line.active && <span className="block text-sm text-caution">{t('catalogue.inactive')}</span>}</td>
              <td className={`${number} ${short ? 'font-medium text-caution' : 'text-ink-soft'}`}>{format.number(line.stock)}{short && line.active && <span className="block text-sm">{t('catalogue.order.notEnough')}</span>}</td>
              <td className={number}><Price value={line.price} /></td>
              <td className={`${number} w-24`}>
                <Input
                  className="text-right" inputMode="numeric" autoComplete="off" aria-label={t('catalogue.order.pieces', { name: line.name })} aria-invalid={(tried && pieces === null) || undefined} value={line.quantity}
                  onChange={event => onChange(lines.map(one => one === line ? { ...one, quantity: event.target.value } : one))}
                />
                {tried && pieces === null && <span className="block text-sm text-danger">{t('catalogue.order.piecesNeeded')}</span>}
              </td>
              <td className={number}><Price value={pieces === null ? null : { minor: line.price.minor * pieces, currency: line.price.currency }} /></td>
              <td className="pl-2"><IconButton size="sm" icon={Trash2} label={t('catalogue.order.remove', { name: line.name })} onClick={() => onChange(lines.filter(one => one !== line))} /></td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
