import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronUp, CircleAlert, ExternalLink } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Disagreement } from '../../../engine/contract/opinions.ts'
import type { Transcript } from '../../../engine/contract/transcripts.ts'
import { navigate } from '../../app/address.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { keyBelongsElsewhere } from '../../components/data-table/keyboard.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { markLook } from '../transcripts/mark-look.ts'
import type { Mark } from '../transcripts/segments.ts'
import { TranscriptText } from '../transcripts/transcript-text.tsx'
import { useTaxonomy } from '../transcripts/use-taxonomy.ts'
import { OpinionCard } from './opinion-card.tsx'
import { OtherValue } from './other-value.tsx'

const looks = new Map([['offline', markLook(0)], ['llm', markLook(2)]])

interface DisagreementDetailProps {
  row: Disagreement
  position: number
  lastPosition: number
  total: number
  onMove: (step: -1 | 1) => void
  onSettle: (value: string) => void
}

/** Both opinions side by side with their quotes in the text; 1 and 2 choose one of them, 3 another value. */
export function DisagreementDetail({ row, position, lastPosition, total, onMove, onSettle }: DisagreementDetailProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useTaxonomy()
  const [picking, setPicking] = useState(false)
  const [pointed, setPointed] = useState<string | null>(null)
  const { offline, llm, person } = row
  const onKey = (event: KeyboardEvent) => {
    if (keyBelongsElsewhere(event) || event.shiftKey) return
    if (event.key === '1' && offline) onSettle(offline.value)
    else if (event.key === '2' && llm) onSettle(llm.value)
    else if (event.key === '3') setPicking(true)
    else return
    event.preventDefault()
  }
  const latestOnKey = useRef(onKey)
  useEffect(() => { latestOnKey.current = onKey })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => latestOnKey.current(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
  return (
    <section aria-label={t('disagreements.open')} className="flex min-w-0 flex-1 flex-col bg-surface">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-6 py-2">
        <h2 className="text-lg font-semibold">{words.enumLabel(row.enumName)}</h2>
        <span className="min-w-0 truncate text-ink-soft">{row.clientName ?? t('transcripts.noName')}</span>
        <span className="ml-auto flex items-center gap-1 text-ink-soft">
          {t('transcripts.positionOf', { position: format.number(position + 1), total: format.number(total) })}
          <IconButton icon={ChevronUp} label={t('transcripts.previous')} keys="k" disabled={position === 0} onClick={() => onMove(-1)} />
          <IconButton icon={ChevronDown} label={t('transcripts.next')} keys="j" disabled={position >= lastPosition} onClick={() => onMove(1)} />
          <IconButton icon={ExternalLink} label={t('disagreements.openTranscript')} onClick={() => navigate({ page: 'transcripts', item: row.transcriptId })} />
        </span>
      </header>
      <div className="flex flex-col gap-3 border-b border-line px-6 py-3">
        {person !== null && <p className="text-ink-soft">{t('disagreements.personSaid', { value: words.valueLabel(row.enumName, person) })}</p>}
        <div className="grid gap-3 sm:grid-cols-2">
          <OpinionCard source="offline" keyHint="1" opinion={offline} look={looks.get('offline')} right={offline !== null && offline.value === person} enumName={row.enumName} words={words} onPoint={on => setPointed(on ? 'offline' : null)} onChoose={onSettle} />
          <OpinionCard source="llm" keyHint="2" opinion={llm} look={looks.get('llm')} right={llm !== null && llm.value === person} enumName={row.enumName} words={words} onPoint={on => setPointed(on ? 'llm' : null)} onChoose={onSettle} />
        </div>
        <OtherValue enumName={row.enumName} current={person ?? llm?.value ?? offline?.value ?? ''} words={words} open={picking} onOpenChange={setPicking} onPick={onSettle} />
      </div>
      <QuotedText row={row} pointed={pointed} />
    </section>
  )
}

/** The transcript with what each classifier points to in it. */
function QuotedText({ row, pointed }: { row: Disagreement, pointed: string | null }) {
  const { t } = useTranslation()
  // The one before stays only where the next is of the same transcript: another text must not stand under these opinions.
  const { data, error, refetch } = useQuery(api.transcripts.get.queryOptions({ input: { id: row.transcriptId } }))
  const [chosen, setChosen] = useState<string[] | null>(null)
  const marks = useMemo((): Mark[] => [
    ...(row.offline?.quote ? [{ id: 'offline', ...row.offline.quote }] : []),
    ...(row.llm?.quote ? [{ id: 'llm', ...row.llm.quote }] : []),
  ], [row])
  const emphasised = pointed !== null ? [pointed] : chosen ?? []
  return (
    <div tabIndex={0} role="region" data-focus="inset" aria-label={t('transcripts.field.transcript')} className="min-h-0 flex-1 overflow-y-auto px-6 py-4">
      {!data && !error && <SkeletonLines lines={10} />}
      {!data && error && <EmptyState icon={CircleAlert} {...problemText(error)}><Button onClick={() => void refetch()}>{t('common.retry')}</Button></EmptyState>}
      {data && <ShownText transcript={data} marks={marks} emphasised={emphasised} scroll={pointed !== null} onChoose={setChosen} />}
    </div>
  )
}

function ShownText({ transcript, marks, emphasised, scroll, onChoose }: { transcript: Transcript, marks: readonly Mark[], emphasised: readonly string[], scroll: boolean, onChoose: (ids: string[]) => void }) {
  const { t } = useTranslation()
  const text = useRef<HTMLDivElement>(null)
  // What the two are about has to be in view without looking for it.
  useEffect(() => { text.current?.querySelector('[data-marks]')?.scrollIntoView({ block: 'center' }) }, [])
  return (
    <div ref={text} className="mx-auto max-w-2xl">
      <TranscriptText text={transcript.transcript} marks={marks} looks={looks} nameOf={id => t(`disagreements.by.${id}`)} emphasised={emphasised} scroll={scroll} onChoose={onChoose} />
    </div>
  )
}
