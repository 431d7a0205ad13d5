import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { app, BrowserWindow, ipcMain, Menu, MessageChannelMain, protocol, session, utilityProcess } from 'electron'
import type { MessagePortMain, UtilityProcess } from 'electron'
import { defaultDataFolder } from '../engine/hosts/data-folder.ts'
import { consoleProtocol } from './console-protocol.ts'
import { keepEngineRunning } from './engine-process.ts'
import type { EngineChild } from './engine-process.ts'
import { menuLanguage, menuTemplate } from './menu.ts'
import { consoleAddress, consoleScheme, isConsoleAddress } from './navigation.ts'
import { unpacked } from './packed-paths.ts'
import { makePortBroker } from './port-broker.ts'
import { focusWindow, guardContents, guardSession, windowOptions } from './window.ts'

/** How long quitting waits for the engine; its jobs go on at the next start either way. */
const quitPatience = 2_000

const here = import.meta.dirname
const { values } = parseArgs({ args: process.argv.slice(1), options: { data: { type: 'string' } }, strict: false })
const dataFolder = typeof values.data === 'string' ? values.data : defaultDataFolder({ platform: process.platform, home: homedir(), env: process.env })
const icon = unpacked(join(here, '..', '..', 'resources', 'icons', 'icon.png'))

// Chromium's own files stay inside the data folder, and with them the lock: one program for each data folder.
app.setPath('userData', join(dataFolder, 'desktop'))
protocol.registerSchemesAsPrivileged([{ scheme: consoleScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
app.enableSandbox()
app.on('web-contents-created', (_event, contents) => guardContents(contents))

if (app.requestSingleInstanceLock()) void app.whenReady().then(run)
else app.quit()

function run(): void {
  guardSession(session.defaultSession)
  session.defaultSession.protocol.handle(consoleScheme, consoleProtocol(join(here, '..', 'renderer')))
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(menuLanguage(app.getLocale()), process.platform, !app.isPackaged)))

  const engine = keepEngineRunning<MessagePortMain>({
    fork: forkEngine,
    now: () => performance.now(),
    after(milliseconds, callback) {
      const timer = setTimeout(callback, milliseconds)
      return () => clearTimeout(timer)
    },
    onStatus(status) {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.send('vocero:engine', status)
      if (status.state === 'running') ports.engineIsRunning()
    },
  })
  const ports = makePortBroker(() => new MessageChannelMain(), (port) => engine.connect(port))
  ipcMain.on('vocero:ready', (event) => {
    if (event.senderFrame === null || !isConsoleAddress(event.senderFrame.url)) return
    event.sender.send('vocero:engine', engine.status)
    ports.request(event.sender)
  })

  openWindow()
  app.on('second-instance', () => {
    const window = BrowserWindow.getAllWindows()[0]
    if (window === undefined) openWindow()
    else focusWindow(window)
  })
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })

  let engineIsGone = false
  async function stopEngineFirst(): Promise<void> {
    await engine.stop(quitPatience)
    engineIsGone = true
    app.quit()
  }
  app.on('before-quit', (event) => {
    if (engineIsGone) return
    event.preventDefault()
    void stopEngineFirst()
  })
}

function openWindow(): void {
  const window = new BrowserWindow(windowOptions(join(here, '..', 'preload', 'preload.cjs'), icon))
  window.once('ready-to-show', () => window.show())
  void window.loadURL(consoleAddress)
}

function forkEngine(): EngineChild<MessagePortMain> {
  const child: UtilityProcess = utilityProcess.fork(unpacked(join(here, 'engine.js')), [dataFolder], { serviceName: 'Vocero engine', stdio: 'inherit' })
  return child
}
