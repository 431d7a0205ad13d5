import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs a measurement several times, each in its own folder, and gives the median. */
export async function medianOf(runs: number, measure: (folder: string) => number | Promise<number>): Promise<number> {
  const figures: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'vocero-bench-'))
    try {
      figures.push(await measure(folder))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return percentile(figures, 0.5)
}

/** Runs a baseline and what is measured against it in turn, so that both meet the same noise. @returns both medians and the median ratio. */
export async function against(runs: number, baseline: (folder: string) => number | Promise<number>, measure: (folder: string) => number | Promise<number>): Promise<{ baseline: number; measured: number; ratio: number }> {
  const pairs: [number, number][] = []
  for (let run = 0; run < runs; run += 1) pairs.push([await medianOf(1, baseline), await medianOf(1, measure)])
  return {
    baseline: percentile(pairs.map(([figure]) => figure), 0.5),
    measured: percentile(pairs.map(([, figure]) => figure), 0.5),
    ratio: percentile(pairs.map(([one, other]) => other / one), 0.5),
  }
}

/** The value below which `share` (0 to 1) of the figures lie. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** Things done per second. */
export async function rate(count: number, work: () => void | Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (count * 1000) / (performance.now() - start)
}

export function row(name: string, figure: string, remark = ''): void {
  console.log(`${name.padEnd(52)} ${figure.padStart(14)}  ${remark}`)
}

export const perSecond = (figure: number) => `${Math.round(figure).toLocaleString('en')}/s`
export const milliseconds = (figure: number) => `${figure.toFixed(figure < 10 ? 3 : 1)} ms`
