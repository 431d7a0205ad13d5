import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { app, BrowserWindow, dialog, ipcMain, Menu, MessageChannelMain, protocol, safeStorage, session, utilityProcess } from 'electron'
import type { MessagePortMain, UtilityProcess } from 'electron'
import { defaultDataFolder } from '../engine/hosts/data-folder.ts'
import { consoleProtocol } from './console-protocol.ts'
import { keepEngineRunning } from './engine-process.ts'
import type { EngineChild } from './engine-process.ts'
import { hasKeychain, seal } from './keychain.ts'
import { menuTemplate } from './menu.ts'
import { consoleAddress, consoleScheme, isConsoleAddress } from './navigation.ts'
import { unpacked } from './packed-paths.ts'
import { makePageRecovery, recoveryQuestion } from './page-recovery.ts'
import { makePortBroker } from './port-broker.ts'
import { makeQuitting } from './quitting.ts'
import { shellLanguage } from './shell-language.ts'
import { focusWindow, guardContents, guardSession, windowOptions } from './window.ts'

/** How long quitting waits for the engine; its jobs go on at the next start either way. */
const quitPatience = 2_000

const here = import.meta.dirname
const { values } = parseArgs({ args: process.argv.slice(1), options: { data: { type: 'string' } }, strict: false })
// Electron takes whole paths only.
const dataFolder = resolve(typeof values.data === 'string' ? values.data : defaultDataFolder({ platform: process.platform, home: homedir(), env: process.env }))
const icon = unpacked(join(here, '..', '..', 'resources', 'icons', 'icon.png'))

app.enableSandbox()
protocol.registerSchemesAsPrivileged([{ scheme: consoleScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
app.on('web-contents-created', (_event, contents) => guardContents(contents))
// As in electron-builder.yml: what the installer pinned to the taskbar and this window are one program to Windows.
if (process.platform === 'win32') app.setAppUserModelId('com.vocero.console')

if (!placeChromiumFiles()) app.exit(1)
else if (app.requestSingleInstanceLock()) void app.whenReady().then(run)
else app.quit()

/** Chromium's own files stay inside the data folder, and with them the lock: one program for each data folder. */
function placeChromiumFiles(): boolean {
  const folder = join(dataFolder, 'desktop')
  try {
    mkdirSync(folder, { recursive: true })
    app.setPath('userData', folder)
    return true
  } catch (error) {
    dialog.showErrorBox('Vocero', error instanceof Error ? error.message : String(error))
    return false
  }
}

function run(): void {
  guardSession(session.defaultSession)
  session.defaultSession.protocol.handle(consoleScheme, consoleProtocol(join(here, '..', 'renderer')))
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(shellLanguage(app.getLocale()), process.platform, !app.isPackaged)))

  const keychain = hasKeychain(safeStorage, log)
  const engine = keepEngineRunning<MessagePortMain>({
    fork: () => forkEngine(keychain),
    seal: (question) => seal(safeStorage, question),
    now: () => performance.now(),
    after(milliseconds, callback) {
      const timer = setTimeout(callback, milliseconds)
      return () => clearTimeout(timer)
    },
    onStatus(status) {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.send('vocero:engine', status)
      if (status.state === 'running') ports.engineIsRunning()
    },
    log,
  })
  const ports = makePortBroker(() => new MessageChannelMain(), (port) => engine.connect(port))
  ipcMain.on('vocero:ready', ({ senderFrame }) => {
    if (senderFrame === null || !isConsoleAddress(senderFrame.url)) return
    senderFrame.send('vocero:engine', engine.status)
    ports.request(senderFrame)
  })

  const quitting = makeQuitting({
    stopEngine: () => engine.stop(quitPatience),
    quit: () => app.quit(),
    relaunch() {
      // An AppImage runs from where it is mounted, which is gone by then.
      const image = process.env['APPIMAGE']
      app.relaunch(image === undefined ? {} : { execPath: image })
    },
  })
  const showWindow = () => {
    const window = BrowserWindow.getAllWindows()[0]
    if (window === undefined) openWindow()
    else focusWindow(window)
  }
  openWindow()
  app.on('second-instance', () => quitting.windowWanted(showWindow))
  app.on('activate', (_event, hasVisibleWindows) => {
    if (!hasVisibleWindows) quitting.windowWanted(showWindow)
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('will-quit', (event) => quitting.willQuit(event))
}

function openWindow(): void {
  const window = new BrowserWindow(windowOptions(join(here, '..', 'preload', 'preload.cjs'), icon, !app.isPackaged))
  window.once('ready-to-show', () => window.show())
  const recoveryFor = makePageRecovery(() => performance.now())
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    const recovery = recoveryFor(reason)
    if (recovery === 'leave') return
    log(`The window's page ended (${reason}, code ${exitCode}).`)
    // Not within the event: Chromium is still clearing the dead process away.
    if (recovery === 'reload') setImmediate(() => loadConsole(window))
    else void askToReload(window)
  })
  loadConsole(window)
}

async function askToReload(window: BrowserWindow): Promise<void> {
  const { response } = await dialog.showMessageBox(recoveryQuestion(shellLanguage(app.getLocale())))
  if (response === 0) loadConsole(window)
  else app.quit()
}

function loadConsole(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  // Fails when the window is closed, or its page ends, before it is loaded; both are seen to where they are told.
  window.loadURL(consoleAddress).catch((error: unknown) => log(`The console was not loaded: ${String(error)}`))
}

/** Where the engine writes its own log too. */
function log(line: string): void {
  process.stderr.write(`${line}\n`)
}

function forkEngine(keychain: boolean): EngineChild<MessagePortMain> {
  const child: UtilityProcess = utilityProcess.fork(unpacked(join(here, 'engine.js')), keychain ? [dataFolder, 'keychain'] : [dataFolder], { serviceName: 'Vocero engine', stdio: 'inherit' })
  return child
}
