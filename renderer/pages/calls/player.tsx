import { Download, Pause, Play } from 'lucide-react'
import { Slider } from 'radix-ui'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallDetail, Turn } from '../../../engine/contract/calls.ts'
import { usePreferences } from '../../app/preferences.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { keyBelongsElsewhere } from '../../components/data-table/keyboard.ts'
import { Select } from '../../components/select.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { stopwatchText } from '../../components/calls/campaign-clock.tsx'
import { problemText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { downloadFile } from '../batches/download-file.ts'
import { neighbouringTurn, spokenTurnAt } from './spoken-turn.ts'
import { useRecording } from './use-recording.ts'
import { Waveform } from './waveform.tsx'

const speeds = ['1', '1.25', '1.5', '2'] as const
const stepSeconds = 5

type PlayerProps = { call: CallDetail, audioRef: RefObject<HTMLAudioElement | null> }

/** The recording of a call, or in words why there is none. */
export function CallPlayer({ call, audioRef }: PlayerProps) {
  const { t } = useTranslation()
  const { recording } = call
  if (recording?.state === 'kept') return <RecordingPlayer call={call} audioRef={audioRef} />
  return <p className="px-4 py-3 text-ink-soft">{t(`callPage.recording.${recordingKey(call)}`)}</p>
}

/** What there is of a recording, as its sentence is called. */
export function recordingKey({ recording, attempt }: CallDetail): string {
  return recording?.state ?? (attempt.state === 'live' || attempt.state === 'intended' ? 'live' : 'none')
}

/** Space plays and pauses, left and right move five seconds, up and down go from line to line. */
function RecordingPlayer({ call, audioRef }: PlayerProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { recording, error, retry } = useRecording(call.attempt.id, call.recording?.contentType ?? null, audioRef)
  // Another theme has other colours: the drawing begins anew.
  const theme = usePreferences(preferences => preferences.theme)
  const [playing, setPlaying] = useState(false)
  const [position, setPosition] = useState(0)
  const [length, setLength] = useState((call.attempt.durationMs ?? 0) / 1000)
  const [speed, setSpeed] = useState<typeof speeds[number]>('1')
  const seconds = recording?.samples?.seconds ?? length
  const seek = (to: number) => {
    if (!audioRef.current) return
    audioRef.current.currentTime = Math.min(Math.max(to, 0), seconds)
    setPosition(audioRef.current.currentTime)
  }
  const play = (rate: typeof speeds[number]) => {
    setSpeed(rate)
    if (audioRef.current) audioRef.current.playbackRate = Number(rate)
  }
  const toggle = () => {
    if (!audioRef.current || !recording) return
    if (audioRef.current.paused) void audioRef.current.play()
    else audioRef.current.pause()
  }
  useSmoothPosition(audioRef, playing, setPosition)
  usePlayerKeys({ toggle, seek, at: () => audioRef.current?.currentTime ?? 0, turns: call.turns })

  if (error) {
    const { title, body } = problemText(error)
    return <p role="alert" className="flex items-center gap-3 px-4 py-3 text-ink-soft"><span className="min-w-0 flex-1">{title}. {body}</span><Button size="sm" onClick={retry}>{t('common.retry')}</Button></p>
  }
  return (
    <div className="flex flex-col gap-1 px-4 py-2.5">
      <audio
        ref={audioRef} preload="auto" className="hidden"
        onPlay={() => setPlaying(true)} onPause={() => setPlaying(false)} onEnded={() => setPlaying(false)}
        onSeeked={event => setPosition(event.currentTarget.currentTime)}
        onLoadedMetadata={event => {
          event.currentTarget.playbackRate = Number(speed)
          if (Number.isFinite(event.currentTarget.duration)) setLength(event.currentTarget.duration)
        }}
      />
      <div className="flex items-center gap-3">
        <IconButton icon={playing ? Pause : Play} variant="secondary" size="lg" label={t(playing ? 'callPage.pause' : 'callPage.play')} keys="space" disabled={!recording} onClick={toggle} />
        <div className="min-w-0 flex-1">
          {recording ? <Waveform key={theme} samples={recording.samples} turns={call.turns} seconds={seconds} position={position} onSeek={seek} /> : <Skeleton className="h-11 w-full" />}
        </div>
      </div>
      <div className="flex items-center gap-3">
        <Slider.Root min={0} max={Math.max(1, seconds)} step={1} value={[position]} onValueChange={([to]) => { if (to !== undefined) seek(to) }} disabled={!recording} className="relative flex h-6 min-w-0 flex-1 touch-none items-center">
          <Slider.Track className="h-1 flex-1 rounded-full bg-sunken"><Slider.Range className="absolute h-1 rounded-full bg-accent-fill" /></Slider.Track>
          <Slider.Thumb aria-label={t('callPage.position')} aria-valuetext={t('callPage.positionOf', { at: stopwatchText(position * 1000), of: stopwatchText(seconds * 1000) })} className="block size-3 rounded-full border border-accent-fill bg-raised" />
        </Slider.Root>
        <span className="w-24 shrink-0 text-right text-sm whitespace-nowrap text-ink-soft">{stopwatchText(position * 1000)} / {stopwatchText(seconds * 1000)}</span>
        <Select size="sm" label={t('callPage.speed')} value={speed} onChange={play} options={speeds.map(value => ({ value, label: `${format.number(Number(value), value.includes('.') ? value.length - 2 : 0)}×` }))} />
        <IconButton size="sm" icon={Download} label={t('callPage.download')} disabled={!recording} onClick={() => { if (recording) downloadFile(recording.blob, recordingName(call)) }} />
      </div>
    </div>
  )
}

function recordingName({ attempt, recording }: CallDetail): string {
  const extension = recording?.contentType?.includes('mpeg') ? 'mp3' : 'wav'
  return `${attempt.debtorName.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}-${new Date(attempt.intentAt).toISOString().slice(0, 10)}.${extension}`
}

/** The audio element tells its position four times a second; while it plays every frame asks. */
function useSmoothPosition(audioRef: RefObject<HTMLAudioElement | null>, playing: boolean, onPosition: (seconds: number) => void): void {
  useEffect(() => {
    if (!playing) return
    let frame = requestAnimationFrame(function look() {
      if (audioRef.current) onPosition(audioRef.current.currentTime)
      frame = requestAnimationFrame(look)
    })
    return () => cancelAnimationFrame(frame)
  }, [audioRef, playing, onPosition])
}

function usePlayerKeys(player: { toggle: () => void, seek: (seconds: number) => void, at: () => number, turns: readonly Turn[] }): void {
  const latest = useRef(player)
  useEffect(() => { latest.current = player })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // Buttons, sliders and tables have these keys for themselves.
      const target = event.target
      if (keyBelongsElsewhere(event) || (target instanceof HTMLElement && target.closest('button, a, [role=slider], [role=combobox], [role=tab], [role=grid], summary'))) return
      const { toggle, seek, at, turns } = latest.current
      const goToLine = (step: -1 | 1) => {
        const index = neighbouringTurn(turns, spokenTurnAt(turns, at()), step)
        const start = index === null ? null : turns[index]?.start ?? null
        if (start !== null) seek(start)
      }
      if (event.key === ' ') toggle()
      else if (event.key === 'ArrowLeft') seek(at() - stepSeconds)
      else if (event.key === 'ArrowRight') seek(at() + stepSeconds)
      else if (event.key === 'ArrowUp') goToLine(-1)
      else if (event.key === 'ArrowDown') goToLine(1)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
