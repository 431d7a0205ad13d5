/**
 * As the `ref` of something that takes the place of what had the focus: whoever works by keyboard goes on there, instead of
 * at the top of the page. The element needs `tabIndex={-1}`. A focus that is somewhere stays where it is.
 */
export function focusWhenLost(element: HTMLElement | null): void {
  if (element && document.activeElement === document.body) element.focus()
}
