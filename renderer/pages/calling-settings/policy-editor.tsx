import { useMutation } from '@tanstack/react-query'
import { ShieldOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Policy } from '../../../engine/contract/call-catalogue.ts'
import { compliancePresetIds, loosenableRules, policyRulesSchema, type CompliancePreset, type CompliancePresetId, type LoosenableRule, type Loosened, type PolicyRules } from '../../../engine/contract/policies.ts'
import { useBusinessId } from '../../app/business.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, Input } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { LoosenDialog } from './loosen-dialog.tsx'
import { PolicyRuleFields } from './policy-rule-fields.tsx'
import { presetFact } from './policy-words.ts'
import { PresetFacts } from './preset-facts.tsx'
import { useWrittenBy } from './written-by.ts'

interface Draft { name: string, preset: CompliancePresetId, rules: PolicyRules, loosened: Omit<Loosened, 'at'>[] }

interface PolicyEditorProps {
  policy: Policy | null
  /** What a new one begins with, when it is a copy. */
  copyOf?: Policy | undefined
  presets: readonly CompliancePreset[]
  onClose: () => void
  onSaved?: (saved: Policy) => void
}

/** Every rule of a policy at the left; at the right what the law of its preset says of the same. Saving makes a new version. */
export function PolicyEditor({ policy, copyOf, presets, onClose, onSaved }: PolicyEditorProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const [draft, setDraft] = useState<Draft>(() => startDraft(policy ?? copyOf ?? null, copyOf ? t('callingSettings.copyOf', { name: copyOf.name }) : ''))
  const patch = (part: Partial<Draft>) => setDraft(current => ({ ...current, ...part }))
  const [by, setBy, remember] = useWrittenBy()
  const preset = presets.find(one => one.id === draft.preset)
  const save = useMutation(api.callCatalogue.savePolicy.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: async saved => {
      remember()
      await queryClient.invalidateQueries({ queryKey: api.callCatalogue.key() })
      notify.success(t('callingSettings.policySaved', { name: saved.name, version: saved.version }))
      onSaved?.(saved)
      onClose()
    },
  }))
  const ready = draft.name.trim() !== '' && policyRulesSchema.safeParse(draft.rules).success
  const submit = () => {
    if (!ready || !preset) return
    // What was set aside of a preset that is no longer the policy's says nothing any more.
    const loosened = draft.loosened.filter(one => presetFact(one.rule, preset, t, format.locale) !== null)
    save.mutate({ businessId, ...(policy && { id: policy.id }), ...draft, name: draft.name.trim(), loosened, ...(by.trim() !== '' && { by: by.trim() }) })
  }
  return (
    <Dialog
      open size="xl" title={policy ? t('callingSettings.editNamed', { name: policy.name }) : t('callingSettings.newPolicy')} onOpenChange={open => { if (!open) onClose() }}
      description={policy ? t('callingSettings.policyVersionHint', { version: policy.version, count: policy.campaigns }) : t('callingSettings.newPolicyHint')}
      footer={(
        <>
          {save.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(save.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="policy" busy={save.isPending} disabled={!ready}>{t('common.save')}</Button>
        </>
      )}
    >
      <div className="grid gap-8 pb-2 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <form id="policy" className="flex min-w-0 flex-col gap-5" onSubmit={event => { event.preventDefault(); submit() }}>
          <div className="grid grid-cols-2 gap-4">
            <Field label={t('callingSettings.name')}>{control => <Input {...control} value={draft.name} maxLength={120} onChange={event => patch({ name: event.target.value })} />}</Field>
            <Field label={t('callingSettings.preset')}>
              {control => <Select id={control.id} label={t('callingSettings.preset')} className="w-full" value={draft.preset} onChange={chosen => patch({ preset: chosen })} options={compliancePresetIds.map(value => ({ value, label: presets.find(one => one.id === value)?.label[format.language] ?? value }))} />}
            </Field>
          </div>
          <PolicyRuleFields rules={draft.rules} onChange={part => setDraft(current => ({ ...current, rules: { ...current.rules, ...part } }))} />
          <div className="max-w-sm border-t border-line pt-4"><Field label={t('callingSettings.loosenBy')} hint={t('callingSettings.writtenByHint')}>{control => <Input {...control} value={by} maxLength={200} onChange={event => setBy(event.target.value)} />}</Field></div>
        </form>
        {preset && (
          <aside aria-label={t('callingSettings.preset')} className="flex flex-col gap-5 self-start rounded-md bg-sunken/60 p-4 lg:sticky lg:top-0">
            <PresetFacts preset={preset} />
            <SetAside preset={preset} loosened={draft.loosened} onChange={loosened => patch({ loosened })} />
          </aside>
        )}
      </div>
    </Dialog>
  )
}

function startDraft(policy: Policy | null, copyName: string): Draft {
  if (policy === null) return { name: '', preset: 'cl', rules: policyRulesSchema.parse({}), loosened: [] }
  return { name: copyName || policy.name, preset: policy.preset, rules: policy.rules, loosened: policy.loosened.map(({ rule, reason, by }) => ({ rule, reason, by })) }
}

/** Rules of the preset that do not hold for this policy, each with its written reason. */
function SetAside({ preset, loosened, onChange }: { preset: CompliancePreset, loosened: readonly Omit<Loosened, 'at'>[], onChange: (loosened: Omit<Loosened, 'at'>[]) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [asking, setAsking] = useState<LoosenableRule | null>(null)
  const rules = loosenableRules.filter(rule => presetFact(rule, preset, t, format.locale) !== null)
  if (rules.length === 0) return null
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-4">
      <h3 className="font-semibold">{t('callingSettings.strictness')}</h3>
      <p className="text-sm text-ink-soft">{t('callingSettings.strictnessBody')}</p>
      <ul className="flex flex-col gap-2">
        {rules.map(rule => {
          const aside = loosened.find(one => one.rule === rule)
          return (
            <li key={rule}>
              <div className="flex items-center gap-2">
                <span className="min-w-0 flex-1">{t(`callingSettings.rule.${rule}`)}</span>
                {aside
                  ? <><Badge tone="danger" icon={ShieldOff}>{t('callingSettings.setAside')}</Badge><Button size="sm" onClick={() => onChange(loosened.filter(one => one.rule !== rule))}>{t('callingSettings.keep')}</Button></>
                  : <Button size="sm" variant="ghost" onClick={() => setAsking(rule)}>{t('callingSettings.loosen')}</Button>}
              </div>
              {aside && <p className="text-sm text-ink-soft">{aside.reason} — {aside.by}</p>}
            </li>
          )
        })}
      </ul>
      {asking && <LoosenDialog rule={asking} onClose={() => setAsking(null)} onLoosen={words => { onChange([...loosened, { rule: asking, ...words }]); setAsking(null) }} />}
    </section>
  )
}
