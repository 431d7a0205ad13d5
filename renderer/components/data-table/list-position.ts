/** Where an item is in a list of which only some pages are in memory, or null when none of them has it. */
export function positionIn(pages: Iterable<readonly [page: number, ids: readonly string[]]>, id: string, rowsPerPage: number): number | null {
  for (const [page, ids] of pages) {
    const index = ids.indexOf(id)
    if (index >= 0) return page * rowsPerPage + index
  }
  return null
}

/** The position `step` away, or null at the end of the list. */
export function stepped(position: number, step: -1 | 1, total: number): number | null {
  const next = position + step
  return next >= 0 && next < total ? next : null
}
