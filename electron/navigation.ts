/** The console's own address inside the program: a scheme of our own, so that it has an origin and no file of the disk. */
export const consoleScheme = 'app'
export const consoleAddress = `${consoleScheme}://console/`

/** True for the console's own pages: the window may go nowhere else and opens no other windows. */
export function isConsoleAddress(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && url.protocol === `${consoleScheme}:` && url.host === 'console' && url.username === '' && url.password === ''
}

/**
 * What the console may use of all that browsers ask a person about: writing text to the clipboard, when it copies
 * something for them, the microphone, when they take a call over, and notices of the desktop, when a customer wants a
 * person. Never a camera.
 * @param media the kinds of media a 'media' permission is asked for
 */
export function isPermitted(permission: string, address: string, media: readonly (string | undefined)[] = []): boolean {
  if (!isConsoleAddress(address)) return false
  return permission === 'clipboard-sanitized-write' || permission === 'notifications' || (permission === 'media' && media.length > 0 && media.every((kind) => kind === 'audio'))
}
