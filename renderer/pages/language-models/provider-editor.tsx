import { useMutation, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelProviderSetting } from '../../../engine/contract/llm.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, Input } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { NumberField } from '../calling-settings/number-field.tsx'
import { draftOf, isBadAddress, isComplete, isLocal, providerPresets, startDraft, tidy, type ProviderDraft, type ProviderPreset } from './provider-draft.ts'
import { KeyField } from './provider-key.tsx'
import { receiveProvider } from './use-providers.ts'

interface ProviderEditorProps {
  provider: ModelProviderSetting | null
  /** Names of models to suggest, as the provider itself listed them. */
  models: readonly string[]
  onClose: () => void
}

/** Sets up a provider or changes one. The key goes on its own way, after the rest, and never comes back. */
export function ProviderEditor({ provider, models, onClose }: ProviderEditorProps) {
  const { t } = useTranslation()
  const formId = useId()
  const [preset, setPreset] = useState<ProviderPreset>('openai')
  const [draft, setDraft] = useState<ProviderDraft>(() => provider ? draftOf(provider) : startDraft('openai'))
  const [key, setKey] = useState('')
  const patch = (part: Partial<ProviderDraft>) => setDraft(current => ({ ...current, ...part }))
  const setKeyOf = useMutation(api.llm.setKey.mutationOptions({ meta: { shownInPlace: true }, onSuccess: receiveProvider }))
  const saveProvider = useMutation(api.llm.saveProvider.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: async saved => {
      receiveProvider(saved)
      // The rest is saved whatever becomes of the key: a second try must change this provider and not add another.
      patch({ id: saved.id })
      if (key.trim()) await setKeyOf.mutateAsync({ providerId: saved.id, key: key.trim() })
      notify.success(t('languageModels.saved', { name: saved.name }))
      onClose()
    },
  }))
  const error = saveProvider.error
  const ready = isComplete(draft)
  const choosePreset = (chosen: ProviderPreset) => {
    setPreset(chosen)
    setDraft(({ id }) => ({ ...startDraft(chosen), ...(id && { id }) }))
  }
  return (
    <Dialog
      open size="lg" title={provider ? t('languageModels.editNamed', { name: provider.name }) : t('languageModels.add')} description={t(provider ? 'languageModels.editHint' : 'languageModels.addHint')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {error && <p role="alert" className="mr-auto self-center text-danger">{problemText(error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} busy={saveProvider.isPending} disabled={!ready}>{t('common.save')}</Button>
        </>
      )}
    >
      <form id={formId} className="flex flex-col gap-4 pb-2" onSubmit={event => { event.preventDefault(); event.stopPropagation(); if (ready) saveProvider.mutate(tidy(draft)) }}>
        <div className="grid grid-cols-2 gap-4">
          {provider === null && (
            <Field label={t('languageModels.preset')} hint={t(`languageModels.presetHint.${preset}`)}>
              {control => <Select id={control.id} className="w-full" label={t('languageModels.preset')} value={preset} onChange={choosePreset} options={providerPresets.map(value => ({ value, label: t(`languageModels.presets.${value}`) }))} />}
            </Field>
          )}
          <Field label={t('languageModels.name')} hint={t('languageModels.nameHint')}>{control => <Input {...control} value={draft.name} maxLength={80} onChange={event => patch({ name: event.target.value })} />}</Field>
          <Field label={t('languageModels.address')} hint={t(draft.kind === 'compatible' ? (isLocal(draft.baseUrl) ? 'languageModels.addressLocal' : 'languageModels.addressNeeded') : 'languageModels.addressHint')} error={isBadAddress(draft.baseUrl) ? t('languageModels.badAddress') : undefined}>
            {control => <Input {...control} type="url" spellCheck={false} className="font-mono text-sm" value={draft.baseUrl ?? ''} maxLength={400} onChange={event => patch({ baseUrl: event.target.value })} />}
          </Field>
        </div>
        <KeyField provider={provider} kind={draft.kind} value={key} onChange={setKey} />
        <ModelFields draft={draft} models={models} patch={patch} />
        <LimitFields limits={draft.limits} onChange={limits => patch({ limits })} />
      </form>
    </Dialog>
  )
}

/** The models asked for text, embeddings and speech; suggests what the provider listed and what has a price. */
function ModelFields({ draft, models, patch }: { draft: ProviderDraft, models: readonly string[], patch: (part: Partial<ProviderDraft>) => void }) {
  const { t } = useTranslation()
  const listId = useId()
  const { data: prices } = useQuery(api.llm.prices.queryOptions())
  const names = [...new Set([...models, ...(prices ?? []).filter(price => price.kind === draft.kind).map(price => price.model)])]
  const fields = ['textModel', 'embeddingModel', 'transcriptionModel'] as const
  return (
    <div className="grid grid-cols-3 gap-4">
      {fields.map(name => (
        <Field key={name} label={t(`languageModels.${name}`)} hint={t(`languageModels.${name}Hint`)}>
          {control => <Input {...control} list={listId} spellCheck={false} autoComplete="off" className="font-mono text-sm" value={draft[name] ?? ''} maxLength={120} onChange={event => patch({ [name]: event.target.value })} />}
        </Field>
      ))}
      <datalist id={listId}>{names.map(name => <option key={name} value={name} />)}</datalist>
    </div>
  )
}

const bounds = { requestsPerMinute: [1, 100_000], tokensPerMinute: [100, 100_000_000], concurrency: [1, 1_000] } as const
const limitNames = ['requestsPerMinute', 'tokensPerMinute', 'concurrency'] as const

function LimitFields({ limits, onChange }: { limits: ProviderDraft['limits'], onChange: (limits: ProviderDraft['limits']) => void }) {
  const { t } = useTranslation()
  return (
    <fieldset className="rounded-md bg-sunken/60 p-3">
      <legend className="sr-only">{t('languageModels.limits')}</legend>
      <h3 aria-hidden className="mb-2 font-semibold">{t('languageModels.limits')}</h3>
      <div className="grid grid-cols-3 gap-4">
        {limitNames.map(name => {
          const [min, max] = bounds[name]
          return <NumberField key={name} label={t(`languageModels.${name}`)} hint={t(`languageModels.${name}Hint`)} value={limits[name]} min={min} max={max} onChange={value => { if (value !== null) onChange({ ...limits, [name]: value }) }} />
        })}
      </div>
    </fieldset>
  )
}
