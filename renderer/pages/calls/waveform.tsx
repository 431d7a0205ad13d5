import { useEffect, useMemo, useRef, useState } from 'react'
import type { Turn } from '../../../engine/contract/calls.ts'
import type { Recording } from './use-recording.ts'
import { peaksOf, speakersOf } from './waveform-peaks.ts'

const height = 44
const barWidth = 3

interface WaveformProps {
  samples: Recording['samples']
  turns: readonly Turn[]
  seconds: number
  position: number
  onSeek: (seconds: number) => void
}

/** How loud it is over time, the agent and the person in tones of their own; a click goes there. The slider beside it does the same by keyboard. */
export function Waveform({ samples, turns, seconds, position, onSeek }: WaveformProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const watch = new ResizeObserver(() => setWidth(element.clientWidth))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  const bars = Math.max(1, Math.floor(width / barWidth))
  const peaks = useMemo(() => samples ? peaksOf(samples.channels, bars) : null, [samples, bars])
  const speakers = useMemo(() => speakersOf(turns, seconds, bars), [turns, seconds, bars])
  const reached = seconds > 0 ? Math.floor(position / seconds * bars) : 0

  useEffect(() => {
    const element = canvas.current
    const pen = element?.getContext('2d')
    if (!element || !pen || width === 0) return
    const scale = window.devicePixelRatio
    element.width = width * scale
    element.height = height * scale
    pen.scale(scale, scale)
    const style = getComputedStyle(element)
    const colours = { agent: resolved(style, '--series-1'), user: resolved(style, '--series-3'), none: resolved(style, '--ink-faint') }
    for (let bar = 0; bar < bars; bar++) {
      const size = Math.max(2, (peaks?.[bar] ?? 0) * (height - 4))
      pen.globalAlpha = bar < reached ? 1 : 0.42
      pen.fillStyle = colours[speakers[bar] ?? 'none']
      pen.fillRect(bar * barWidth, (height - size) / 2, barWidth - 1, size)
    }
    pen.globalAlpha = 1
    pen.fillStyle = resolved(style, '--ink')
    pen.fillRect(Math.min(width - 1, reached * barWidth), 0, 1, height)
  }, [width, bars, peaks, speakers, reached])

  return (
    <canvas
      ref={canvas} aria-hidden style={{ height }} className="block w-full min-w-0"
      onClick={event => {
        const box = event.currentTarget.getBoundingClientRect()
        onSeek((event.clientX - box.left) / box.width * seconds)
      }}
    />
  )
}

/** A colour of the theme as the canvas needs it: light-dark() is only worked out for properties that are colours. */
function resolved(style: CSSStyleDeclaration, name: string): string {
  const probe = document.createElement('span')
  probe.style.color = `var(${name})`
  document.body.append(probe)
  const colour = getComputedStyle(probe).color
  probe.remove()
  return colour || style.color
}
