/** True while a key press belongs to a text field, or to a menu or dialog that lies over the page. */
export function keyBelongsElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true
  const target = event.target
  if (target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select'))) return true
  return document.querySelector('[role=dialog][data-state=open], [role=alertdialog][data-state=open], [role=menu][data-state=open], [role=listbox][data-state=open]') !== null
}

/** Which position a key of the table leads to, or null for keys that do not move. */
export function movedIndex(key: string, index: number, total: number, rowsOnScreen: number): number | null {
  const moves: Record<string, number> = {
    ArrowDown: index + 1, j: index + 1,
    ArrowUp: index - 1, k: index - 1,
    PageDown: index + rowsOnScreen, PageUp: index - rowsOnScreen,
    Home: 0, End: total - 1,
  }
  const wanted = moves[key]
  if (wanted === undefined || total === 0) return null
  return Math.min(Math.max(wanted, 0), total - 1)
}
