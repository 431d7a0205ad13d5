const timing = /-->/
const skippedBlock = /^(?:WEBVTT|NOTE|STYLE|REGION)\b/
const voiceTag = /^<v(?:\.[^\s>]*)?\s+([^>]+)>/
const speakerLabel = /^(?:[-–—]|\p{L}[\p{L}\p{N} .]{0,40}:)/u
const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&nbsp;': ' ', '&lrm;': '', '&rlm;': '' }

/**
 * Takes the lines of a WebVTT or SubRip file and gives what was said: without numbers, times and styling, with the
 * speakers where the file names them (voice tags, or labels in the text). The lines of one cue are one line; a voice
 * that goes on over several cues is named once.
 */
export class SubtitleReader {
  readonly #format: 'vtt' | 'srt'
  #block: string[] = []
  #speaker = ''
  #spoken = ''

  constructor(format: 'vtt' | 'srt') {
    this.#format = format
  }

  /** @returns the lines that are complete now */
  push(line: string): string[] {
    if (line.trim() !== '') {
      // A block of cues is a few lines; a file that never has a blank line must not be gathered whole.
      this.#block.push(line)
      return this.#block.length < 1000 ? [] : this.#endBlock()
    }
    return this.#endBlock()
  }

  end(): string[] {
    const lines = this.#endBlock()
    if (this.#spoken !== '') lines.push(this.#spoken)
    return lines
  }

  #endBlock(): string[] {
    const block = this.#block
    this.#block = []
    if (block.length === 0 || (this.#format === 'vtt' && skippedBlock.test(block[0]!))) return []
    const done: string[] = []
    const cueStart = block.findIndex((line) => timing.test(line))
    // Without a time it is the rest of a cue that had a blank line in it: what was said must not be lost.
    for (const [index, line] of block.entries()) {
      const numbersNextCue = /^\d+$/.test(line.trim()) && timing.test(block[index + 1] ?? '')
      if (index <= cueStart || timing.test(line) || numbersNextCue) continue
      this.#say(line.trim(), cueStart >= 0 && index === cueStart + 1, done)
    }
    return done
  }

  #say(line: string, startsCue: boolean, done: string[]): void {
    const voice = voiceTag.exec(line)?.[1]?.trim()
    const text = line.replaceAll(/<[^<>]*>/g, '').replaceAll(/&\w+;/g, (entity) => entities[entity] ?? entity).trim()
    if (text === '') return
    if (voice !== undefined && voice !== this.#speaker) this.#begin(`${voice}: ${text}`, done)
    else if (voice === undefined && (startsCue || speakerLabel.test(text))) this.#begin(text, done)
    else this.#spoken = `${this.#spoken} ${text}`
    if (voice !== undefined || startsCue) this.#speaker = voice ?? ''
  }

  #begin(line: string, done: string[]): void {
    if (this.#spoken !== '') done.push(this.#spoken)
    this.#spoken = line
  }
}
