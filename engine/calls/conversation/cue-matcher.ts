import { fold, type Token } from './tokens.ts'

/** Cues of one meaning. `except` lists wordings that look like it and mean something else: they void the cues they overlap. */
export interface CueGroup {
  strong: readonly string[]
  weak?: readonly string[]
  except?: readonly string[]
}

/** A cue found in an utterance: tokens `from` up to, not including, `to`. */
export interface Hit<Group extends string> {
  group: Group
  weak: boolean
  from: number
  to: number
}

/** A row of elements. */
type Row = Element[]
interface Word { kind: 'word'; word: string; beginning: boolean }
type Element =
  | Word
  | { kind: 'oneOf'; words: ReadonlySet<string>; beginnings: readonly string[] }
  | { kind: 'choice'; choices: Row[]; optional: boolean }
  | { kind: 'not'; choices: Row[] }
  | { kind: 'gap'; within: 1 | 2 }
  | { kind: 'start' | 'end' | 'name' }

interface Cue<Group> {
  group: Group
  weak: boolean
  except: boolean
  row: Row
}

const MOST_BETWEEN = 4

/**
 * Compiles cue groups. A cue is a row of words that follow one another within a sentence:
 * `(a|b c)` a choice (they nest), `(a|b)?` may be missing, `wor*` a beginning, `...` up to four words between (`..` without a comma), `!(a|b)` must not follow,
 * `#` a word with a capital letter, `^` and `$` the beginning and end of a clause.
 * @throws Error for unbalanced parentheses and for cues whose first word is open.
 */
export function compileCues<Group extends string>(groups: Readonly<Record<Group, CueGroup>>): (tokens: readonly Token[]) => Hit<Group>[] {
  const byWord = new Map<string, Cue<Group>[]>()
  const byBeginning = new Map<string, Cue<Group>[]>()
  const add = (group: Group, text: string, weak: boolean, except: boolean): void => {
    const cue = { group, weak, except, row: parseCue(text) }
    for (const first of new Set(firstWords(cue.row, text))) {
      const index = first.endsWith('*') ? byBeginning : byWord
      const key = first.endsWith('*') ? first.slice(0, 3) : first
      const cues = index.get(key)
      if (!cues) index.set(key, [cue])
      else if (cues.at(-1) !== cue) cues.push(cue)
    }
  }
  for (const [group, cues] of Object.entries(groups) as [Group, CueGroup][]) {
    for (const text of cues.strong) add(group, text, false, false)
    for (const text of cues.weak ?? []) add(group, text, true, false)
    for (const text of cues.except ?? []) add(group, text, false, true)
  }
  return (tokens) => {
    const hits: Hit<Group>[] = []
    const exceptions: Hit<Group>[] = []
    const tryAll = (cues: Cue<Group>[] | undefined, from: number): void => {
      for (const cue of cues ?? []) {
        const to = matchRow(tokens, from, cue.row, 0, from, arrived)
        if (to > from) (cue.except ? exceptions : hits).push({ group: cue.group, weak: cue.weak, from, to })
      }
    }
    for (let from = 0; from < tokens.length; from++) {
      const { word, capital } = tokens[from]!
      tryAll(byWord.get(word), from)
      if (capital) tryAll(byWord.get('#'), from)
      if (word.length >= 3) tryAll(byBeginning.get(word.slice(0, 3)), from)
    }
    if (exceptions.length === 0) return hits
    return hits.filter((hit) => !exceptions.some((one) => one.group === hit.group && one.from < hit.to && hit.from < one.to))
  }
}

