import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DelinquencyType } from '../../../engine/contract/call-catalogue.ts'
import { negotiationFlowSchema, type NegotiationFlow } from '../../../engine/contract/policies.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, Input } from '../../components/input.tsx'
import { TabContent, Tabs } from '../../components/tabs.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { draftOf, flowIssues, readDraft, type FlowDraft } from './flow-draft.ts'
import { OffersFields } from './flow-offers.tsx'
import { ReactionFields } from './flow-reactions.tsx'
import { FlowVariables } from './flow-variables.tsx'
import { NumberField } from './number-field.tsx'
import { SpokenField } from './spoken-field.tsx'

const tabs = ['opening', 'offers', 'reactions', 'variables'] as const

/** A kind of delinquency and how it is negotiated: what is said first, what is offered in order, how each answer is met. */
export function FlowEditor({ type, copy, onClose }: { type: DelinquencyType, copy?: boolean, onClose: () => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [tab, setTab] = useState<(typeof tabs)[number]>('opening')
  const [head, setHead] = useState({ code: copy ? '' : type.code, name: copy ? t('callingSettings.copyOf', { name: type.name }) : type.name, fromDays: type.fromDays, toDays: type.toDays })
  const [draft, setDraft] = useState<FlowDraft>(() => draftOf(type.flow))
  const patch = (part: Partial<FlowDraft>) => setDraft(current => ({ ...current, ...part }))
  const save = useMutation(api.callCatalogue.saveDelinquencyType.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: async saved => {
      await queryClient.invalidateQueries({ queryKey: api.callCatalogue.delinquencyTypes.key() })
      notify.success(t('callingSettings.flowSaved', { name: saved.name, version: saved.version }))
      onClose()
    },
  }))
  const read = negotiationFlowSchema.safeParse(readDraft(draft))
  const issues = flowIssues(read.error?.issues ?? [])
  const badCode = !/^[a-z][a-z0-9_]{0,39}$/.test(head.code)
  const badDays = head.fromDays !== null && head.toDays !== null && head.toDays < head.fromDays
  const named = draft.variables.map(variable => variable.name.trim())
  const ready = read.success && new Set(named).size === named.length && !badCode && !badDays && head.name.trim() !== ''
  const submit = () => {
    if (read.success && ready) save.mutate({ businessId, type: { ...(copy ? {} : { id: type.id }), ...head, name: head.name.trim(), flow: read.data } })
  }
  return (
    <Dialog
      open size="xl" title={copy ? t('callingSettings.newType') : t('callingSettings.editNamed', { name: type.name })} description={t('callingSettings.flowHint')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          <p role="status" className="mr-auto self-center text-danger">{save.error ? problemText(save.error).title : issues.length > 0 ? t('callingSettings.flow.problems', { count: issues.length, where: [...new Set(issues.map(issue => t(`callingSettings.flow.tab.${issue.tab}`)))].join(', ') }) : ''}</p>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="flow" busy={save.isPending} disabled={!ready}>{t('common.save')}</Button>
        </>
      )}
    >
      <form id="flow" className="flex min-h-[56vh] flex-col gap-4 pb-2" onSubmit={event => { event.preventDefault(); event.stopPropagation(); submit() }}>
        <div className="grid grid-cols-4 gap-4">
          <Field label={t('callingSettings.name')}>{control => <Input {...control} value={head.name} maxLength={120} onChange={event => setHead({ ...head, name: event.target.value })} />}</Field>
          <Field label={t('callingSettings.code')} error={badCode ? t('callingSettings.badCode') : undefined} hint={t('callingSettings.codeHint')}>{control => <Input {...control} spellCheck={false} disabled={!copy} className="font-mono text-sm" value={head.code} maxLength={40} onChange={event => setHead({ ...head, code: event.target.value })} />}</Field>
          <NumberField label={t('callingSettings.fromDays')} hint={t('callingSettings.openEnded')} value={head.fromDays} min={0} max={100_000} optional onChange={fromDays => setHead({ ...head, fromDays })} />
          <NumberField label={t('callingSettings.toDays')} hint={badDays ? <span className="text-danger">{t('callingSettings.badDays')}</span> : t('callingSettings.openEnded')} value={head.toDays} min={0} max={100_000} optional onChange={toDays => setHead({ ...head, toDays })} />
        </div>
        <Tabs value={tab} onChange={setTab} label={t('callingSettings.flow.parts')} className="flex flex-col gap-4" items={tabs.map(value => ({ value, label: t(`callingSettings.flow.tab.${value}`), ...(issues.some(issue => issue.tab === value) && { count: issues.filter(issue => issue.tab === value).length }) }))}>
          <TabContent value="opening" className="flex flex-col gap-4"><Opening draft={draft} patch={patch} issues={issues} /></TabContent>
          <TabContent value="offers"><OffersFields draft={draft} patch={patch} issues={issues} /></TabContent>
          <TabContent value="reactions"><ReactionFields draft={draft} patch={patch} issues={issues} /></TabContent>
          <TabContent value="variables"><FlowVariables draft={draft} patch={patch} /></TabContent>
        </Tabs>
      </form>
    </Dialog>
  )
}

interface OpeningProps { draft: FlowDraft, patch: (part: Partial<FlowDraft>) => void, issues: ReturnType<typeof flowIssues> }

function Opening({ draft, patch, issues }: OpeningProps) {
  const { t } = useTranslation()
  const problem = issues.find(issue => issue.path.startsWith('opening') && issue.key !== null)
  const override = (part: Partial<NegotiationFlow['override']>) => patch({ override: { ...draft.override, ...part } })
  return (
    <>
      <div className="max-w-sm"><Field label={t('callingSettings.flow.callKind')} hint={t('callingSettings.flow.callKindHint')}>{control => <Input {...control} value={draft.callKind} maxLength={60} onChange={event => patch({ callKind: event.target.value })} />}</Field></div>
      <SpokenField label={t('callingSettings.flow.openingText')} value={draft.opening} error={problem?.key ? t(problem.key) : undefined} onChange={opening => patch({ opening })} />
      <p className="text-sm text-ink-soft">{t('callingSettings.flow.openingHint', { name: '{{nombre}}' })}</p>
      <fieldset className="flex flex-col gap-3 border-t border-line pt-4">
        <legend className="sr-only">{t('callingSettings.flow.override')}</legend>
        <h3 aria-hidden className="font-semibold">{t('callingSettings.flow.override')}</h3>
        <p className="text-sm text-ink-soft">{t('callingSettings.flow.overrideHint')}</p>
        <label className="flex items-center gap-2"><input type="checkbox" className="size-4 accent-(--accent-fill)" checked={draft.override.useOpening} onChange={event => override({ useOpening: event.target.checked })} />{t('callingSettings.flow.useOpening')}</label>
        <div className="grid max-w-xl grid-cols-2 gap-4">
          <NumberField label={t('callingSettings.flow.maxMinutes')} hint={t('callingSettings.flow.agentsOwn')} value={draft.override.maxCallMinutes} min={1} max={60} optional onChange={maxCallMinutes => override({ maxCallMinutes })} />
          <NumberField label={t('callingSettings.flow.silenceSeconds')} hint={t('callingSettings.flow.agentsOwn')} value={draft.override.endAfterSilenceSeconds} min={10} max={600} optional onChange={endAfterSilenceSeconds => override({ endAfterSilenceSeconds })} />
        </div>
      </fieldset>
    </>
  )
}
