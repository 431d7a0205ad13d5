import { FileProblem } from './file-problem.ts'
import { maxRowCharacters } from './limits.ts'

const quote = 34
const backslash = 92
const comma = 44
const openBracket = 91
const closeBracket = 93
const openBrace = 123
const closeBrace = 125

/** The source of one element, or null when it is longer than a row may be. */
export type ElementText = string | null

/**
 * Cuts the elements of a JSON array out of text that arrives in pieces, each as its own source text, so that an array of
 * any length is read with the memory of one element. Starts after the array's opening bracket.
 */
export class JsonArrayScanner {
  #depth = 0
  #inString = false
  #escaped = false
  #element = ''
  #tooLong = false
  #count = 0
  #needsComma = false
  #ended = false

  /** @throws FileProblem `ingest.broken_json` with the number of the element before which the array breaks */
  push(text: string, elements: ElementText[]): void {
    let start = 0
    for (let index = 0; index < text.length && !this.#ended; index++) {
      const code = text.charCodeAt(index)
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false
        else if (code === backslash) this.#escaped = true
        else if (code === quote) this.#inString = false
        continue
      }
      if (code === quote) this.#inString = true
      else if (code === openBrace || code === openBracket) this.#depth++
      else if (code === closeBrace || code === closeBracket) {
        if (this.#depth === 0 && code === closeBracket) {
          this.#take(text.slice(start, index))
          this.#endElement(elements, true)
          this.#ended = true
          return
        }
        if (--this.#depth < 0) throw this.#problem()
      } else if (code === comma && this.#depth === 0) {
        this.#take(text.slice(start, index))
        this.#endElement(elements, false)
        start = index + 1
      }
    }
    if (!this.#ended) this.#take(text.slice(start))
  }

  /** @throws FileProblem when the text is over and the array is not */
  end(): void {
    if (!this.#ended) throw this.#problem()
  }

  #take(text: string): void {
    if (this.#element.length + text.length > maxRowCharacters) this.#tooLong = true
    else if (!this.#tooLong) this.#element += text
    if (this.#tooLong) this.#element = ''
  }

  #endElement(elements: ElementText[], last: boolean): void {
    const text = this.#element.trim()
    if (text === '' && !this.#tooLong) {
      // "[]" has no element; "[1,]" and "[,1]" are no JSON.
      if (!last || this.#needsComma) throw this.#problem()
      return
    }
    elements.push(this.#tooLong ? null : text)
    this.#count++
    this.#element = ''
    this.#tooLong = false
    this.#needsComma = true
  }

  #problem(): FileProblem {
    return new FileProblem('ingest.broken_json', String(this.#count + 1))
  }
}

/** Names under which an object keeps its rows. */
const rowKeys = new Set(['data', 'rows', 'items', 'records', 'results', 'meetings', 'reuniones', 'transcripts', 'transcripciones'])

/**
 * Finds where the rows begin in the head of a JSON text that is an array, or an object with an array of rows.
 * @returns the position after the array's opening bracket, or null when there is none
 */
export function findRows(head: string): number | null {
  const start = head.search(/\S/)
  if (start === -1) return null
  if (head[start] === '[') return start + 1
  if (head[start] !== '{') return null
  let depth = 0
  let key = ''
  for (let index = start; index < head.length; index++) {
    const code = head.charCodeAt(index)
    if (code === quote) {
      const end = endOfString(head, index)
      if (depth === 1) key = head.slice(index + 1, end)
      index = end
    } else if (code === openBrace || code === openBracket) {
      if (code === openBracket && depth === 1 && rowKeys.has(key.toLowerCase())) return index + 1
      depth++
    } else if (code === closeBrace || code === closeBracket) {
      if (--depth === 0) return null
    } else if (code === comma && depth === 1) key = ''
  }
  return null
}

function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === backslash) index++
    else if (code === quote) return index
  }
  return text.length
}