function parseCue(text: string): Row {
  const pieces = fold(text).match(/\.{2,3}|!|\(|\)\??|\||[^\s()|!]+/g) ?? []
  let place = 0
  const readChoices = (): Row[] => {
    const rows: Row[] = [[]]
    for (; place < pieces.length && !pieces[place]!.startsWith(')'); place++) {
      if (pieces[place] === '|') rows.push([])
      else rows.at(-1)!.push(readElement())
    }
    return rows
  }
  const readElement = (): Element => {
    const piece = pieces[place]!
    if (piece === '...') return { kind: 'gap', within: 2 }
    if (piece === '..') return { kind: 'gap', within: 1 }
    if (piece === '^') return { kind: 'start' }
    if (piece === '$') return { kind: 'end' }
    if (piece === '#') return { kind: 'name' }
    if (piece === '!') {
      place++
      const element = readElement()
      return { kind: 'not', choices: element.kind === 'choice' ? element.choices : [[element]] }
    }
    if (piece !== '(') return { kind: 'word', word: piece.replace(/\*$/, ''), beginning: piece.endsWith('*') }
    place++
    const choices = readChoices()
    const close = pieces[place]
    if (close === undefined || choices.some((row) => row.length === 0)) throw new Error(`the cue "${text}" has a choice that is empty or not closed`)
    const optional = close.endsWith('?')
    const words = choices.map((row) => row[0]).filter((element): element is Word => element?.kind === 'word')
    if (optional || words.length < choices.length || choices.some((row) => row.length > 1)) return { kind: 'choice', choices, optional }
    return { kind: 'oneOf', words: new Set(words.filter((one) => !one.beginning).map((one) => one.word)), beginnings: words.filter((one) => one.beginning).map((one) => one.word) }
  }
  const rows = readChoices()
  if (place < pieces.length || rows.length !== 1 || rows[0]!.length === 0) throw new Error(`the cue "${text}" cannot be read`)
  return rows[0]!
}

/** The words a cue can begin with ("*" behind a beginning): the index that makes cues cost nothing where none of their first words is. */
function firstWords(row: Row, text: string): string[] {
  const words: string[] = []
  for (const element of row) {
    if (element.kind === 'start' || element.kind === 'not') continue
    if (element.kind === 'word') {
      if (element.beginning && element.word.length < 3) throw new Error(`the cue "${text}" begins with fewer than three letters before *`)
      return [...words, element.beginning ? `${element.word}*` : element.word]
    }
    if (element.kind === 'oneOf') {
      if (element.beginnings.some((beginning) => beginning.length < 3)) throw new Error(`the cue "${text}" begins with fewer than three letters before *`)
      return [...words, ...element.words, ...element.beginnings.map((beginning) => `${beginning}*`)]
    }
    if (element.kind === 'name') return [...words, '#']
    if (element.kind !== 'choice') break
    for (const choice of element.choices) words.push(...firstWords(choice, text))
    if (!element.optional) return words
  }
  throw new Error(`the cue "${text}" has no first word`)
}

const arrived = (at: number): number => at

/** Where the match of `row[index...]` at token `at`, and of what `then` wants after it, ends; -1 without one. `from` is where the cue began. */
function matchRow(tokens: readonly Token[], at: number, row: Row, index: number, from: number, then: (at: number) => number): number {
  let element = row[index]
  // Single words are most of every cue: walking over them here keeps the calls and closures below for the few that get that far.
  while (element?.kind === 'word' || element?.kind === 'oneOf') {
    const token = tokens[at]
    // Only the first word of a cue may stand at the beginning of a sentence: cues do not run over its end.
    if (!token || (token.breakBefore === 2 && at > from)) return -1
    const { word } = token
    if (element.kind === 'oneOf' ? !element.words.has(word) && !element.beginnings.some((beginning) => word.startsWith(beginning)) : element.beginning ? !word.startsWith(element.word) : word !== element.word) return -1
    at++
    element = row[++index]
  }
  if (!element) return then(at)
  const token = tokens[at]
  const rest = (place: number): number => matchRow(tokens, place, row, index + 1, from, then)
  switch (element.kind) {
    case 'name':
      return token && (token.breakBefore < 2 || at === from) && token.capital ? rest(at + 1) : -1
    case 'start':
      return token && token.breakBefore > 0 ? rest(at) : -1
    case 'end':
      return !token || token.breakBefore > 0 ? rest(at) : -1
    case 'not':
      return element.choices.some((choice) => matchRow(tokens, at, choice, 0, from, arrived) >= 0) ? -1 : rest(at)
    case 'choice':
      for (const choice of element.choices) {
        const to = matchRow(tokens, at, choice, 0, from, rest)
        if (to >= 0) return to
      }
      return element.optional ? rest(at) : -1
    case 'gap':
      for (let place = at; place <= at + MOST_BETWEEN && place <= tokens.length; place++) {
        if (place > from && place < tokens.length && tokens[place]!.breakBefore >= element.within) return -1
        const to = rest(place)
        if (to >= 0) return to
      }
      return -1
  }
}
