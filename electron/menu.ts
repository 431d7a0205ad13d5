import type { MenuItemConstructorOptions } from 'electron'
import type { ShellLanguage } from './shell-language.ts'

const words = {
  es: { file: 'Archivo', edit: 'Editar', view: 'Ver', window: 'Ventana', quit: 'Salir de Vocero', undo: 'Deshacer', redo: 'Rehacer', cut: 'Cortar', copy: 'Copiar', paste: 'Pegar', selectAll: 'Seleccionar todo', reload: 'Recargar', actualSize: 'Tamaño real', zoomIn: 'Acercar', zoomOut: 'Alejar', fullScreen: 'Pantalla completa', minimize: 'Minimizar', close: 'Cerrar ventana', hide: 'Ocultar Vocero', hideOthers: 'Ocultar otros', unhide: 'Mostrar todo', about: 'Acerca de Vocero', tools: 'Herramientas de desarrollo' },
  en: { file: 'File', edit: 'Edit', view: 'View', window: 'Window', quit: 'Quit Vocero', undo: 'Undo', redo: 'Redo', cut: 'Cut', copy: 'Copy', paste: 'Paste', selectAll: 'Select all', reload: 'Reload', actualSize: 'Actual size', zoomIn: 'Zoom in', zoomOut: 'Zoom out', fullScreen: 'Full screen', minimize: 'Minimize', close: 'Close window', hide: 'Hide Vocero', hideOthers: 'Hide others', unhide: 'Show all', about: 'About Vocero', tools: 'Developer tools' },
} as const

/**
 * The program's menu. Its roles bring the shortcuts people expect; without an Edit menu macOS has no copy and paste at all.
 * @param developer adds the developer tools; a packaged program has none.
 */
export function menuTemplate(language: ShellLanguage, platform: NodeJS.Platform, developer: boolean): MenuItemConstructorOptions[] {
  const text = words[language]
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const quit: MenuItemConstructorOptions = { role: 'quit', label: text.quit }
  const application: MenuItemConstructorOptions = {
    label: 'Vocero',
    submenu: [{ role: 'about', label: text.about }, separator, { role: 'hide', label: text.hide }, { role: 'hideOthers', label: text.hideOthers }, { role: 'unhide', label: text.unhide }, separator, quit],
  }
  const close: MenuItemConstructorOptions = { role: 'close', label: text.close }
  const isMac = platform === 'darwin'
  return [
    ...(isMac ? [application] : []),
    { label: text.file, submenu: isMac ? [close] : [close, separator, quit] },
    {
      label: text.edit,
      submenu: [
        { role: 'undo', label: text.undo }, { role: 'redo', label: text.redo }, separator,
        { role: 'cut', label: text.cut }, { role: 'copy', label: text.copy }, { role: 'paste', label: text.paste }, { role: 'selectAll', label: text.selectAll },
      ],
    },
    {
      label: text.view,
      submenu: [
        { role: 'reload', label: text.reload }, separator,
        { role: 'resetZoom', label: text.actualSize }, { role: 'zoomIn', label: text.zoomIn }, { role: 'zoomOut', label: text.zoomOut }, separator,
        { role: 'togglefullscreen', label: text.fullScreen },
        ...(developer ? [separator, { role: 'toggleDevTools', label: text.tools } satisfies MenuItemConstructorOptions] : []),
      ],
    },
    { label: text.window, submenu: [{ role: 'minimize', label: text.minimize }] },
  ]
}
