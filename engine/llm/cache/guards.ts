import type { CacheGuard } from '../../../db/values.ts'
import type { Synonyms } from '../../knowledge/language/synonyms.ts'
import { fold, readWords } from '../../knowledge/language/words.ts'
import type { Piece, Question } from './question.ts'

/** What guards know beside the two questions. */
export interface GuardNeeds {
  readonly synonyms: Synonyms
  /** Products and the like that must be named in both questions or in neither. */
  readonly names: readonly string[]
}

/** A text without a mark at its end may be either. */
const contradict = (one: Question['ending'], other: Question['ending']): boolean => one !== null && other !== null && one !== other

type Guard = (asked: Question, kept: Question, needs: GuardNeeds) => boolean

const keysOf = (question: Question, wanted: (piece: Piece) => boolean): string[] => question.pieces.filter(wanted).map(({ key }) => key)
const sameList = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((key, at) => key === other[at])
const sameSet = (one: readonly string[], other: readonly string[]): boolean => sameList([...new Set(one)].sort(), [...new Set(other)].sort())

const isFrame = (prefix: string) => (piece: Piece) => piece.kind === 'frame' && piece.key.startsWith(prefix)

/** Every negation with what stands right behind it: "who has no money" and "no, who has money" differ. */
function denied(question: Question): string[] {
  return question.pieces.flatMap((piece, at) => (isFrame('negation:')(piece) ? [question.pieces[at + 1]?.key ?? ''] : []))
}

function isLike(one: Piece, other: Piece, language: Question['language'], synonyms: Synonyms): boolean {
  if (one.key === other.key) return one.kind === other.kind
  if (one.kind !== 'word' || other.kind !== 'word') return false
  const groups = synonyms[language].get(other.key)
  return groups !== undefined && (synonyms[language].get(one.key) ?? []).some((group) => groups.includes(group))
}

/** Whoever is named in one question, by a capital where none is due, must stand in the other too, however it is written there. */
function namedIn(names: Question, other: Question): boolean {
  return [...names.names].every((name) => other.padded.includes(` ${name} `))
}

/** Whether a thing is any of its sort in one question and a known one in the other; one without an article may be either. */
function sameThings(asked: Question, kept: Question): boolean {
  return [...asked.articles].every(([thing, article]) => (kept.articles.get(thing) ?? article) === article)
}

const guards: Readonly<Record<CacheGuard, Guard>> = {
  negation: (asked, kept) => sameSet(denied(asked), denied(kept)),
  numbers: (asked, kept) => asked.signs === kept.signs && sameList(keysOf(asked, ({ kind }) => kind === 'number').sort(), keysOf(kept, ({ kind }) => kind === 'number').sort()),
  dates: (asked, kept) => {
    const isDate = (piece: Piece) => piece.kind === 'date' || isFrame('date:')(piece)
    return sameSet(keysOf(asked, isDate), keysOf(kept, isDate))
  },
  names: (asked, kept) => namedIn(asked, kept) && namedIn(kept, asked),
  products: (asked, kept, { names }) => names.every((name) => {
    const padded = ` ${readWords(name).map(({ written }) => fold(written)).join(' ')} `
    return padded.trim() === '' || asked.padded.includes(padded) === kept.padded.includes(padded)
  }),
  question: (asked, kept) => asked.language === kept.language && asked.moods === kept.moods && !contradict(asked.ending, kept.ending) && sameSet(keysOf(asked, isFrame('question:')), keysOf(kept, isFrame('question:'))),
  words: (asked, kept, { synonyms }) => {
    const [one, other] = [asked, kept].map(({ pieces }) => pieces.filter(({ kind }) => kind === 'word')) as [Piece[], Piece[]]
    const isIn = (piece: Piece, list: readonly Piece[]) => list.some((each) => isLike(piece, each, asked.language, synonyms))
    return one.every((piece) => isIn(piece, other)) && other.every((piece) => isIn(piece, one))
  },
  order: (asked, kept, { synonyms }) => {
    const [one, other] = [asked.pieces, kept.pieces]
    return sameThings(asked, kept) && one.length === other.length && one.every((piece, at) => isLike(piece, other[at] as Piece, asked.language, synonyms))
  },
}

/** From the plainest difference to the finest, so that what is told is the reason a person would give. */
const sequence = ['numbers', 'dates', 'negation', 'products', 'names', 'question', 'words', 'order'] as const satisfies readonly CacheGuard[]

/** The first guard that finds the two questions to be different; null when none does. */
export function guardAgainst(asked: Question, kept: Question, needs: GuardNeeds): CacheGuard | null {
  return sequence.find((name) => !guards[name](asked, kept, needs)) ?? null
}
