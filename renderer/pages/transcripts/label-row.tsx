import { BrainCircuit, ChevronDown, CircleSlash, UserRoundCheck } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Label, Opinion } from '../../../engine/contract/transcripts.ts'
import { Badge } from '../../components/badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { IconState } from '../../components/icon-state.tsx'
import { Kbd } from '../../components/kbd.tsx'
import { swatchStyle, type MarkLook } from './mark-look.ts'
import { OtherOpinions } from './other-opinions.tsx'
import { Confidence } from './states.tsx'
import type { TaxonomyWords } from './use-taxonomy.ts'
import { ValuePicker } from './value-picker.tsx'

interface LabelRowProps {
  enumName: string
  label: Label
  /** Of both classifiers where both have judged. */
  opinions: readonly Opinion[]
  words: TaxonomyWords
  look: MarkLook | undefined
  /** Key that opens the values of this enum. */
  correctionKey: string | undefined
  emphasised: boolean
  /** The emphasis came from the text: this row has to come into view. */
  reveal: boolean
  picking: boolean
  onPickingChange: (picking: boolean) => void
  onEmphasise: (emphasised: boolean) => void
  onCorrect: (value: string | null) => void
}

export function LabelRow({ enumName, label, opinions, words, look, correctionKey, emphasised, reveal, picking, onPickingChange, onEmphasise, onCorrect }: LabelRowProps) {
  const { t } = useTranslation()
  const element = useRef<HTMLLIElement>(null)
  useEffect(() => { if (reveal) element.current?.scrollIntoView({ block: 'nearest' }) }, [reveal])
  const byPerson = label.source === 'person'
  return (
    <li
      ref={element}
      onMouseEnter={() => onEmphasise(true)}
      onMouseLeave={() => onEmphasise(false)}
      onFocus={() => onEmphasise(true)}
      onBlur={() => onEmphasise(false)}
      className={classNames('flex gap-2 border-b border-line px-4 py-1.5', emphasised && 'bg-hover')}
    >
      <span aria-hidden className="mt-1 h-3.5 w-1 shrink-0 rounded-full" style={look ? swatchStyle(look) : { backgroundColor: 'var(--line)' }} />
      <div className="min-w-0 flex-1">
        <div className="flex min-h-6 items-center gap-2">
          <span className="w-36 shrink-0 truncate text-ink-soft">{words.enumLabel(enumName)}</span>
          <ValuePicker
            enumName={enumName} label={label} words={words} open={picking} onOpenChange={onPickingChange} onPick={onCorrect}
            trigger={(
              <button type="button" aria-label={t('transcripts.correction.change', { label: words.enumLabel(enumName), value: words.valueLabel(enumName, label.value) })} className="inline-flex h-6 min-w-0 items-center gap-1 rounded px-1.5 font-medium hover:bg-pressed aria-expanded:bg-pressed">
                <span className="truncate">{words.valueLabel(enumName, label.value)}</span>
                <ChevronDown aria-hidden size={12} className="shrink-0 text-ink-faint" />
              </button>
            )}
          />
          <span className="ml-auto flex shrink-0 items-center gap-2">
            {byPerson
              ? <Badge tone="accent" icon={UserRoundCheck}>{t('transcripts.stage.person')}</Badge>
              : <><span className="flex items-center gap-1 text-sm text-ink-faint">{label.source === 'llm' && <BrainCircuit aria-hidden size={12} />}{t(`transcripts.stage.${label.stage}`)}</span><Confidence value={label.confidence} /></>}
            {correctionKey !== undefined && <Kbd>{correctionKey.toUpperCase()}</Kbd>}
          </span>
        </div>
        {byPerson && label.predictedValue !== null && (
          <p className="text-sm text-ink-soft">
            {label.predictedValue === label.value ? t('transcripts.correction.confirmed') : t('transcripts.correction.was', { value: words.valueLabel(enumName, label.predictedValue) })}
          </p>
        )}
        <OtherOpinions opinions={opinions} enumName={enumName} label={label} words={words} />
        {!byPerson && label.evidence === 'none' && <IconState icon={CircleSlash} label={t('transcripts.noEvidence')} className="text-sm text-ink-soft" />}
        {label.analysis !== '' && label.stage !== 'prior' && <p className={classNames('text-sm text-ink-soft', !emphasised && 'truncate')}>{label.analysis}</p>}
      </div>
    </li>
  )
}
