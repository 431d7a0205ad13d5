import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { chatTones, chatWordings, languages, mediaReaders } from '../../../../db/values.ts'
import { Button } from '../../../components/button.tsx'
import { Switch } from '../../../components/checkbox.tsx'
import { Field, Input } from '../../../components/input.tsx'
import { Select } from '../../../components/select.tsx'
import { problemText } from '../../../connection/problem.ts'
import { NumberField } from '../../calling-settings/number-field.tsx'
import { CountryField } from '../../campaigns/place-fields.tsx'
import { useProviders } from '../../language-models/use-providers.ts'
import { SettingRow, SettingsSection } from '../../settings/settings-section.tsx'
import { useSaveSettings, type ToldSettings } from './use-save-settings.ts'

/** How the agent speaks, when it calls a person, and whether it answers at all. */
export function AgentSettings({ settings }: { settings: ToldSettings }) {
  const { t } = useTranslation()
  const pause = useSaveSettings(settings)
  return (
    <SettingsSection title={t('chatLab.settings.agent')} body={t('chatLab.settings.agentBody')}>
      <SettingRow label={t('chatLab.settings.answers')} hint={t('chatLab.settings.answersHint')} htmlFor="agent-answers">
        <Switch id="agent-answers" checked={!settings.paused} disabled={pause.isPending} onChange={answers => pause.mutate({ paused: !answers })} />
      </SettingRow>
      {pause.error && <p role="alert" className="text-danger">{problemText(pause.error).title}</p>}
      {/* Once saved, or changed elsewhere, the form begins anew with what holds now. What is set beside it does not touch what is typed here. */}
      <AgentForm key={JSON.stringify(ownFieldsOf(settings))} settings={settings} />
    </SettingsSection>
  )
}

/** What the form holds; whether the agent answers at all and who reaches it is set and saved by itself. */
function ownFieldsOf({ channelKey: _told, paused: _answers, localWithoutKey: _reached, ...fields }: ToldSettings) {
  return fields
}

/** Stands for "no particular one" in a list whose values must not be empty. */
const firstOfChain = ':first'

function AgentForm({ settings }: { settings: ToldSettings }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(settings)
  const save = useSaveSettings(settings)
  const set = (change: Partial<ToldSettings>) => setTyped({ ...typed, ...change })
  const draft = ownFieldsOf(typed)
  const changed = (Object.keys(draft) as (keyof typeof draft)[]).some(name => draft[name] !== settings[name])
  return (
    <form className="mt-4 grid gap-4 sm:grid-cols-2" onSubmit={event => { event.preventDefault(); if (changed) save.mutate(draft) }}>
      <Field label={t('chatLab.settings.wording')} hint={t(`chatLab.settings.wordingHint.${typed.wording}`)}>
        {control => <Select id={control.id} label={t('chatLab.settings.wording')} className="w-full" value={typed.wording} options={chatWordings.map(value => ({ value, label: t(`chatLab.settings.wordings.${value}`) }))} onChange={wording => set(wording === 'model' ? { wording, mediaReader: 'provider' } : { wording })} />}
      </Field>
      <Field label={t('chatLab.settings.mediaReader')} hint={t(`chatLab.settings.mediaReaderHint.${typed.mediaReader}`)}>
        {control => <Select id={control.id} label={t('chatLab.settings.mediaReader')} className="w-full" value={typed.mediaReader} options={mediaReaders.map(value => ({ value, label: t(`chatLab.settings.mediaReaders.${value}`) }))} onChange={mediaReader => set({ mediaReader })} />}
      </Field>
      {(typed.wording === 'model' || typed.mediaReader === 'provider') && <ModelChoice typed={typed} set={set} />}
      <Field label={t('chatLab.language')}>{control => <Select id={control.id} label={t('chatLab.language')} className="w-full" value={typed.language} options={languages.map(value => ({ value, label: t(`chatLab.languages.${value}`) }))} onChange={language => set({ language })} />}</Field>
      <Field label={t('chatLab.tone')}>{control => <Select id={control.id} label={t('chatLab.tone')} className="w-full" value={typed.tone} options={chatTones.map(value => ({ value, label: t(`chatLab.tones.${value}`) }))} onChange={tone => set({ tone })} />}</Field>
      <CountryField label={t('chatLab.settings.country')} value={typed.country} onChange={country => set({ country })} />
      <NumberField label={t('chatLab.settings.leastConfidence')} hint={t('chatLab.settings.leastConfidenceHint')} value={Math.round(typed.leastConfidence * 100)} min={0} max={100} onChange={value => { if (value !== null) set({ leastConfidence: value / 100 }) }} />
      <NumberField label={t('chatLab.settings.inactive')} hint={t('chatLab.settings.inactiveHint')} value={typed.inactiveMinutes} min={5} max={43_200} onChange={value => { if (value !== null) set({ inactiveMinutes: value }) }} />
      <div className="flex items-center gap-3 sm:col-span-2">
        <Button variant="primary" type="submit" disabled={!changed} busy={save.isPending}>{t('common.save')}</Button>
        {save.error && <p role="alert" className="text-danger">{problemText(save.error).title}</p>}
      </div>
    </form>
  )
}

function ModelChoice({ typed, set }: { typed: ToldSettings, set: (change: Partial<ToldSettings>) => void }) {
  const { t } = useTranslation()
  const providers = useProviders().data?.filter(provider => provider.enabled) ?? []
  const provider = providers.find(one => one.id === typed.providerId)
  const options = [
    { value: firstOfChain, label: providers[0] ? t('classifier.firstNamed', { name: providers[0].name }) : t('classifier.first') },
    ...providers.map(one => ({ value: one.id, label: one.name })),
    // One that was switched off or removed since is still what is chosen, and says so.
    ...(typed.providerId !== null && !provider ? [{ value: typed.providerId, label: t('classifier.goneProvider') }] : []),
  ]
  return (
    <>
      <Field label={t('classifier.provider')} hint={providers.length === 0 ? t('chatLab.settings.noProvider') : undefined}>
        {/* A model belongs to its provider: with another one it would not be known. */}
        {control => <Select id={control.id} label={t('classifier.provider')} className="w-full" value={typed.providerId ?? firstOfChain} options={options} onChange={value => set({ providerId: value === firstOfChain ? null : value, model: null })} />}
      </Field>
      <Field label={t('classifier.modelName')}>
        {control => <Input {...control} autoComplete="off" spellCheck={false} maxLength={200} disabled={typed.providerId === null} placeholder={(provider ?? providers[0])?.textModel ?? ''} value={typed.model ?? ''} onChange={event => set({ model: event.target.value.trim() || null })} />}
      </Field>
    </>
  )
}
