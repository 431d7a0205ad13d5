/**
 * For onOpenAutoFocus of Radix: what opens takes the focus itself, so that no button in it looks chosen (nor opens its
 * tooltip) before the person moves. Fields that ask for the focus with autoFocus keep it.
 */
export function focusContent(event: Event): void {
  event.preventDefault()
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
}
