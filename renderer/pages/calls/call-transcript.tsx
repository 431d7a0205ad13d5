import { Wrench } from 'lucide-react'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallDetail, Turn } from '../../../engine/contract/calls.ts'
import { classNames } from '../../components/class-names.ts'
import { stopwatchText } from '../../components/calls/campaign-clock.tsx'
import { spokenTurnAt } from './spoken-turn.ts'

/** What was said: a line goes to its moment in the recording, and the one being spoken stands out. */
export function CallTranscript({ call, audioRef }: { call: CallDetail, audioRef: RefObject<HTMLAudioElement | null> }) {
  const { t } = useTranslation()
  const list = useRef<HTMLOListElement>(null)
  const spoken = useSpokenTurn(call.turns, audioRef)
  useEffect(() => { list.current?.children[spoken]?.scrollIntoView({ block: 'nearest' }) }, [spoken])
  if (call.turns.length === 0) return <p className="px-4 py-6 text-ink-soft">{t(call.attempt.state === 'live' ? 'callPage.noTranscriptYet' : 'callPage.noTranscript')}</p>
  const playable = call.recording?.state === 'kept'
  return (
    <ol ref={list} aria-label={t('callPage.transcript')} className="flex flex-col gap-0.5 p-2">
      {call.turns.map((turn, index) => (
        // Turns have no identity of their own and are never moved.
        <li key={index} className={classNames('rounded-md', index === spoken && 'bg-accent-soft')}>
          <Line
            turn={turn} speaking={index === spoken} quote={call.quote?.turn === index ? call.quote : null}
            onPlay={playable && turn.start !== null ? () => {
              if (!audioRef.current || turn.start === null) return
              audioRef.current.currentTime = turn.start
              void audioRef.current.play()
            } : null}
          />
        </li>
      ))}
    </ol>
  )
}

const speakerInks = { agent: 'text-accent', user: 'text-caution', tool: 'text-ink-faint' }

function Line({ turn, speaking, quote, onPlay }: { turn: Turn, speaking: boolean, quote: CallDetail['quote'], onPlay: (() => void) | null }) {
  const { t } = useTranslation()
  const content = (
    <>
      <span className="w-10 shrink-0 pt-px text-right text-sm text-ink-faint">{turn.start === null ? '' : stopwatchText(turn.start * 1000)}</span>
      <span className={classNames('w-16 shrink-0 truncate font-medium', speakerInks[turn.role])}>{t(`callPage.speaker.${turn.role}`)}</span>
      <span className={classNames('min-w-0 flex-1 break-words', turn.role === 'tool' && 'font-mono text-sm text-ink-soft')}>
        {turn.role === 'tool' && <Wrench aria-hidden size={12} className="mr-1 inline" />}
        {quote ? <Quoted text={turn.text} start={quote.start} end={quote.end} /> : turn.text}
      </span>
    </>
  )
  const look = 'flex w-full items-start gap-2 rounded-md px-2 py-1 text-left'
  if (!onPlay) return <div className={look}>{content}</div>
  return <button type="button" onClick={onPlay} aria-current={speaking || undefined} title={t('callPage.playFromHere')} data-focus="inset" className={classNames(look, !speaking && 'hover:bg-hover')}>{content}</button>
}

function Quoted({ text, start, end }: { text: string, start: number, end: number }) {
  const { t } = useTranslation()
  return (
    <>
      {text.slice(0, start)}
      <mark title={t('callPage.quoteHint')} className="rounded-[2px] bg-caution-soft text-ink underline decoration-caution decoration-2 underline-offset-2">{text.slice(start, end)}</mark>
      {text.slice(end)}
    </>
  )
}

function useSpokenTurn(turns: readonly Turn[], audioRef: RefObject<HTMLAudioElement | null>): number {
  const [spoken, setSpoken] = useState(-1)
  useEffect(() => {
    const follow = (event: Event) => {
      if (!audioRef.current || event.target !== audioRef.current) return
      setSpoken(audioRef.current.currentTime === 0 && audioRef.current.paused ? -1 : spokenTurnAt(turns, audioRef.current.currentTime))
    }
    // Media events do not bubble but are captured on their way: the element itself comes later than this.
    const names = ['timeupdate', 'seeked', 'play', 'loadstart']
    for (const name of names) document.addEventListener(name, follow, { capture: true })
    return () => { for (const name of names) document.removeEventListener(name, follow, { capture: true }) }
  }, [turns, audioRef])
  return spoken
}
