/**
 * For onOpenAutoFocus of Radix: the focus goes to the first text field, or else to what opened itself, so that no button
 * looks chosen (nor opens its tooltip) before the person moves.
 */
export function focusContent(event: Event): void {
  event.preventDefault()
  const content = event.currentTarget
  if (!(content instanceof HTMLElement)) return
  const field = content.querySelector<HTMLElement>('input:not([type=checkbox]):not([type=radio]):not([type=file]), textarea')
  const target = field ?? content
  target.focus()
}
