import type { Cue } from './taxonomy-content.ts'

/** A cue whose line cannot be read; lines are counted from 1. */
export interface CueLines { cues: Cue[]; faults: number[] }

const bracket = /^(?<text>.*\S)\s*\[(?<marks>[^\][]*)\]$/
const amount = /^=(?<quantity>[\p{L}\p{N}_]+)\s+(?<min>\d+(?:\.\d+)?)?\.\.(?<max>\d+(?:\.\d+)?)?$/u

/**
 * Cues as one line each. A bare phrase weighs 1; brackets at the end hold its weight, `-` where it speaks against the
 * value and `*` where it counts outside of the frame too: `no nos interesa [2 -]`. An amount is its quantity with the
 * range it lies in, the end left out: `=employees 10..50 [2]`.
 */
export function writeCueLines(cues: readonly Cue[]): string {
  return cues.map(writeCue).join('\n')
}

function writeCue(cue: Cue): string {
  if (typeof cue === 'string') return cue
  if ('quantity' in cue) return withMarks(`=${cue.quantity} ${cue.min ?? ''}..${cue.max ?? ''}`, [weightMark(cue.weight)])
  return withMarks(cue.phrase, [weightMark(cue.weight), cue.negative ? '-' : '', cue.anywhere ? '*' : ''])
}

function weightMark(weight: number | undefined): string {
  return weight === undefined ? '' : String(weight)
}

function withMarks(text: string, marks: readonly string[]): string {
  const written = marks.filter(Boolean).join(' ')
  return written === '' ? text : `${text} [${written}]`
}

/** Reads the lines back. A line that cannot be understood is kept as the phrase it looks like, and told. */
export function readCueLines(text: string): CueLines {
  const lines = text.split('\n').map(line => line.trim())
  const read = lines.map(readCue)
  return {
    cues: read.flatMap(one => one?.cue ?? []),
    faults: read.flatMap((one, position) => one?.understood === false ? [position + 1] : []),
  }
}

function readCue(line: string): { cue: Cue, understood: boolean } | null {
  if (line === '') return null
  const found = bracket.exec(line)?.groups
  const text = found?.text ?? line
  const marks = found?.marks?.split(/\s+/).filter(Boolean) ?? []
  const weights = marks.filter(mark => Number(mark.replace(',', '.')) > 0).map(mark => Number(mark.replace(',', '.')))
  const others = marks.filter(mark => !(Number(mark.replace(',', '.')) > 0))
  const [weight] = weights
  const understood = weights.length <= 1 && others.every(mark => mark === '-' || mark === '*')
  if (!understood) return { cue: line, understood: false }
  if (text.startsWith('=')) {
    const { quantity, min, max } = amount.exec(text)?.groups ?? {}
    if (quantity === undefined || others.length > 0) return { cue: line, understood: false }
    return { cue: { quantity, ...(min !== undefined && { min: Number(min) }), ...(max !== undefined && { max: Number(max) }), ...(weight !== undefined && { weight }) }, understood: true }
  }
  if (marks.length === 0) return { cue: text, understood: true }
  return { cue: { phrase: text, ...(weight !== undefined && { weight }), ...(others.includes('-') && { negative: true }), ...(others.includes('*') && { anywhere: true }) }, understood: true }
}
