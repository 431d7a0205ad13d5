import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Braces } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActionTrigger } from '../../../db/values.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { Field, TextArea } from '../../components/input.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { api } from '../../connection/client.ts'
import { errorText } from '../../connection/problem.ts'
import { Excerpt } from './delivery-attempts.tsx'

const typingMs = 300

/** The content with its variables, and beside it what would be sent, both as the engine sees them. */
export function TemplateField({ value, variables, triggers, onChange }: { value: string, variables: readonly { name: string, sample: string }[], triggers: readonly ActionTrigger[], onChange: (value: string) => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const area = useRef<HTMLTextAreaElement>(null)
  const template = useSettled(value)
  const { data } = useQuery(api.actions.preview.queryOptions({ input: { businessId, template, trigger: triggers[0] ?? 'promise_made' }, placeholderData: keepPreviousData }))
  const problem = data?.problem ? errorText([data.problem.reason, data.problem.detail].filter(Boolean).join(' ')) : undefined
  const insert = (name: string) => {
    const { selectionStart, selectionEnd } = area.current ?? { selectionStart: value.length, selectionEnd: value.length }
    const placeholder = `{{${name}}}`
    onChange(value.slice(0, selectionStart) + placeholder + value.slice(selectionEnd))
    // After React has written the new text, or the caret would go to its end.
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(selectionStart + placeholder.length, selectionStart + placeholder.length)
    })
  }
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="relative">
        <div className="absolute -top-1.5 right-0">
          <Menu align="end" label={t('actions.variables')} trigger={<Button size="sm" variant="ghost" icon={Braces}>{t('actions.variables')}</Button>}>
            {variables.map(({ name, sample }) => <MenuItem key={name} onSelect={() => insert(name)}><span className="font-mono">{name}</span>{sample && <span className="ml-2 text-sm text-ink-faint">{sample}</span>}</MenuItem>)}
          </Menu>
        </div>
        <Field label={t('actions.template')} hint={t('actions.templateHint', { variable: '{{nombre}}', number: '{{monto_total | number}}' })} error={problem}>
          {control => <TextArea {...control} ref={area} rows={16} spellCheck={false} className="font-mono text-sm" value={value} maxLength={50_000} onChange={event => onChange(event.target.value)} />}
        </Field>
      </div>
      <div aria-live="polite"><Excerpt label={t('actions.preview')} text={data?.body ?? t('actions.noPreview')} /></div>
    </div>
  )
}

/** A text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
