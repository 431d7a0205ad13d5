import type { Reader } from '../../db/reader.ts'
import { usageSpan } from './usage-span.ts'

/** Questions of one business from some endpoints, from one moment up to, and without, another; milliseconds UTC. */
export interface Spending { readonly businessId: string; readonly endpoints: readonly string[]; readonly from: number; readonly to: number }

/** What they have cost, in billionths of a US dollar: all that was asked counts, also what was refused, cut off or never said. */
export async function spentNanoUsd(reader: Reader, { businessId, endpoints, from, to }: Spending, now: number): Promise<number> {
  const { total } = await reader.run('inferences.usage', { where: { businessId, endpoints, from, to }, ...usageSpan({ from, to }, now) })
  return total.cost_nano_usd
}
