import { useMutation, useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languages, type Language } from '../../../db/values.ts'
import type { CallAgent } from '../../../engine/contract/call-catalogue.ts'
import { useBusinessId } from '../../app/business.ts'
import { useSimulated } from '../../app/practice-mode.tsx'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, Input, TextArea } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { CheckField } from '../actions/check-field.tsx'
import { variablesIn } from './variables-in.ts'

interface Draft { name: string, agentId: string, fromNumber: string, language: Language, variables: string, allowOverride: boolean }

const e164 = /^\+[1-9]\d{6,14}$/

interface AgentEditorProps { agent: CallAgent | null, intro?: string, onClose: () => void, onSaved?: (saved: CallAgent) => void }

/** Who speaks: an agent of the provider and the number it calls from, chosen from what the account has or written by hand. */
export function AgentEditor({ agent, intro, onClose, onSaved }: AgentEditorProps) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const shown = useSimulated()
  const simulated = agent?.simulated ?? shown
  const [draft, setDraft] = useState<Draft>(() => agent ? { ...agent, variables: agent.variables.join('\n') } : { name: '', agentId: '', fromNumber: '', language: 'es', variables: '', allowOverride: false })
  const patch = (part: Partial<Draft>) => setDraft(current => ({ ...current, ...part }))
  const save = useMutation(api.callCatalogue.saveAgent.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: async saved => {
      await queryClient.invalidateQueries({ queryKey: api.callCatalogue.agents.key() })
      notify.success(t('callingSettings.agentSaved', { name: saved.name }))
      onSaved?.(saved)
      onClose()
    },
  }))
  const { names, refused } = variablesIn(draft.variables)
  const number = draft.fromNumber.replaceAll(/[\s()-]/g, '')
  const badNumber = draft.fromNumber.trim() !== '' && !e164.test(number)
  const ready = draft.name.trim() !== '' && draft.agentId.trim() !== '' && e164.test(number) && refused.length === 0
  const submit = () => {
    if (ready) save.mutate({ businessId, agent: { ...draft, ...(agent && { id: agent.id }), name: draft.name.trim(), agentId: draft.agentId.trim(), fromNumber: number, variables: names, simulated } })
  }
  return (
    <Dialog
      open size="lg" title={agent ? t('callingSettings.editNamed', { name: agent.name }) : t('callingSettings.newAgent')} description={intro ?? t(simulated ? 'callingSettings.practiceAgent' : 'callingSettings.realAgent')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {save.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(save.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="agent" busy={save.isPending} disabled={!ready}>{t('common.save')}</Button>
        </>
      )}
    >
      <form id="agent" className="flex flex-col gap-4 pb-2" onSubmit={event => { event.preventDefault(); event.stopPropagation(); submit() }}>
        <FromProvider simulated={simulated} draft={draft} onPick={patch} />
        <div className="grid grid-cols-2 gap-4">
          <Field label={t('callingSettings.name')}>{control => <Input {...control} value={draft.name} maxLength={120} onChange={event => patch({ name: event.target.value })} />}</Field>
          <Field label={t('callingSettings.agentLanguage')}>{control => <Select id={control.id} label={t('callingSettings.agentLanguage')} className="w-full" value={draft.language} onChange={language => patch({ language })} options={languages.map(value => ({ value, label: t(`callingSettings.language.${value}`) }))} />}</Field>
          <Field label={t('callingSettings.agentId')} hint={t('callingSettings.agentIdHint')}>{control => <Input {...control} spellCheck={false} className="font-mono text-sm" value={draft.agentId} maxLength={200} onChange={event => patch({ agentId: event.target.value })} />}</Field>
          <Field label={t('callingSettings.fromNumber')} hint={t('callingSettings.fromNumberHint')} error={badNumber ? t('callingSettings.badNumber') : undefined}>{control => <Input {...control} type="tel" value={draft.fromNumber} maxLength={40} onChange={event => patch({ fromNumber: event.target.value })} />}</Field>
        </div>
        <Field label={t('callingSettings.variables')} hint={t('callingSettings.variablesHint')} error={refused.length > 0 ? t('callingSettings.badVariables', { names: refused.join(', ') }) : undefined}>
          {control => <TextArea {...control} rows={5} spellCheck={false} className="font-mono text-sm" value={draft.variables} onChange={event => patch({ variables: event.target.value })} />}
        </Field>
        <CheckField checked={draft.allowOverride} label={t('callingSettings.allowOverride')} hint={t('callingSettings.allowOverrideHint')} onChange={allowOverride => patch({ allowOverride })} />
      </form>
    </Dialog>
  )
}

/** The agents and numbers of the account, as the provider (or the practice line) tells them. */
function FromProvider({ simulated, draft, onPick }: { simulated: boolean, draft: Draft, onPick: (part: Partial<Draft>) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const noteId = useId()
  const { data, isFetching, refetch } = useQuery(api.telephony.test.queryOptions({ input: { simulated }, staleTime: 60_000 }))
  if (data && !data.ok) {
    return (
      <p id={noteId} className="flex items-center gap-3 rounded-md bg-sunken px-3 py-2 text-ink-soft">
        <span className="min-w-0 flex-1">{data.problem?.[format.language] ?? t('callingSettings.noList')} {t('callingSettings.byHand')}</span>
        <Button size="sm" icon={RefreshCw} busy={isFetching} onClick={() => { void refetch() }}>{t('common.retry')}</Button>
      </p>
    )
  }
  const agents = data?.agents ?? []
  const numbers = data?.numbers ?? []
  const pickAgent = (agentId: string) => {
    const name = agents.find(one => one.agentId === agentId)?.name ?? ''
    // A name a person wrote stays.
    const written = draft.name.trim() !== '' && !agents.some(one => one.name === draft.name)
    onPick({ agentId, ...(written ? {} : { name }) })
  }
  const busy = isFetching && !data
  return (
    <div className="grid grid-cols-2 gap-4 rounded-md bg-sunken/60 p-3">
      <Field label={t('callingSettings.chooseAgent')}>
        {control => <Select id={control.id} className="w-full" label={busy ? t('common.loading') : t('callingSettings.chooseAgent')} disabled={agents.length === 0} value={agents.some(one => one.agentId === draft.agentId) ? draft.agentId : null} onChange={pickAgent} options={agents.map(one => ({ value: one.agentId, label: one.name || one.agentId }))} />}
      </Field>
      <Field label={t('callingSettings.chooseNumber')}>
        {control => <Select id={control.id} className="w-full" label={busy ? t('common.loading') : t('callingSettings.chooseNumber')} disabled={numbers.length === 0} value={numbers.some(one => one.number === draft.fromNumber) ? draft.fromNumber : null} onChange={fromNumber => onPick({ fromNumber })} options={numbers.map(one => ({ value: one.number, label: one.name && one.name !== one.number ? `${one.number} · ${one.name}` : one.number }))} />}
      </Field>
    </div>
  )
}
