import type { Language } from '../taxonomy.ts'
import type { ReadTranscript } from './transcript-reader.ts'
import { parsePhrase } from './phrases.ts'

/** A cue ready to match. Hits of one `group` compete: of two that overlap the longer one stands. */
export interface MatchableCue {
  phrase: string
  group: number
}

/** Cue `cue` was found in the words [first, last]. */
export interface CueHit {
  cue: number
  first: number
  last: number
}

const LONGEST_GAP = 7

interface Chain {
  cue: number
  group: number
  parts: number
  /** Where the states of its unfinished parts lie. */
  stateAt: number
}

interface Ending {
  chain: number
  part: number
}

/**
 * Finds all cues of one language in one walk over the words. A trie over word stems, entered at every word; a cue with gaps is a
 * chain of parts that wait for each other. Time is linear in the words: the trie is no deeper than the longest cue.
 */
export class CueMatcher {
  /** Stem to symbol; words outside of it can start or continue no cue. */
  readonly symbols = new Map<string, number>()
  private readonly language: Language
  private readonly chains: Chain[] = []
  private readonly children: Map<number, number>[] = [new Map()]
  private readonly endings: Ending[][] = [[]]
  private states = 0
  private readonly coveredFirst: Int32Array
  private readonly coveredLast: Int32Array
  /** Child of the root by symbol, -1 for none: most words end the walk here. */
  private readonly rootChild: Int32Array
  private readonly partFirst: Int32Array
  private readonly partLast: Int32Array

  constructor(cues: MatchableCue[], language: Language) {
    this.language = language
    const groups = cues.reduce((most, cue) => Math.max(most, cue.group + 1), 0)
    this.coveredFirst = new Int32Array(groups)
    this.coveredLast = new Int32Array(groups)
    cues.forEach((cue, index) => this.add(cue, index))
    this.rootChild = new Int32Array(this.symbols.size).fill(-1)
    for (const [symbol, node] of this.children[0]!) this.rootChild[symbol] = node
    this.partFirst = new Int32Array(this.states)
    this.partLast = new Int32Array(this.states)
  }

  private add(cue: MatchableCue, index: number): void {
    const parts = parsePhrase(cue.phrase, this.language)
    const chain = this.chains.push({ cue: index, group: cue.group, parts: parts.length, stateAt: this.states }) - 1
    this.states += parts.length
    parts.forEach((spellings, part) => {
      const nodes = new Set(spellings.map((spelling) => this.nodeOf(spelling)))
      for (const node of nodes) this.endings[node]!.push({ chain, part })
    })
  }

  private nodeOf(stems: string[]): number {
    let node = 0
    for (const stem of stems) {
      let symbol = this.symbols.get(stem)
      if (symbol === undefined) this.symbols.set(stem, (symbol = this.symbols.size))
      let next = this.children[node]!.get(symbol)
      if (next === undefined) {
        next = this.children.push(new Map()) - 1
        this.endings.push([])
        this.children[node]!.set(symbol, next)
      }
      node = next
    }
    return node
  }

  /** All hits in the order of their last part's first word. */
  match(read: ReadTranscript): CueHit[] {
    const hits: CueHit[] = []
    const { words, sentenceOf } = read
    this.coveredLast.fill(-1)
    this.partFirst.fill(-1)
    const path: number[] = []
    for (let first = 0; first < words.length; first++) {
      const firstSymbol = words[first]!.symbol
      if (firstSymbol < 0 || this.rootChild[firstSymbol]! < 0) continue
      let node = this.rootChild[firstSymbol]!
      path.length = 0
      path.push(node)
      for (let at = first + 1; at < words.length && sentenceOf[at] === sentenceOf[first]; at++) {
        const symbol = words[at]!.symbol
        if (symbol < 0) break
        const next = this.children[node]!.get(symbol)
        if (next === undefined) break
        node = next
        path.push(node)
      }
      // Longest first, so that "tienda en linea" is taken before the "tienda" inside it.
      for (let depth = path.length - 1; depth >= 0; depth--) {
        for (const ending of this.endings[path[depth]!]!) this.end(ending, first, first + depth, sentenceOf, hits)
      }
    }
    return hits
  }

  private end(ending: Ending, first: number, last: number, sentenceOf: Int32Array, hits: CueHit[]): void {
    const chain = this.chains[ending.chain]!
    if (chain.parts === 1) {
      const inside = last <= this.coveredLast[chain.group]!
      // The same words may speak for two values of one group: only a longer cue silences a shorter one inside it.
      if (inside && !(first === this.coveredFirst[chain.group] && last === this.coveredLast[chain.group])) return
      this.coveredFirst[chain.group] = first
      this.coveredLast[chain.group] = last
      hits.push({ cue: chain.cue, first, last })
      return
    }
    const state = chain.stateAt + ending.part
    let from = first
    if (ending.part > 0) {
      const before = state - 1
      if (this.partFirst[before]! < 0) return
      const gap = first - this.partLast[before]! - 1
      if (gap < 0 || gap > LONGEST_GAP || sentenceOf[this.partFirst[before]!] !== sentenceOf[first]) return
      from = this.partFirst[before]!
    }
    if (ending.part === chain.parts - 1) hits.push({ cue: chain.cue, first: from, last })
    else if (ending.part === 0 || this.partFirst[state]! < 0 || this.partLast[state]! < first) {
      this.partFirst[state] = from
      this.partLast[state] = last
    }
  }
}
