import { ArrowRight, Radio } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { noIndicators } from '../../../db/values.ts'
import type { TranscriptResult } from '../../../engine/contract/transcripts.ts'
import { Badge } from '../../components/badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { swatchStyle, type MarkLook } from './mark-look.ts'
import { Confidence, SentimentState } from './states.tsx'
import type { TaxonomyWords } from './use-taxonomy.ts'

function Part({ title, children }: { title: string, children: ReactNode }) {
  return (
    <section className="border-b border-line px-4 py-3">
      <h3 className="mb-1 text-sm font-medium text-ink-faint">{title}</h3>
      {children}
    </section>
  )
}

/** What to know at a glance: summary, sentiment with its tone, topics and what was agreed. */
export function ResultOverview({ result }: { result: TranscriptResult }) {
  const { t } = useTranslation()
  return (
    <>
      <Part title={t('transcripts.field.summary')}><p>{result.summary}</p></Part>
      <Part title={t('transcripts.field.sentiment')}>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <SentimentState sentiment={result.sentiment} />
          {result.tone !== '' && <span className="text-ink-soft">{t('transcripts.tone', { tone: result.tone })}</span>}
          <Confidence value={result.sentimentConfidence} className="ml-auto" />
        </div>
      </Part>
      {result.keyTopics.length > 0 && (
        <Part title={t('transcripts.keyTopics')}>
          <ul className="flex flex-wrap gap-1">{result.keyTopics.map(topic => <li key={topic}><Badge>{topic}</Badge></li>)}</ul>
        </Part>
      )}
      {result.actionItems.length > 0 && (
        <Part title={t('transcripts.actionItems')}>
          <ul className="flex flex-col gap-1">
            {result.actionItems.map((item, position) => (
              <li key={position} className="flex gap-2">
                <ArrowRight aria-hidden size={14} className="mt-[3px] shrink-0 text-ink-faint" />
                <span><span className="font-medium">{item.who}</span>: {item.what}{item.when !== null && <span className="text-ink-soft"> · {item.when}</span>}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  )
}

interface SignalListProps {
  result: TranscriptResult
  words: TaxonomyWords
  looks: ReadonlyMap<string, MarkLook>
  emphasised: readonly string[]
  onEmphasise: (id: string | null) => void
}

/** The signals found, each with its analysis; those without indicators are only named. */
export function SignalList({ result, words, looks, emphasised, onEmphasise }: SignalListProps) {
  const { t } = useTranslation()
  const names = words.signals.map(signal => signal.name)
  const found = names.filter(name => isFound(result, name))
  const absent = names.filter(name => !isFound(result, name))
  return (
    <section>
      <h3 className="px-4 pt-3 pb-1 text-sm font-medium text-ink-faint">{t('transcripts.signals')}</h3>
      <ul>
        {found.map(name => {
          const look = looks.get(name)
          return (
            <li key={name} onMouseEnter={() => onEmphasise(name)} onMouseLeave={() => onEmphasise(null)} className={classNames('flex gap-2 border-b border-line px-4 py-1.5', emphasised.includes(name) && 'bg-hover')}>
              {look
                ? <span aria-hidden className="mt-1 h-3.5 w-1 shrink-0 rounded-full" style={swatchStyle(look)} />
                : <Radio aria-hidden size={14} className="mt-[3px] -ml-1 shrink-0 text-ink-faint" />}
              <div className="min-w-0"><p className="font-medium">{words.signalLabel(name)}</p><p className="text-sm text-ink-soft">{result.signals[name]?.text}</p></div>
            </li>
          )
        })}
      </ul>
      {absent.length > 0 && <p className="px-4 py-2 text-sm text-ink-faint">{t('transcripts.signalsAbsent', { signals: absent.map(words.signalLabel).join(', ') })}</p>}
    </section>
  )
}

export function isFound(result: TranscriptResult, signal: string): boolean {
  const text = result.signals[signal]?.text
  return text !== undefined && text !== '' && text !== noIndicators
}
