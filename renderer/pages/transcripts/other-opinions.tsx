import { BrainCircuit, Cpu } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Label, Opinion } from '../../../engine/contract/transcripts.ts'
import { useFormat } from '../../i18n/format.ts'
import type { TaxonomyWords } from './use-taxonomy.ts'

export const opinionIcons = { offline: Cpu, llm: BrainCircuit }

/** What classifiers said of a label that is not what stands there. */
export function differingOpinions(opinions: readonly Opinion[], enumName: string, label: Label): { source: Opinion['source'], value: string, confidence: number }[] {
  return opinions.flatMap(({ source, labels }) => {
    const own = labels[enumName]
    return own && own.value !== label.value ? [{ source, value: own.value, confidence: own.confidence }] : []
  })
}

/** The other opinions of a label, each by who holds it. */
export function OtherOpinions({ opinions, enumName, label, words }: { opinions: readonly Opinion[], enumName: string, label: Label, words: TaxonomyWords }) {
  const { t } = useTranslation()
  const format = useFormat()
  return differingOpinions(opinions, enumName, label).map(({ source, value, confidence }) => {
    const Icon = opinionIcons[source]
    return (
      <p key={source} className="flex items-center gap-1.5 text-sm text-caution">
        <Icon aria-hidden size={13} className="shrink-0" />
        {t('transcripts.opinion.differs', { who: t(`transcripts.opinion.${source}`), value: words.valueLabel(enumName, value), confidence: format.percent(confidence) })}
      </p>
    )
  })
}
