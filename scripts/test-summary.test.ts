import { expect, test } from 'vitest'
import { summaryOf, type VitestReport } from './test-summary.ts'

const short = (path: string) => path.replace('/project/', '')
const file = (assertions: [string, string][], status = 'passed', message = ''): VitestReport['testResults'][number] => ({
  name: '/project/a.test.ts', status, message,
  assertionResults: assertions.map(([fullName, state]) => ({ fullName, status: state, failureMessages: state === 'failed' ? ['Error: expected 1 to be 2\n    at x'] : [] })),
})

test('passed, failed and skipped tests are counted, the failed ones named', () => {
  const report = { testResults: [file([['adds', 'passed'], ['subtracts', 'failed'], ['later', 'pending'], ['some day', 'todo']], 'failed')] }
  const { counts, lines } = summaryOf(report, 1, '', short)
  expect(counts).toEqual({ passed: 1, failed: 1, skipped: 2 })
  expect(lines).toEqual(['a.test.ts: subtracts', '  Error: expected 1 to be 2\n      at x'])
})

test('a file that cannot be loaded is a failure though it has no tests', () => {
  expect(summaryOf({ testResults: [file([], 'failed', 'SyntaxError: no')] }, 1, '', short)).toEqual({ counts: { passed: 0, failed: 1, skipped: 0 }, lines: ['a.test.ts', '  SyntaxError: no'] })
})

test('a run that ends badly is a failure though every test passed, and so is one without a report', () => {
  const unhandled = summaryOf({ testResults: [file([['adds', 'passed']])] }, 1, 'Unhandled rejection: late', short)
  expect(unhandled).toEqual({ counts: { passed: 1, failed: 1, skipped: 0 }, lines: ['Unhandled rejection: late'] })
  expect(summaryOf(null, 137, 'Killed', short).counts).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('why something was skipped is shown', () => {
  const report = { testResults: [file([['desktop', 'skipped']])] }
  expect(summaryOf(report, 0, '···Desktop tests skipped: no runtime.\n·', short)).toEqual({ counts: { passed: 0, failed: 0, skipped: 1 }, lines: ['Desktop tests skipped: no runtime.'] })
})
