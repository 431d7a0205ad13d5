import type { MenuItemConstructorOptions } from 'electron'
import { expect, it } from 'vitest'
import { menuTemplate } from './menu.ts'

function items(template: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? items(item.submenu) : [])])
}

it.each(['darwin', 'linux', 'win32'] as const)('has copy, paste and quit on %s, and developer tools only for developers', (platform) => {
  for (const language of ['es', 'en'] as const) {
    const roles = items(menuTemplate(language, platform, false)).map((item) => item.role)
    expect(roles).toEqual(expect.arrayContaining(['copy', 'paste', 'selectAll', 'quit']))
    expect(roles).not.toContain('toggleDevTools')
    expect(items(menuTemplate(language, platform, true)).map((item) => item.role)).toContain('toggleDevTools')
  }
})

function labels(language: 'es' | 'en'): (string | undefined)[] {
  return items(menuTemplate(language, 'darwin', true)).map((item) => item.label)
}

it('is translated: no two languages share a menu', () => {
  expect(labels('es').filter((label, index) => label !== undefined && label !== 'Vocero' && label === labels('en')[index])).toEqual([])
})
