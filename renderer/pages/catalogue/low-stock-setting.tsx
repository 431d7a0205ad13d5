import { useMutation, useQuery } from '@tanstack/react-query'
import { Settings2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { Field, Input } from '../../components/input.tsx'
import { Popover } from '../../components/popover.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'

/** How few pieces the business calls few, and where that is changed. */
export function LowStockSetting() {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const [open, setOpen] = useState(false)
  const { data: settings } = useQuery(api.catalogue.settings.get.queryOptions({ input: { businessId } }))
  if (!settings) return null
  return (
    <Popover align="end" label={t('catalogue.lowStock.title')} open={open} onOpenChange={setOpen} trigger={<Button variant="ghost" icon={Settings2}>{t('catalogue.lowStock.now', { pieces: format.number(settings.lowStock) })}</Button>}>
      <LowStockForm lowStock={settings.lowStock} onDone={() => setOpen(false)} />
    </Popover>
  )
}

function LowStockForm({ lowStock, onDone }: { lowStock: number, onDone: () => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [typed, setTyped] = useState(String(lowStock))
  const pieces = /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : null
  const save = useMutation(api.catalogue.settings.save.mutationOptions({
    onSuccess: () => {
      notify.success(t('catalogue.saved'))
      onDone()
      return queryClient.invalidateQueries({ queryKey: api.catalogue.key() })
    },
  }))
  return (
    <form
      noValidate className="flex flex-col gap-3"
      onSubmit={event => {
        event.preventDefault()
        if (pieces !== null) save.mutate({ businessId, lowStock: pieces })
      }}
    >
      <Field label={t('catalogue.lowStock.title')} hint={t('catalogue.lowStock.hint')} error={pieces === null ? t('catalogue.stockNeeded') : undefined}>{control => <Input {...control} inputMode="numeric" autoComplete="off" value={typed} onChange={event => setTyped(event.target.value)} />}</Field>
      <Button type="submit" variant="primary" busy={save.isPending} disabled={pieces === null}>{t('common.save')}</Button>
    </form>
  )
}
