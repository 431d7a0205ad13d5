import type { z } from 'zod'
import type { cacheCurvePointSchema, CacheTask } from '../../../../engine/contract/answer-cache.ts'

export type CurvePoint = z.infer<typeof cacheCurvePointSchema>

/** Above this share of wrong answers among those served, serving is asked for twice. */
export const acceptedFalseShare = 0.01

/** The measured point nearest to a threshold; null where nothing was measured. */
export function pointAt(points: readonly CurvePoint[], threshold: number): CurvePoint | null {
  return points.reduce<CurvePoint | null>((best, point) => best === null || Math.abs(point.threshold - threshold) < Math.abs(best.threshold - threshold) ? point : best, null)
}

/** Wrong answers among those served; null where none was. */
export function falseShare({ served, falseHits }: Pick<CurvePoint, 'served' | 'falseHits'>): number | null {
  return served === 0 ? null : falseHits / served
}

/** Wrong answers among the near hits that people judged; null before anybody has. */
export function judgedFalseShare({ judged, wrong }: Pick<CacheTask, 'judged' | 'wrong'>): number | null {
  return judged === 0 ? null : wrong / judged
}

/** Whether serving a task's answers should be asked for again: nobody knows, or it is known to be wrong too often. */
export function needsConfirmation(task: Pick<CacheTask, 'judged' | 'wrong'>): boolean {
  const share = judgedFalseShare(task)
  return share === null || share > acceptedFalseShare
}
