/** The places of canned replies that still stand open in a text, each once; also those of which the engine knows nothing, because no customer should read them. */
export function openPlaces(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].flatMap(match => match[1] ?? []))]
}

/** What is typed of a canned reply's shortcut: the text is a slash and the beginning of a name, nothing more; null otherwise. */
export function typedShortcut(text: string): string | null {
  return /^\/([\p{L}\p{N}_-]*)$/u.exec(text)?.[1]?.toLocaleLowerCase() ?? null
}

/** The text cut where its open places are, so that each can be marked. */
export function cutAtPlaces(text: string): { text: string, isPlace: boolean }[] {
  return text.split(/(\{\{\s*\w+\s*\}\})/).filter(part => part !== '').map(part => ({ text: part, isPlace: openPlaces(part).length > 0 }))
}
