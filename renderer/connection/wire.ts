import type { ClientContext, ClientLink } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import { onShellStatus, typeOf } from './shell-status.ts'

/** One live way to the engine. `closed` resolves when it is gone; the link then rejects the calls waiting on it. */
export type Wire = { link: ClientLink<ClientContext>, isOpen: () => boolean, closed: Promise<void> }

declare global {
  interface Window {
    /** Set by Electron's preload. */
    vocero?: { desktop: boolean }
  }
}

const tokenKey = 'vocero.token'
const openTimeoutMs = 8_000

/** Opens the way this page was given: the port of the desktop shell, or a WebSocket to the host that served it. */
export function openWire(): Promise<Wire> {
  return window.vocero?.desktop ? openPort() : openSocket()
}

/** The preload answers `vocero:ready` with a port into the engine, as soon as there is an engine. */
function openPort(): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      window.removeEventListener('message', receive)
      clearTimeout(timer)
    }
    const receive = (event: MessageEvent) => {
      const port = event.ports[0]
      // Only this window's own preload may hand over a port.
      if (event.source !== window || typeOf(event.data) !== 'vocero:port' || !port) return
      stop()
      resolve(portWire(port))
    }
    const timer = setTimeout(() => {
      stop()
      reject(new Error('The desktop shell gave no port.'))
    }, openTimeoutMs)
    window.addEventListener('message', receive)
    window.postMessage({ type: 'vocero:ready' }, '*')
  })
}

function portWire(port: MessagePort): Wire {
  let open = true
  // Heard before the link hears it: a call that fails because of this must find the wire closed.
  const closed = new Promise<void>(resolve => {
    port.addEventListener('close', () => {
      open = false
      resolve()
    }, { once: true })
  })
  // Electron closes the port with its engine; the shell says so too, and whichever comes first ends the wire.
  const forget = onShellStatus(({ isRunning }) => { if (!isRunning) port.dispatchEvent(new Event('close')) })
  void closed.then(forget)
  const link = new PortLink({ port })
  port.start()
  return { link, isOpen: () => open, closed }
}

function openSocket(): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const scheme = window.location.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = new WebSocket(`${scheme}//${window.location.host}/rpc?token=${encodeURIComponent(takeToken())}`)
    const timer = setTimeout(() => socket.close(), openTimeoutMs)
    const closed = new Promise<void>(tellClosed => {
      socket.addEventListener('close', () => {
        clearTimeout(timer)
        tellClosed()
        reject(new Error('The engine refused the connection or is not running.'))
      })
    })
    const link = new SocketLink({ websocket: socket })
    socket.addEventListener('open', () => {
      clearTimeout(timer)
      resolve({ link, isOpen: () => socket.readyState === WebSocket.OPEN, closed })
    })
  })
}

/** The key of the local host: from the address at the first visit, from then on only in this tab's own storage. */
function takeToken(): string {
  const address = new URL(window.location.href)
  const given = address.searchParams.get('token')
  if (given === null) return window.sessionStorage.getItem(tokenKey) ?? ''
  window.sessionStorage.setItem(tokenKey, given)
  // Or the key would stay in the history, in screenshots and in copied links.
  address.searchParams.delete('token')
  window.history.replaceState(null, '', address)
  return given
}
