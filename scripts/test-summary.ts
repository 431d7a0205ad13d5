export interface Counts { passed: number; failed: number; skipped: number }

/** The part of vitest's JSON report that is read here. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string; readonly failureMessages?: readonly string[] | null }[]
  }[]
}

/** Lines kept of a failure's message: the assertion and where it was made. */
const messageLines = 12

/**
 * What a run of vitest comes to.
 * @param report null when vitest ended without one, which is a failure.
 * @param code vitest's exit code: an error outside of any test shows only there.
 * @param output what it printed, where tests that skip themselves say why (`... skipped: <reason>`).
 */
export function summaryOf(report: VitestReport | null, code: number, output: string, shortPath: (path: string) => string): { counts: Counts; lines: string[] } {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 }
  const lines: string[] = []
  for (const file of report?.testResults ?? []) {
    for (const test of file.assertionResults) {
      if (test.status === 'passed') counts.passed += 1
      else if (test.status === 'failed') {
        counts.failed += 1
        lines.push(`${shortPath(file.name)}: ${test.fullName}`, firstLines(test.failureMessages?.[0] ?? ''))
      } else counts.skipped += 1
    }
    // A file that could not be loaded has no tests to fail.
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) {
      counts.failed += 1
      lines.push(shortPath(file.name), firstLines(file.message))
    }
  }
  if (counts.failed === 0 && (report === null || code !== 0)) {
    counts.failed += 1
    lines.push(output.trim())
  }
  for (const line of output.split('\n')) {
    // The reporter's dots may stand on the same line.
    const reason = /[\p{L}][^·]* skipped: .*/u.exec(line)?.[0]
    if (reason !== undefined) lines.push(reason)
  }
  return { counts, lines }
}

function firstLines(message: string): string {
  return message.split('\n').slice(0, messageLines).map((line) => `  ${line}`).join('\n')
}
