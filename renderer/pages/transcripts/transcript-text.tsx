import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { segmentStyle, type MarkLook } from './mark-look.ts'
import { segmentsOf, type Mark } from './segments.ts'

interface TranscriptTextProps {
  text: string
  marks: readonly Mark[]
  looks: ReadonlyMap<string, MarkLook>
  nameOf: (id: string) => string
  /** Labels whose quotes stand out; the first one is scrolled to when `scroll` is set. */
  emphasised: readonly string[]
  scroll: boolean
  onChoose: (ids: string[]) => void
}

/** The transcript with its quotes; a quote can be clicked, or reached by Tab, to see what it supports. */
export function TranscriptText({ text, marks, looks, nameOf, emphasised, scroll, onChoose }: TranscriptTextProps) {
  const { t } = useTranslation()
  const element = useRef<HTMLDivElement>(null)
  const segments = useMemo(() => segmentsOf(text.length, marks), [text, marks])
  const wanted = scroll ? emphasised[0] : undefined
  useEffect(() => {
    if (wanted === undefined) return
    const quote = [...element.current?.querySelectorAll<HTMLElement>('[data-marks]') ?? []].find(candidate => candidate.dataset.marks?.split(' ').includes(wanted))
    quote?.scrollIntoView({ block: 'nearest' })
  }, [wanted])
  return (
    <div ref={element} className="leading-[1.85] break-words whitespace-pre-wrap">
      {segments.map(segment => {
        const words = text.slice(segment.start, segment.end)
        if (segment.marks.length === 0) return <span key={segment.start}>{words}</span>
        const stands = segment.marks.some(id => emphasised.includes(id))
        return (
          <mark
            key={segment.start}
            role="button"
            tabIndex={0}
            data-marks={segment.marks.join(' ')}
            aria-label={t('transcripts.quoteOf', { labels: segment.marks.map(nameOf).join(', '), quote: words })}
            onClick={() => onChoose(segment.marks)}
            onKeyDown={event => {
              if (event.key !== 'Enter' && event.key !== ' ') return
              event.preventDefault()
              onChoose(segment.marks)
            }}
            className="rounded-[2px] text-inherit transition-colors duration-100"
            style={segmentStyle(segment.marks.flatMap(id => looks.get(id) ?? []), stands, emphasised.length > 0 && !stands)}
          >
            {words}
          </mark>
        )
      })}
    </div>
  )
}
