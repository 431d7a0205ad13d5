import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { modelProviderKinds } from '../../../db/values.ts'
import type { ModelPrice } from '../../../engine/contract/llm.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, Input } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { NumberField } from '../calling-settings/number-field.tsx'

type Draft = Omit<ModelPrice, 'source' | 'asOf'>

const amounts = ['inPerMillion', 'cachedInPerMillion', 'outPerMillion'] as const

/** The operator's own price of a model; it counts from the next call on. */
export function PriceEditor({ price, onClose }: { price: ModelPrice | null, onClose: () => void }) {
  const { t } = useTranslation()
  const formId = useId()
  const [draft, setDraft] = useState<Draft>(() => price ?? { kind: 'openai', model: '', inPerMillion: 0, cachedInPerMillion: 0, outPerMillion: 0 })
  const patch = (part: Partial<Draft>) => setDraft(current => ({ ...current, ...part }))
  const save = useMutation(api.llm.savePrice.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: prices => {
      queryClient.setQueryData(api.llm.prices.queryKey(), prices)
      notify.success(t('settings.saved'))
      onClose()
    },
  }))
  const ready = draft.model.trim() !== ''
  const submit = () => {
    const { kind, model, inPerMillion, cachedInPerMillion, outPerMillion } = draft
    if (ready) save.mutate({ kind, model: model.trim(), inPerMillion, cachedInPerMillion, outPerMillion })
  }
  return (
    <Dialog
      open title={price ? t('languageModels.changePrice', { model: price.model }) : t('languageModels.newPrice')} description={t('languageModels.priceHint')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {save.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(save.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} busy={save.isPending} disabled={!ready}>{t('common.save')}</Button>
        </>
      )}
    >
      <form id={formId} className="flex flex-col gap-4 pb-2" onSubmit={event => { event.preventDefault(); event.stopPropagation(); submit() }}>
        {price === null && (
          <div className="grid grid-cols-2 gap-4">
            <Field label={t('languageModels.kind')}>{control => <Select id={control.id} className="w-full" label={t('languageModels.kind')} value={draft.kind} onChange={kind => patch({ kind })} options={modelProviderKinds.map(value => ({ value, label: t(`languageModels.kinds.${value}`) }))} />}</Field>
            <Field label={t('languageModels.model')}>{control => <Input {...control} spellCheck={false} autoComplete="off" className="font-mono text-sm" value={draft.model} maxLength={120} onChange={event => patch({ model: event.target.value })} />}</Field>
          </div>
        )}
        <div className="grid grid-cols-3 gap-4">
          {amounts.map(name => <NumberField key={name} label={t(`languageModels.${name}`)} value={draft[name]} min={0} max={10_000} digits={4} onChange={value => { if (value !== null) patch({ [name]: value }) }} />)}
        </div>
      </form>
    </Dialog>
  )
}
