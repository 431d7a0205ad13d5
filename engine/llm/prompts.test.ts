import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { setPromptSharesTx } from '../../db/queries/prompts.ts'
import { writeTx } from '../../db/tx.ts'
import { openTestDatabase, testFolder } from '../../tests/harness/test-data.ts'
import { openPrompts, parsePrompt, renderPrompt } from './prompts.ts'

const content = (version: string, text: string, variables = '[]') => `---\nname: greet\nversion: "${version}"\nlabel: { es: Saludo, en: Greeting }\nnote: none\nvariables: ${variables}\n---\n${text}\n`

describe('a prompt\'s file', () => {
  test('is read and filled; what a value holds is not looked into', () => {
    const prompt = parsePrompt('greet.1.md', content('1', 'Hello {{ name }}, {{name}}!', '[name]'))
    expect(prompt).toMatchObject({ name: 'greet', version: '1', label: { es: 'Saludo', en: 'Greeting' }, text: 'Hello {{ name }}, {{name}}!' })
    expect(renderPrompt(prompt, { name: '{{name}} $& $1' })).toBe('Hello {{name}} $& $1, {{name}} $& $1!')
    expect(() => renderPrompt(prompt, {})).toThrow('needs name')
  })

  test.each([
    ['a place nobody fills', 'greet.1.md', content('1', 'Hello {{whom}}')],
    ['a variable without a place', 'greet.1.md', content('1', 'Hello', '[name]')],
    ['another version than its name says', 'greet.2.md', content('1', 'Hello')],
    ['no front matter', 'greet.1.md', 'Hello'],
    ['a front matter without a label', 'greet.1.md', '---\nname: greet\nversion: "1"\nnote: x\n---\nHello'],
  ])('with %s is refused by name', (_, file, text) => {
    expect(() => parsePrompt(file, text)).toThrow(file)
  })
})

describe('versions of a prompt', () => {
  let folder: ReturnType<typeof testFolder>
  beforeEach(() => {
    folder = testFolder()
    mkdirSync(join(folder.path, 'prompts'))
    for (const version of ['1', '2', '10']) writeFileSync(join(folder.path, 'prompts', `greet.${version}.md`), content(version, `Hello ${version}`))
  })
  afterEach(() => folder.remove())
  const keys = Array.from({ length: 2_000 }, (_, index) => `request ${index}`)

  test('by itself the newest takes all; shares are kept, whatever they were set to', () => {
    const database = openTestDatabase(folder.path)
    const prompts = openPrompts(database, folder.path)
    expect(prompts.versions('greet').map(({ version }) => version)).toEqual(['10', '2', '1'])
    expect(new Set(keys.map((key) => prompts.choose('greet', key).version))).toEqual(new Set(['10']))
    writeTx(database, (tx) => setPromptSharesTx(tx, 'greet', [{ version: '1', share: 0.25 }, { version: '10', share: 0.75 }]))
    const chosen = keys.map((key) => prompts.choose('greet', key).version)
    expect(chosen).toEqual(keys.map((key) => prompts.choose('greet', key).version))
    expect(chosen).not.toContain('2')
    expect(chosen.filter((version) => version === '1').length / keys.length).toBeCloseTo(0.25, 1)
    // A version that the program no longer has leaves its share to the others.
    writeTx(database, (tx) => setPromptSharesTx(tx, 'greet', [{ version: 'gone', share: 0.5 }, { version: '2', share: 0.5 }]))
    expect(prompts.choose('greet', 'any').version).toBe('2')
    database.close()
  })
})
