import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { chat } from './chat.ts'
import { UsageProblem } from './usage-problem.ts'

let folder: string
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'vocero-chat-bench-')) })
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterEach(() => vi.restoreAllMocks())

const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
async function bench(...args: string[]) {
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  const code = await chat(['--bench', ...args])
  return { code, out: lines.join('\n') }
}
const conversation = (turn: string) => `conversations:\n  - name: one\n    turns:\n      - ${turn}\n`

describe('vocero chat --bench', () => {
  it("plays a shop's conversations on its catalogue and says with its exit code whether all was as expected", async () => {
    const catalogue = write('products.csv', 'id,nombre,precio,stock\nB7,Bota de caucho,52000,4\n')
    const right = write('right.yaml', conversation('{ user: "quiero 2 pares de botas de caucho", cart: { B7: 2 }, facts: ["$104.000"] }'))
    expect(await bench(right, '--catalogue', catalogue)).toMatchObject({ code: 0, out: expect.stringContaining('1 of 1 conversations as expected') })
    const wrong = write('wrong.yaml', conversation('{ user: "quiero 2 pares de botas de caucho", cart: { B7: 3 } }'))
    const { code, out } = await bench(wrong, '--catalogue', catalogue, '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      figures: { conversations: 1, passed: 0, carts: { checked: 1, right: 0 } },
      conversations: [{ file: 'wrong.yaml', name: 'one', passed: false, misses: [{ turn: 1, what: 'cart', expected: '3 × Bota de caucho', got: '2 × Bota de caucho' }] }],
    })
  })

  it('names file, line and column of what cannot be read', async () => {
    const broken = write('broken.yaml', conversation('{ user: hola, intent: compra }'))
    const problem = await chat(['--bench', broken]).catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(UsageProblem)
    expect((problem as Error).message).toBe(`${broken}:4:23 "compra" is none of inventario, venta, cliente, contexto`)
    await expect(chat(['--bench', join(folder, 'missing')])).rejects.toThrow('there is no such file or folder')
  })
})
