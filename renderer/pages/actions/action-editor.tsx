import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { actionKinds, actionTriggers, type ActionKind } from '../../../db/values.ts'
import type { Action, ActionDraft } from '../../../engine/contract/actions.ts'
import { navigate } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { Checkbox } from '../../components/checkbox.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, Input } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { isComplete, startDraft, withKind } from './action-draft.ts'
import { CheckField } from './check-field.tsx'
import { McpFields } from './mcp-fields.tsx'
import { TemplateField } from './template-field.tsx'
import { refreshActions } from './use-actions.ts'
import { WebhookFields } from './webhook-fields.tsx'

/** Makes an action, or changes one. Waits for what templates may speak of, with which a new one begins. */
export function ActionEditor({ action, onClose }: { action: Action | null, onClose: () => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { data } = useQuery(api.actions.variables.queryOptions({ input: { businessId } }))
  if (data) return <EditorDialog action={action} starts={data.starts} variables={data.variables} onClose={onClose} />
  return <Dialog open size="xl" title={t(action ? 'actions.editTitle' : 'actions.createTitle')} onOpenChange={open => { if (!open) onClose() }}><SkeletonLines lines={8} /></Dialog>
}

interface EditorDialogProps { action: Action | null, starts: Readonly<Record<ActionKind, string>>, variables: readonly { name: string, sample: string }[], onClose: () => void }

function EditorDialog({ action, starts, variables, onClose }: EditorDialogProps) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const [draft, setDraft] = useState<ActionDraft>(() => ({ ...startDraft(action), ...(action ? {} : { template: starts.webhook }) }))
  const patch = (part: Partial<ActionDraft>) => setDraft(current => ({ ...current, ...part }))
  const onSuccess = async (saved: Action) => {
    notify.success(t(action ? 'actions.saved' : 'actions.created'))
    onClose()
    await refreshActions()
    navigate({ page: 'actions', item: saved.id })
  }
  const create = useMutation(api.actions.create.mutationOptions({ meta: { shownInPlace: true }, onSuccess }))
  const change = useMutation(api.actions.change.mutationOptions({ meta: { shownInPlace: true }, onSuccess }))
  const error = create.error ?? change.error
  const save = () => {
    if (action) change.mutate({ actionId: action.id, draft })
    else create.mutate({ businessId, draft })
  }
  return (
    <Dialog
      open size="xl" title={t(action ? 'actions.editTitle' : 'actions.createTitle')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {error && <p role="alert" className="mr-auto self-center text-danger">{problemText(error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="action" busy={create.isPending || change.isPending} disabled={!isComplete(draft)}>{t(action ? 'common.save' : 'common.create')}</Button>
        </>
      )}
    >
      <form id="action" className="grid gap-6 md:grid-cols-2" onSubmit={event => { event.preventDefault(); save() }}>
        <div className="flex min-w-0 flex-col gap-4">
          <Field label={t('actions.name')}>{control => <Input {...control} autoFocus value={draft.name} maxLength={120} onChange={event => patch({ name: event.target.value })} />}</Field>
          <Triggers draft={draft} onChange={triggers => patch({ triggers })} />
          <CheckField checked={draft.practice} label={t('actions.practice')} hint={t('actions.practiceHint')} onChange={practice => patch({ practice })} />
          <Field label={t('actions.how')} hint={t(`actions.kindHints.${draft.target.kind}`)}>
            {control => <Select id={control.id} label={t('actions.how')} value={draft.target.kind} onChange={kind => setDraft(current => withKind(current, kind, starts))} options={actionKinds.map(value => ({ value, label: t(`actions.kinds.${value}`) }))} />}
          </Field>
          {draft.target.kind === 'webhook'
            ? <WebhookFields target={draft.target} onChange={target => patch({ target })} />
            : <McpFields actionId={action?.id} target={draft.target} onChange={target => patch({ target })} />}
        </div>
        <TemplateField value={draft.template} variables={variables} triggers={draft.triggers} onChange={template => patch({ template })} />
      </form>
    </Dialog>
  )
}

function Triggers({ draft, onChange }: { draft: ActionDraft, onChange: (triggers: ActionDraft['triggers']) => void }) {
  const { t } = useTranslation()
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium text-ink-soft">{t('actions.when')}{draft.triggers.length === 0 && <span className="font-normal"> · {t('actions.whenHint')}</span>}</legend>
      <div className="grid grid-cols-2 gap-x-3 gap-y-1.5">
        {actionTriggers.map(trigger => (
          <label key={trigger} className="flex items-center gap-2">
            <Checkbox checked={draft.triggers.includes(trigger)} label={t(`actions.triggers.${trigger}`)} onChange={checked => onChange(actionTriggers.filter(one => one === trigger ? checked : draft.triggers.includes(one)))} />
            <span className="min-w-0">{t(`actions.triggers.${trigger}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
