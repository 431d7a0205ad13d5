import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Product, ProductDraft } from '../../../engine/contract/catalogue.ts'
import { openItem } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { minorOf } from '../../components/calls/amount-input.ts'
import { decimalsOf } from '../../components/calls/money.tsx'
import { Checkbox } from '../../components/checkbox.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, Input, TextArea } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { notify } from '../../components/toast.tsx'
import { api, client } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { currencyOptions, usualCurrency } from './currency.ts'

interface Typed { externalId: string, name: string, category: string, description: string, price: string, currency: string, synonyms: string, active: boolean, stock: string }

/** Adds a product, or changes the one given. */
export function ProductDialog({ product, onClose }: { product: Product | null, onClose: () => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [typed, setTyped] = useState(() => typedOf(product))
  const [tried, setTried] = useState(false)
  const price = minorOf(typed.price, decimalsOf(typed.currency))
  const stock = /^\d{1,9}$/.test(typed.stock.trim()) ? Number(typed.stock) : null
  const save = useMutation({
    meta: { shownInPlace: true },
    mutationFn: (draft: ProductDraft) => product === null
      ? client.catalogue.products.create({ businessId, product: draft, stock: stock ?? 0 })
      : client.catalogue.products.save({ businessId, productId: product.id, version: product.version, product: draft }),
    onSuccess: saved => {
      notify.success(t('catalogue.saved'))
      onClose()
      if (product === null) openItem(saved.id)
      return queryClient.invalidateQueries({ queryKey: api.catalogue.products.key() })
    },
  })
  const set = (change: Partial<Typed>) => setTyped(current => ({ ...current, ...change }))
  const submit = () => {
    setTried(true)
    if (typed.name.trim() === '' || price === null || (product === null && stock === null)) return
    const { externalId, name, description, category, currency, active, synonyms } = typed
    save.mutate({ externalId: externalId.trim() || null, name, description, category, price: { minor: price, currency }, active, synonyms: synonyms.split(',').map(word => word.trim()).filter(word => word !== '') })
  }
  return (
    <Dialog
      open title={product === null ? t('catalogue.newProduct') : t('catalogue.edit')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {save.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(save.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="product" busy={save.isPending}>{t('common.save')}</Button>
        </>
      )}
    >
      <form id="product" noValidate className="grid gap-3 sm:grid-cols-2" onSubmit={event => { event.preventDefault(); submit() }}>
        <div className="sm:col-span-2"><Field label={t('catalogue.field.name')} error={tried && typed.name.trim() === '' ? t('catalogue.nameNeeded') : undefined}>{control => <Input {...control} autoFocus maxLength={200} value={typed.name} onChange={event => set({ name: event.target.value })} />}</Field></div>
        <Field label={t('catalogue.field.price')} error={tried && price === null ? t('catalogue.priceNeeded') : undefined}>{control => <Input {...control} inputMode="decimal" autoComplete="off" value={typed.price} onChange={event => set({ price: event.target.value })} />}</Field>
        <Field label={t('catalogue.field.currency')}>{({ id }) => <Select id={id} label={t('catalogue.field.currency')} value={typed.currency} onChange={currency => set({ currency })} options={currencyOptions(typed.currency)} />}</Field>
        <Field label={t('catalogue.field.externalId')}>{control => <Input {...control} maxLength={100} autoComplete="off" value={typed.externalId} onChange={event => set({ externalId: event.target.value })} />}</Field>
        <Field label={t('catalogue.field.category')}>{control => <Input {...control} maxLength={100} value={typed.category} onChange={event => set({ category: event.target.value })} />}</Field>
        {product === null && <Field label={t('catalogue.stockAtFirst')} error={tried && stock === null ? t('catalogue.stockNeeded') : undefined}>{control => <Input {...control} inputMode="numeric" autoComplete="off" value={typed.stock} onChange={event => set({ stock: event.target.value })} />}</Field>}
        <div className="sm:col-span-2"><Field label={t('catalogue.field.synonyms')} hint={t('catalogue.synonymsHint')}>{control => <Input {...control} value={typed.synonyms} maxLength={2_000} onChange={event => set({ synonyms: event.target.value })} />}</Field></div>
        <div className="sm:col-span-2"><Field label={t('catalogue.field.description')}>{control => <TextArea {...control} rows={3} maxLength={5_000} value={typed.description} onChange={event => set({ description: event.target.value })} />}</Field></div>
        <label className="flex items-center gap-2"><Checkbox label={t('catalogue.field.active')} checked={typed.active} onChange={active => set({ active })} />{t('catalogue.field.active')}</label>
      </form>
    </Dialog>
  )
}

function typedOf(product: Product | null): Typed {
  if (product === null) return { externalId: '', name: '', category: '', description: '', price: '', currency: usualCurrency(), synonyms: '', active: true, stock: '0' }
  const { externalId, name, category, description, price: { minor, currency }, synonyms, active } = product
  // A point before the decimals: `minorOf` takes either mark for it, and groups of thousands are left out.
  return { externalId: externalId ?? '', name, category, description, price: String(minor / 10 ** decimalsOf(currency)), currency, synonyms: synonyms.join(', '), active, stock: '' }
}
