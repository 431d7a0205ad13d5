import type { BrowserWindow as Window, BrowserWindowConstructorOptions, Session, WebContents } from 'electron'
import { isConsoleAddress, isPermitted } from './navigation.ts'

/**
 * How the window is made: the page in it can touch nothing but what the preload script hands it.
 * @param developer allows the developer tools; a packaged program has none.
 */
export function windowOptions(preload: string, icon: string, developer: boolean): BrowserWindowConstructorOptions {
  return {
    title: 'Vocero',
    icon,
    width: 1360,
    height: 860,
    minWidth: 960,
    minHeight: 600,
    // Shown when its first picture is ready: nobody sees an empty frame.
    show: false,
    webPreferences: {
      preload,
      devTools: developer,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  }
}

/** Refuses every permission the console has no use for, of this session's pages and devices. */
export function guardSession(session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => answer(isPermitted(permission, details.requestingUrl, 'mediaTypes' in details ? details.mediaTypes : [])))
  session.setPermissionCheckHandler((_contents, permission, origin, details) => isPermitted(permission, `${origin}/`, [details.mediaType]))
  session.setDevicePermissionHandler(() => false)
}

/** Keeps a page where it is: no other address, no further windows, no embedded pages. Every page of the program gets this. */
export function guardContents(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => refuseOthers(event))
  contents.on('will-redirect', (event) => refuseOthers(event))
  contents.on('will-frame-navigate', (event) => refuseOthers(event))
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

function refuseOthers(event: { readonly url: string; preventDefault(): void }): void {
  if (!isConsoleAddress(event.url)) event.preventDefault()
}

/** Brings a window the person already has to the front. */
export function focusWindow(window: Pick<Window, 'isMinimized' | 'restore' | 'show' | 'focus'>): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
