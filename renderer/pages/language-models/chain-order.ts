/** The ids with one of them moved to another place of the list; an order that does not change is given back as it is. */
export function movedTo(ids: readonly string[], id: string, place: number): readonly string[] {
  const from = ids.indexOf(id)
  const to = Math.min(Math.max(place, 0), ids.length - 1)
  if (from < 0 || from === to) return ids
  return ids.toSpliced(from, 1).toSpliced(to, 0, id)
}
