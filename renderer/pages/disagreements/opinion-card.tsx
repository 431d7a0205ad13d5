import { BrainCircuit, CircleCheck, CircleSlash, Cpu } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Disagreement } from '../../../engine/contract/opinions.ts'
import { Button } from '../../components/button.tsx'
import { IconState } from '../../components/icon-state.tsx'
import { Kbd } from '../../components/kbd.tsx'
import { swatchStyle, type MarkLook } from '../transcripts/mark-look.ts'
import { Confidence } from '../transcripts/states.tsx'
import type { TaxonomyWords } from '../transcripts/use-taxonomy.ts'

interface OpinionCardProps {
  source: 'offline' | 'llm'
  keyHint: string
  opinion: Disagreement['offline'] | Disagreement['llm']
  look: MarkLook | undefined
  /** A person has said the same. */
  right: boolean
  enumName: string
  words: TaxonomyWords
  onPoint: (pointing: boolean) => void
  onChoose: (value: string) => void
}

/** What one classifier says, why, and the button that takes its side. */
export function OpinionCard({ source, keyHint, opinion, look, right, enumName, words, onPoint, onChoose }: OpinionCardProps) {
  const { t } = useTranslation()
  const Icon = source === 'offline' ? Cpu : BrainCircuit
  const model = opinion && 'model' in opinion ? opinion.model : null
  return (
    <div onMouseEnter={() => onPoint(true)} onMouseLeave={() => onPoint(false)} onFocus={() => onPoint(true)} onBlur={() => onPoint(false)} className="flex gap-3 rounded-lg border border-line-strong p-3">
      <span aria-hidden className="w-1 shrink-0 rounded-full" style={look && opinion?.quote ? swatchStyle(look) : { backgroundColor: 'var(--line)' }} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="flex items-center gap-1.5 text-sm text-ink-soft"><Icon aria-hidden size={13} className="shrink-0" /><span className="truncate">{t(`disagreements.by.${source}`)}{model !== null && ` · ${model}`}</span>{opinion && <Confidence value={opinion.confidence} className="ml-auto" />}</p>
        {opinion ? (
          <>
            <p className="text-lg font-semibold">{words.valueLabel(enumName, opinion.value)}</p>
            {opinion.analysis !== '' && <p className="text-sm text-ink-soft">{opinion.analysis}</p>}
            {!opinion.quote && <IconState icon={CircleSlash} label={t('disagreements.noQuote')} className="text-sm text-ink-soft" />}
            {right && <IconState icon={CircleCheck} tone="positive" label={t('disagreements.agrees')} className="text-sm" />}
            <div className="mt-auto pt-1"><Button onClick={() => onChoose(opinion.value)}>{t('disagreements.choose', { value: words.valueLabel(enumName, opinion.value) })}<Kbd>{keyHint}</Kbd></Button></div>
          </>
        ) : <p className="text-ink-faint">{t('disagreements.noOpinion')}</p>}
      </div>
    </div>
  )
}
