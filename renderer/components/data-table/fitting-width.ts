/** A header's padding on both sides, and room for the mark of the order. */
const headerExtra = 44
/** A long text is read in the detail panel; a column for it wider than this would push all others away. */
const widestFit = 640

/**
 * How wide a column has to be for what is on screen of it, in pixels.
 * @param grid the table
 * @param position the column's `aria-colindex`
 */
export function fittingWidth(grid: Element, position: number): number {
  const cells = [...grid.querySelectorAll(`[aria-colindex="${position}"]`)]
  const widths = cells.map(cell => contentWidth(cell) + (cell.role === 'columnheader' ? headerExtra : paddingOf(cell)))
  return Math.min(widestFit, Math.ceil(Math.max(0, ...widths)))
}

function paddingOf(cell: Element): number {
  const { paddingLeft, paddingRight } = getComputedStyle(cell)
  // One pixel more, because widths of text are fractions and those of columns are not.
  return Number.parseFloat(paddingLeft) + Number.parseFloat(paddingRight) + 1
}

/** The width its content takes on one line, also where it is cut off. */
function contentWidth(cell: Element): number {
  const parts = [cell, ...cell.querySelectorAll('*')].filter(part => part.childElementCount === 0 && !part.matches('[data-column-edge]')).map(partRect)
  return parts.length === 0 ? 0 : Math.max(...parts.map(rect => rect.right)) - Math.min(...parts.map(rect => rect.left))
}

/** Of a text the whole of it, of an icon or a bar its box. */
function partRect(part: Element): DOMRect {
  if (part.textContent === '') return part.getBoundingClientRect()
  const range = document.createRange()
  range.selectNodeContents(part)
  return range.getBoundingClientRect()
}
