import type { Database } from '../../../db/open.ts'
import { correctedConfidences, lastCorrection } from '../../../db/queries/golden.ts'
import { fitConfidence, type ConfidenceScale } from './confidence.ts'

/** The latest corrections that a scale is fitted to: its two parameters need no more. */
const mostCorrections = 500

/** Gives the scale of a model's confidence for a business, fitted to what people have corrected there. */
export type ScaleOf = (businessId: string, model: string) => ConfidenceScale

/** Scales are fitted when first asked for, and anew after the next correction. */
export function confidenceScales(database: Database): ScaleOf {
  let fittedAt = -1
  const byBusiness = new Map<string, Map<string, ConfidenceScale>>()
  return (businessId, model) => {
    const last = lastCorrection(database)
    if (last !== fittedAt) byBusiness.clear()
    fittedAt = last
    let scales = byBusiness.get(businessId)
    if (scales === undefined) {
      const byModel = Map.groupBy(correctedConfidences(database, businessId, mostCorrections), (one) => one.model)
      scales = new Map([...byModel].map(([name, cases]) => [name, fitConfidence(cases.map(({ said, right }) => ({ confidence: said, right: right === 1 })))]))
      byBusiness.set(businessId, scales)
    }
    return scales.get(model) ?? fitConfidence([])
  }
}
