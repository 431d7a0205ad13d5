import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../../components/button.tsx'
import { Field, Input } from '../../components/input.tsx'
import { newKey, type FlowDraft } from './flow-draft.ts'
import { SpokenField } from './spoken-field.tsx'

/** Dynamic variables of the flow's own, such as the tone in which to speak. */
export function FlowVariables({ draft, patch }: { draft: FlowDraft, patch: (part: Partial<FlowDraft>) => void }) {
  const { t } = useTranslation()
  const { variables } = draft
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-ink-soft">{t('callingSettings.flow.variablesHint')}</p>
      {variables.map((variable, position) => {
        const name = variable.name.trim()
        const problem = !/^[A-Za-z_]\w{0,59}$/.test(name) ? 'callingSettings.flow.badName' : variables.some((other, index) => index < position && other.name.trim() === name) ? 'callingSettings.flow.nameTwice' : null
        return (
          <div key={variable.key} className="grid grid-cols-[12rem_1fr_auto] items-start gap-3 border-b border-line pb-4">
            <Field label={t('callingSettings.name')} error={problem ? t(problem) : undefined}>{control => <Input {...control} spellCheck={false} className="font-mono text-sm" value={variable.name} maxLength={60} onChange={event => patch({ variables: variables.with(position, { ...variable, name: event.target.value }) })} />}</Field>
            <SpokenField label={t('callingSettings.flow.value')} rows={1} value={variable.say} onChange={say => patch({ variables: variables.with(position, { ...variable, say }) })} />
            <IconButton icon={X} className="mt-5" label={t('callingSettings.flow.removeVariable', { name: variable.name })} onClick={() => patch({ variables: variables.toSpliced(position, 1) })} />
          </div>
        )
      })}
      <div><Button icon={Plus} onClick={() => patch({ variables: [...variables, { key: newKey(), name: '', say: { es: '', en: '' } }] })}>{t('callingSettings.flow.addVariable')}</Button></div>
    </div>
  )
}
