import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { chatWordings } from '../../../../db/values.ts'
import type { BenchVariant } from '../../../../engine/contract/chat-bench.ts'
import { Field, Input } from '../../../components/input.tsx'
import { Select } from '../../../components/select.tsx'
import { api } from '../../../connection/client.ts'

export const offlineVariant: BenchVariant = { wording: 'offline', providerId: null, model: null, promptVersion: null }
/** The prompt that words answers. */
const promptName = 'chat-answer'
/** Stands for "no particular one" in a list whose values must not be empty. */
const unset = ':any'

/** Who words the answers; a model by provider, name and version of the prompt, each of which may be left to the chain, the provider or the shares. */
export function VariantFields({ variant, onChange }: { variant: BenchVariant, onChange: (variant: BenchVariant) => void }) {
  const { t } = useTranslation()
  const providers = useQuery(api.llm.providers.queryOptions()).data?.filter(provider => provider.enabled).toSorted((a, b) => a.position - b.position) ?? []
  const versions = useQuery(api.llm.prompts.queryOptions()).data?.find(prompt => prompt.name === promptName)?.versions ?? []
  const provider = providers.find(one => one.id === variant.providerId) ?? providers[0]
  return (
    <>
      <Field label={t('chatBench.dialog.wording')}>
        {control => <Select id={control.id} label={t('chatBench.dialog.wording')} className="w-full" value={variant.wording} onChange={wording => onChange({ ...offlineVariant, wording })} options={chatWordings.map(value => ({ value, label: t(`chatBench.dialog.wordings.${value}`) }))} />}
      </Field>
      {variant.wording === 'model' && (
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label={t('chatBench.dialog.provider')}>
            {/* A model belongs to its provider: with another one it would not be known. */}
            {control => <Select id={control.id} label={t('chatBench.dialog.provider')} className="w-full" value={variant.providerId ?? unset} onChange={value => onChange({ ...variant, providerId: value === unset ? null : value, model: null })} options={[{ value: unset, label: t('chatBench.dialog.first') }, ...providers.map(one => ({ value: one.id, label: one.name }))]} />}
          </Field>
          <Field label={t('chatBench.dialog.modelName')} hint={t('chatBench.dialog.modelHint')}>
            {control => <Input {...control} value={variant.model ?? ''} maxLength={200} disabled={variant.providerId === null} placeholder={provider?.textModel ?? ''} onChange={event => onChange({ ...variant, model: event.target.value.trim() || null })} />}
          </Field>
          <Field label={t('chatBench.dialog.prompt')}>
            {control => <Select id={control.id} label={t('chatBench.dialog.prompt')} className="w-full" value={variant.promptVersion ?? unset} onChange={value => onChange({ ...variant, promptVersion: value === unset ? null : value })} options={[{ value: unset, label: t('chatBench.dialog.byShares') }, ...versions.map(one => ({ value: one.version, label: t('chatBench.promptNamed', { version: one.version }) }))]} />}
          </Field>
        </div>
      )}
    </>
  )
}
