import { useTranslation } from 'react-i18next'
import type { ClassifierChoice } from '../../../engine/contract/opinions.ts'
import { Field, Input } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { useFormat } from '../../i18n/format.ts'
import { useModelOptions } from './use-model-options.ts'

/** Stands for "no particular one" in a list whose values must not be empty. */
const unset = ':any'

/** Provider, model and version of the prompt; each may be left to the chain, the provider or the shares. */
export function ModelFields({ choice, onChange }: { choice: ClassifierChoice, onChange: (choice: ClassifierChoice) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { providers = [], promptVersions } = useModelOptions()
  const provider = providers.find(one => one.id === choice.providerId)
  const first = provider ?? providers[0]
  const providerOptions = [
    { value: unset, label: providers[0] ? t('classifier.firstNamed', { name: providers[0].name }) : t('classifier.first') },
    ...providers.map(one => ({ value: one.id, label: one.name })),
    // One that was switched off or removed since is still what is chosen, and says so.
    ...(choice.providerId !== null && !provider ? [{ value: choice.providerId, label: t('classifier.goneProvider') }] : []),
  ]
  const promptOptions = [
    { value: unset, label: t('classifier.byShares') },
    ...promptVersions.map(one => ({ value: one.version, label: t('classifier.promptVersion', { version: one.version, share: format.percent(one.share) }) })),
  ]
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Field label={t('classifier.provider')}>
        {/* A model belongs to its provider: with another one it would not be known. */}
        {control => <Select id={control.id} label={t('classifier.provider')} className="w-full" value={choice.providerId ?? unset} options={providerOptions} onChange={value => onChange({ ...choice, providerId: value === unset ? null : value, model: null })} />}
      </Field>
      <Field label={t('classifier.modelName')} hint={t(choice.providerId === null ? 'classifier.modelOfChain' : 'classifier.modelHint')}>
        {control => <Input {...control} value={choice.model ?? ''} maxLength={120} disabled={choice.providerId === null} placeholder={first?.textModel ?? ''} onChange={event => onChange({ ...choice, model: event.target.value.trim() || null })} />}
      </Field>
      <Field label={t('classifier.prompt')}>
        {control => <Select id={control.id} label={t('classifier.prompt')} className="w-full" value={choice.promptVersion ?? unset} options={promptOptions} onChange={value => onChange({ ...choice, promptVersion: value === unset ? null : value })} />}
      </Field>
    </div>
  )
}
