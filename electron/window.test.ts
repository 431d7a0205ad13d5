import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { isConsoleAddress, isPermitted } from './navigation.ts'
import { unpacked } from './packed-paths.ts'
import { guardContents, guardSession, windowOptions } from './window.ts'

describe('where the window may go', () => {
  it.each(['app://console/', 'app://console/index.html#/jobs'])('to %s', (address) => {
    expect(isConsoleAddress(address)).toBe(true)
  })

  it.each(['https://example.com/', 'app://other/', 'app://console.example.com/', 'app://me@console/', 'file:///etc/passwd', 'javascript:alert(1)', 'data:text/html,x', 'about:blank', ''])('not to %s', (address) => {
    expect(isConsoleAddress(address)).toBe(false)
  })

  it('stops every navigation away and every new window', () => {
    let openWindow: unknown
    const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: (handler: () => unknown) => { openWindow = handler() } })
    guardContents(contents as unknown as Parameters<typeof guardContents>[0])
    expect(openWindow).toEqual({ action: 'deny' })
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      const away = { url: 'https://example.com/', preventDefault: vi.fn<() => void>() }
      const home = { url: 'app://console/#/jobs', preventDefault: vi.fn<() => void>() }
      contents.emit(name, away)
      contents.emit(name, home)
      expect(away.preventDefault).toHaveBeenCalledOnce()
      expect(home.preventDefault).not.toHaveBeenCalled()
    }
  })
})

it('permits the console to copy text, to be spoken into and to call a person, and nothing else to anyone', () => {
  expect(isPermitted('clipboard-sanitized-write', 'app://console/')).toBe(true)
  expect(isPermitted('clipboard-sanitized-write', 'https://example.com/')).toBe(false)
  expect(isPermitted('notifications', 'app://console/')).toBe(true)
  expect(isPermitted('notifications', 'https://example.com/')).toBe(false)
  expect(isPermitted('media', 'app://console/', ['audio'])).toBe(true)
  expect(isPermitted('media', 'app://console/', ['audio', 'video'])).toBe(false)
  expect(isPermitted('media', 'https://example.com/', ['audio'])).toBe(false)
  for (const permission of ['clipboard-read', 'media', 'geolocation', 'openExternal', 'usb', 'fullscreen']) expect(isPermitted(permission, 'app://console/')).toBe(false)
})

it('answers the frame that asks, not the window it is in', () => {
  const session = { setPermissionRequestHandler: vi.fn<(handler: unknown) => void>(), setPermissionCheckHandler: vi.fn<(handler: unknown) => void>(), setDevicePermissionHandler: vi.fn<(handler: unknown) => void>() }
  guardSession(session as unknown as Parameters<typeof guardSession>[0])
  const request = session.setPermissionRequestHandler.mock.calls[0]?.[0] as (contents: unknown, permission: string, answer: (granted: boolean) => void, details: { requestingUrl: string }) => void
  const answers: boolean[] = []
  for (const requestingUrl of ['app://console/', 'https://example.com/']) request({ getURL: () => 'app://console/' }, 'clipboard-sanitized-write', (granted) => answers.push(granted), { requestingUrl })
  expect(answers).toEqual([true, false])
})

it('opens a window whose page has no way into the machine', () => {
  expect(windowOptions('/preload.cjs', '/icon.png', false).webPreferences).toMatchObject({ devTools: false, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false })
})

it('finds unpacked files beside the archive, and source files where they are', () => {
  expect(unpacked('/opt/Vocero/resources/app.asar/out/main/engine.js')).toBe('/opt/Vocero/resources/app.asar.unpacked/out/main/engine.js')
  expect(unpacked('C:\\Vocero\\resources\\app.asar\\out\\main\\engine.js')).toBe('C:\\Vocero\\resources\\app.asar.unpacked\\out\\main\\engine.js')
  expect(unpacked('/home/me/vocero/out/main/engine.js')).toBe('/home/me/vocero/out/main/engine.js')
})
