import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, ChevronDown, ChevronUp, CircleAlert, Maximize2 } from 'lucide-react'
import type { TFunction } from 'i18next'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Transcript } from '../../../engine/contract/transcripts.ts'
import { openItem, setQuery } from '../../app/address.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { keyBelongsElsewhere } from '../../components/data-table/keyboard.ts'
import { useListWalk } from '../../components/data-table/use-list-walk.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { DetailPanel } from '../../components/panel.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { OutcomeState } from './states.tsx'
import { TranscriptView } from './transcript-view.tsx'
import { useTranscriptFilter } from './use-transcript-filter.ts'
import { useTranscriptList } from './use-transcript-list.ts'

function useTranscript(id: string) {
  // The one shown before stays until the next has come: moving with j/k does not flicker.
  return useQuery(api.transcripts.get.queryOptions({ input: { id }, placeholderData: (before: Transcript | undefined) => before }))
}

/** The open transcript at the right of the table. */
export function TranscriptPanel({ id }: { id: string }) {
  const { t } = useTranslation()
  const { data: transcript, error, refetch } = useTranscript(id)
  return (
    <DetailPanel
      label={t('transcripts.detail')}
      width="w-[min(640px,54vw)]"
      title={titleOf(transcript, t)}
      subtitle={transcript && <MeetingFacts transcript={transcript} />}
      actions={<IconButton icon={Maximize2} label={t('transcripts.openPage')} onClick={() => setQuery({ full: 'yes' }, { replace: false })} />}
      onClose={() => openItem(null)}
    >
      <Content transcript={transcript} error={error} retry={() => void refetch()} layout="panel" />
    </DetailPanel>
  )
}

/** The transcript as a page of its own: text at the left, result at the right; j and k go on through the list it came from. */
export function TranscriptFullPage({ id }: { id: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { filter, sort } = useTranscriptFilter()
  const { position, total, move } = useListWalk(id, useTranscriptList(filter, sort))
  const { data: transcript, error, refetch } = useTranscript(id)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => { if (event.key === 'Escape' && !keyBelongsElsewhere(event)) leaveFullPage() }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <div className="flex h-full flex-col bg-surface">
      <header className="flex min-h-11 items-center gap-3 border-b border-line px-4 py-1.5">
        <IconButton icon={ArrowLeft} label={t('transcripts.backToList')} keys="escape" onClick={leaveFullPage} />
        <h1 className="text-lg font-semibold">{titleOf(transcript, t)}</h1>
        {transcript && <MeetingFacts transcript={transcript} />}
        {position !== null && (
          <span className="ml-auto flex shrink-0 items-center gap-1 text-ink-soft">
            {t('transcripts.positionOf', { position: format.number(position + 1), total: format.number(total) })}
            <IconButton icon={ChevronUp} label={t('transcripts.previous')} keys="k" disabled={position === 0} onClick={() => move(-1)} />
            <IconButton icon={ChevronDown} label={t('transcripts.next')} keys="j" disabled={position + 1 >= total} onClick={() => move(1)} />
          </span>
        )}
      </header>
      <div className="min-h-0 flex-1"><Content transcript={transcript} error={error} retry={() => void refetch()} layout="page" /></div>
    </div>
  )
}

function titleOf(transcript: Transcript | undefined, t: TFunction): string {
  return transcript ? transcript.clientName ?? t('transcripts.noName') : t('transcripts.detail')
}

function leaveFullPage(): void {
  setQuery({ full: null }, { replace: false })
}

function Content({ transcript, error, retry, layout }: { transcript: Transcript | undefined, error: Error | null, retry: () => void, layout: 'panel' | 'page' }) {
  const { t } = useTranslation()
  // Another transcript begins without the quote or label chosen in the one before.
  if (transcript) return <TranscriptView key={transcript.id} transcript={transcript} layout={layout} />
  if (!error) return <div className="p-4"><SkeletonLines lines={12} /></div>
  const { title, body } = problemText(error)
  return <EmptyState icon={CircleAlert} title={title} body={body}><Button onClick={retry}>{t('common.retry')}</Button></EmptyState>
}

function MeetingFacts({ transcript }: { transcript: Transcript }) {
  const format = useFormat()
  const facts = [transcript.metOn && format.date(transcript.metOn), transcript.seller, transcript.clientEmail, transcript.clientPhone].filter(Boolean)
  return (
    <span className="flex flex-wrap items-center gap-x-2 text-sm text-ink-soft">
      {facts.map(fact => <span key={fact}>{fact}</span>)}
      {transcript.closed !== null && <OutcomeState closed={transcript.closed} />}
    </span>
  )
}
