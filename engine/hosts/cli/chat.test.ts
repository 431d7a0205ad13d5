import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chat } from './chat.ts'
import { readCatalogue } from './chat-catalogue.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
const sample = fileURLToPath(new URL('../../../resources/sample/products.csv', import.meta.url))
const company = fileURLToPath(new URL('../../../resources/sample/company.md', import.meta.url))
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vocero-chat-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

/** Runs the command line as a person does. */
function vocero(args: string[], input = ''): Promise<{ code: number | null; out: string; err: string }> {
  const { promise, resolve } = Promise.withResolvers<{ code: number | null; out: string; err: string }>()
  const child = spawn(process.execPath, [main, ...args])
  let [out, err] = ['', '']
  child.stdout.on('data', (data: Buffer) => (out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (err += data.toString()))
  child.on('close', (code) => resolve({ code, out, err }))
  child.stdin.end(input)
  return promise
}

describe('vocero chat', () => {
  it('answers a script line by line, one object each', async () => {
    const script = write('script.txt', 'hola\nquiero 2 cascos blancos y 3 arneses\n\nhacen envíos a Pasto?\n')
    const { code, out, err } = await vocero(['chat', '--catalogue', sample, '--context', company, '--offline', '--script', script, '--json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const [hello, order, delivery, ...more] = out.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(more).toEqual([])
    expect(hello).toMatchObject({ intent: 'contexto', state: 'iniciada', cart: [], sources: [] })
    expect(order).toMatchObject({ intent: 'venta', state: 'pendiente', total: 629_000, cart: [{ id: 'P06', name: 'Casco Andino blanco', quantity: 2, unit_price: 31_000, subtotal: 62_000 }, { id: 'P30', quantity: 3, unit_price: 189_000, subtotal: 567_000 }] })
    expect(order!['sources']).toContainEqual({ kind: 'product', id: 'P30', field: 'price', value: '$189.000' })
    expect(delivery).toMatchObject({ intent: 'contexto', state: 'pendiente', reply: expect.stringContaining('Despachos a todo el país') })
  })

  it('talks until the input ends, and plays a conversation of the test bench', async () => {
    const yaml = write('script.yaml', 'turns:\n  - { user: "cuanto vale el botiquin" }\n  - "dame 2"\n')
    const [spoken, played] = await Promise.all([
      vocero(['chat', '--catalogue', sample, '--offline', '--lang', 'en'], 'how much is the first aid kit?\n/exit\nnever read\n'),
      vocero(['chat', '--catalogue', sample, '--offline', '--script', yaml]),
    ])
    expect(spoken).toMatchObject({ code: 0, out: expect.stringContaining('$68,500') })
    expect(spoken.out).not.toContain('never')
    expect(played).toMatchObject({ code: 0, out: expect.stringContaining('Total: $137.000') })
  })

  it.each<[string, string[], RegExp]>([
    ['no catalogue', ['--offline'], /--catalogue is missing/],
    ['a file that is not there', ['--catalogue', '/nowhere.csv', '--offline'], /does not exist/],
    ['no word of working offline', ['--catalogue', sample], /add --offline/],
    ['a tone that is none', ['--catalogue', sample, '--offline', '--tone', 'rude'], /--tone must be one of/],
    ['a currency that is none', ['--catalogue', sample, '--offline', '--currency', 'QQQ'], /--currency is no currency/],
    ['a script that is not there', ['--catalogue', sample, '--offline', '--script', '/nowhere.txt'], /does not exist/],
  ])('says what is wrong: %s', async (_, args, message) => {
    await expect(chat(args)).rejects.toThrow(message)
  })
})

describe('a catalogue file', () => {
  it('is read with headers in English, decimals and a semicolon too; rows that cannot be read are named', async () => {
    const path = write('en.csv', 'Name;Price;Quantity;Active;Tags\nBlue helmet;12,50;3;yes;hat|casco azul\nBroken;abc;1;yes;\n;5;1;yes;\nOld boots;90;2;no;\n')
    const { view, problems } = await readCatalogue(path, 'USD')
    expect(view.products.map(({ name, priceMinor, stock, active, synonyms }) => ({ name, priceMinor, stock, active, synonyms }))).toEqual([
      { name: 'Blue helmet', priceMinor: 1250, stock: 3, active: true, synonyms: ['hat', 'casco azul'] },
      { name: 'Old boots', priceMinor: 9000, stock: 2, active: false, synonyms: [] },
    ])
    expect(problems).toEqual(['row 3: The price cannot be read', 'row 4: The name is missing'])
  })

  it('without a column of prices is refused, naming the columns it has', async () => {
    await expect(readCatalogue(write('bad.csv', 'nombre,color\nCasco,azul\n'), 'COP')).rejects.toThrow(/no column of prices.*nombre, color/)
  })
})
