import { useTranslation } from 'react-i18next'
import { CueFields } from './cue-fields.tsx'
import type { Fault } from './faults.ts'
import { useFaultTexts } from './use-fault-texts.ts'
import { LocalisedFields } from './localised-fields.tsx'
import { NameField } from './name-field.tsx'
import type { SignalContent } from './taxonomy-content.ts'

export function SignalForm({ signal, position, faults, onChange }: { signal: SignalContent, position: number, faults: readonly Fault[], onChange: (signal: SignalContent) => void }) {
  const { t } = useTranslation()
  const fault = useFaultTexts(faults)
  const path = ['signals', position]
  return (
    <div className="flex max-w-5xl flex-col gap-4">
      <div className="grid items-start gap-4 @3xl:grid-cols-3">
        <NameField label={t('taxonomy.signalName')} value={signal.name} fault={fault(...path, 'name') ?? fault(...path)} onChange={name => onChange({ ...signal, name })} />
        <LocalisedFields label={t('taxonomy.label')} value={signal.label} faults={{ es: fault(...path, 'label', 'es'), en: fault(...path, 'label', 'en') }} onChange={label => onChange({ ...signal, label })} />
      </div>
      <CueFields cues={signal.cues} faults={faults} path={path} onChange={cues => onChange({ ...signal, cues })} />
    </div>
  )
}
