import { useMutation } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { McpServer, Target } from '../../../engine/contract/actions.ts'
import { Button } from '../../components/button.tsx'
import { Field, Input, TextArea } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { api } from '../../connection/client.ts'
import { errorText, problemText } from '../../connection/problem.ts'
import { isServerComplete, namesIn, newServers } from './action-draft.ts'
import { CheckField } from './check-field.tsx'
import { Excerpt } from './delivery-attempts.tsx'
import { AddressFields } from './webhook-fields.tsx'

type McpTarget = Extract<Target, { kind: 'mcp' }>

/** Which server, which of its tools, and how patient to be with it. */
export function McpFields({ actionId, target, onChange }: { actionId: string | undefined, target: McpTarget, onChange: (target: McpTarget) => void }) {
  const { t } = useTranslation()
  const { server } = target
  const onServer = (next: McpServer) => onChange({ ...target, server: next })
  return (
    <>
      <Field label={t('actions.transport')}>
        {control => <Select id={control.id} label={t('actions.transport')} value={server.transport} onChange={transport => onServer(transport === server.transport ? server : newServers[transport])} options={(['stdio', 'http'] as const).map(value => ({ value, label: t(`actions.transports.${value}`) }))} />}
      </Field>
      {server.transport === 'stdio'
        ? (
            <>
              <Field label={t('actions.command')} hint={t('actions.commandHint')}>{control => <Input {...control} value={server.command} spellCheck={false} className="font-mono" placeholder="npx" onChange={event => onServer({ ...server, command: event.target.value })} />}</Field>
              <Field label={t('actions.args')}>{control => <TextArea {...control} rows={2} spellCheck={false} className="font-mono" value={server.args.join('\n')} onChange={event => onServer({ ...server, args: event.target.value === '' ? [] : event.target.value.split('\n') })} />}</Field>
              <SecretNames label={t('actions.variableNames')} names={server.variables} onChange={variables => onServer({ ...server, variables })} />
            </>
          )
        : (
            <>
              <AddressFields url={server.url} allowPrivate={server.allowPrivate} onChange={address => onServer({ ...server, ...address })} />
              <SecretNames label={t('actions.headerNames')} names={server.headers} onChange={headers => onServer({ ...server, headers })} />
            </>
          )}
      <ToolField actionId={actionId} target={target} onChange={onChange} />
      <Field label={t('actions.timeout')}>{control => <Input {...control} type="number" min={1} max={120} value={target.timeoutSeconds} className="w-24" onChange={event => onChange({ ...target, timeoutSeconds: Math.min(120, Math.max(1, Math.round(Number(event.target.value)))) })} />}</Field>
      <CheckField checked={target.repeatable} label={t('actions.repeatable')} hint={t('actions.repeatableHint')} onChange={repeatable => onChange({ ...target, repeatable })} />
    </>
  )
}

/** Kept as it is typed, so that a comma at the end does not vanish under the fingers. */
function SecretNames({ label, names, onChange }: { label: string, names: readonly string[], onChange: (names: string[]) => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState(names.join(', '))
  return (
    <Field label={label} hint={t('actions.secretNamesHint')}>
      {control => <Input {...control} value={text} spellCheck={false} className="font-mono" onChange={event => { setText(event.target.value); onChange(namesIn(event.target.value)) }} />}
    </Field>
  )
}

function ToolField({ actionId, target, onChange }: { actionId: string | undefined, target: McpTarget, onChange: (target: McpTarget) => void }) {
  const { t } = useTranslation()
  const look = useMutation(api.actions.tools.mutationOptions({ meta: { shownInPlace: true } }))
  const tools = look.data?.tools ?? []
  const problem = look.data?.problem
  const chosen = tools.find(tool => tool.name === target.tool)
  const message = look.error ? problemText(look.error).title : problem ? errorText([problem.reason, problem.detail].filter(Boolean).join(' ')) : undefined
  const hint = look.data && !message ? (tools.length === 0 ? t('actions.noTools') : t('actions.toolsFound', { count: tools.length })) : undefined
  return (
    <div className="flex flex-col gap-2">
      <Field label={t('actions.tool')} error={message} hint={hint}>
        {control => (
          <div className="flex gap-2">
            {tools.length > 0
              ? <Select id={control.id} label={t('actions.tool')} value={chosen?.name ?? null} className="min-w-0 flex-1" onChange={name => onChange({ ...target, tool: name, repeatable: tools.find(tool => tool.name === name)?.repeatable ?? false })} options={tools.map(tool => ({ value: tool.name, label: tool.name }))} />
              : <Input {...control} value={target.tool} spellCheck={false} className="font-mono" onChange={event => onChange({ ...target, tool: event.target.value })} />}
            <Button icon={Search} busy={look.isPending} disabled={!isServerComplete(target.server)} onClick={() => look.mutate({ server: target.server, ...(actionId ? { actionId } : {}) })}>{t('actions.lookForTools')}</Button>
          </div>
        )}
      </Field>
      {chosen && chosen.description && <p className="text-sm text-ink-soft">{chosen.description}</p>}
      {chosen && <Excerpt label={t('actions.toolSchema')} text={chosen.inputSchema} />}
    </div>
  )
}
