import { expect, it } from 'vitest'
import { makePageRecovery, recoveryQuestion } from './page-recovery.ts'

function setUp() {
  let time = 0
  const decide = makePageRecovery(() => time)
  return { decide, pass: (milliseconds: number) => { time += milliseconds } }
}

it('loads a failed page again, and leaves one that ended as it should', () => {
  const { decide } = setUp()
  for (const reason of ['crashed', 'oom', 'killed']) expect(decide(reason)).toBe('reload')
  expect(decide('clean-exit')).toBe('leave')
})

it('asks the person when the page keeps failing, and then starts counting anew', () => {
  const { decide, pass } = setUp()
  const decisions = Array.from({ length: 5 }, () => {
    pass(1_000)
    return decide('crashed')
  })
  expect(decisions).toEqual(['reload', 'reload', 'reload', 'ask', 'reload'])
})

it('goes on loading a page that fails now and then', () => {
  const { decide, pass } = setUp()
  for (let times = 0; times < 10; times += 1) {
    expect(decide('crashed')).toBe('reload')
    pass(30_000)
  }
})

it('asks in the language of the person, with loading again as the answer of a closed question', () => {
  const spanish = recoveryQuestion('es')
  const english = recoveryQuestion('en')
  for (const key of ['message', 'detail'] as const) expect(spanish[key]).not.toBe(english[key])
  expect(spanish.buttons?.[spanish.cancelId ?? -1]).toBe('Cargar de nuevo')
  expect(english.buttons?.[english.cancelId ?? -1]).toBe('Load again')
})
