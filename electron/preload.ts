import { contextBridge, ipcRenderer } from 'electron'

/** The page's window, as little of it as is used here; the rest of this folder runs where there is none. */
declare const window: {
  readonly location: { readonly origin: string }
  addEventListener(type: 'message', listener: (event: { readonly source: unknown; readonly data: unknown }) => void): void
  postMessage(message: unknown, targetOrigin: string, transfer?: readonly unknown[]): void
}

/**
 * All that the page is given: the word that it runs in the desktop, and a port to the engine each time it asks with
 * `vocero:ready`. No function of Electron or Node crosses over.
 */
contextBridge.exposeInMainWorld('vocero', { desktop: true })

window.addEventListener('message', (event) => {
  if (event.source === window && (event.data as { type?: unknown } | null)?.type === 'vocero:ready') ipcRenderer.send('vocero:ready')
})

ipcRenderer.on('vocero:port', (event) => window.postMessage({ type: 'vocero:port' }, window.location.origin, event.ports))

// The port closes by itself when its engine dies; this says why and how long until the next one.
ipcRenderer.on('vocero:engine', (_event, status: unknown) => window.postMessage({ type: 'vocero:engine', status }, window.location.origin))
