import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CustomerDetail, CustomerDraft } from '../../../engine/contract/catalogue.ts'
import { openItem } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, Input, TextArea } from '../../components/input.tsx'
import { notify } from '../../components/toast.tsx'
import { api, client } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'

const lines = ['phone', 'email', 'address', 'neighbourhood'] as const
const longest = { phone: 40, email: 200, address: 300, neighbourhood: 100 } as const

const openCreated = (saved: CustomerDetail) => openItem(saved.id)

/** Adds a customer, or changes the one given. A new one is opened, unless `onCreated` has another use for it. */
export function CustomerDialog({ customer, onClose, onCreated = openCreated }: { customer: CustomerDetail | null, onClose: () => void, onCreated?: (saved: CustomerDetail) => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [typed, setTyped] = useState<CustomerDraft & { nationalId: string }>(() => ({
    nationalId: customer?.nationalId ?? '', name: customer?.name ?? '', phone: customer?.phone ?? '', email: customer?.email ?? '', address: customer?.address ?? '', neighbourhood: customer?.neighbourhood ?? '', notes: customer?.notes ?? '',
  }))
  const [tried, setTried] = useState(false)
  const save = useMutation({
    meta: { shownInPlace: true },
    mutationFn: (draft: CustomerDraft) => customer === null
      ? client.catalogue.customers.create({ businessId, customer: draft })
      : client.catalogue.customers.save({ businessId, customerId: customer.id, version: customer.version, customer: draft }),
    onSuccess: saved => {
      notify.success(t('catalogue.saved'))
      onClose()
      if (customer === null) onCreated(saved)
      return queryClient.invalidateQueries({ queryKey: api.catalogue.key() })
    },
  })
  const set = (change: Partial<typeof typed>) => setTyped(current => ({ ...current, ...change }))
  const submit = () => {
    setTried(true)
    if (typed.name.trim() !== '') save.mutate({ ...typed, nationalId: typed.nationalId.trim() || null })
  }
  return (
    <Dialog
      open title={customer === null ? t('catalogue.newCustomer') : t('catalogue.edit')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {save.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(save.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="customer" busy={save.isPending}>{t('common.save')}</Button>
        </>
      )}
    >
      <form id="customer" noValidate className="grid gap-3 sm:grid-cols-2" onSubmit={event => {
          event.preventDefault()
          // It may lie within the form of an order, which is not to be sent with it.
          event.stopPropagation()
          submit()
        }}>
        <Field label={t('catalogue.field.name')} error={tried && typed.name.trim() === '' ? t('catalogue.nameNeeded') : undefined}>{control => <Input {...control} autoFocus autoComplete="off" maxLength={200} value={typed.name} onChange={event => set({ name: event.target.value })} />}</Field>
        <Field label={t('catalogue.field.nationalId')} hint={t('catalogue.nationalIdHint')}>{control => <Input {...control} autoComplete="off" maxLength={40} value={typed.nationalId} onChange={event => set({ nationalId: event.target.value })} />}</Field>
        {lines.map(field => <Field key={field} label={t(`catalogue.field.${field}`)}>{control => <Input {...control} autoComplete="off" maxLength={longest[field]} value={typed[field]} onChange={event => set({ [field]: event.target.value })} />}</Field>)}
        <div className="sm:col-span-2"><Field label={t('catalogue.field.notes')}>{control => <TextArea {...control} rows={3} maxLength={5_000} value={typed.notes} onChange={event => set({ notes: event.target.value })} />}</Field></div>
      </form>
    </Dialog>
  )
}
