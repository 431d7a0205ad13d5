import { cannedPlaces } from '../../../../engine/contract/chat.ts'

export type CannedPlace = typeof cannedPlaces[number]

/** The places of canned replies that still stand open in a text, each once. What else stands in braces is nobody's place. */
export function openPlaces(text: string): CannedPlace[] {
  const named = [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(match => match[1])
  return cannedPlaces.filter(place => named.includes(place))
}

/** What is typed of a canned reply's shortcut: the text is a slash and the beginning of a name, nothing more; null otherwise. */
export function typedShortcut(text: string): string | null {
  return /^\/([\p{L}\p{N}_-]*)$/u.exec(text)?.[1]?.toLocaleLowerCase() ?? null
}

/** The text cut where its open places are, so that each can be marked. */
export function cutAtPlaces(text: string): { text: string, isPlace: boolean }[] {
  return text.split(/(\{\{\s*\w+\s*\}\})/).filter(part => part !== '').map(part => ({ text: part, isPlace: openPlaces(part).length > 0 && part.startsWith('{{') }))
}
