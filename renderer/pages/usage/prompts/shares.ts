/** How many of a hundred calls take each version of a prompt. */
export type Percents = Readonly<Record<string, number>>

/** Shares as whole percents that add up to 100; what rounding leaves over goes to the largest. */
export function percentsOf(versions: readonly { version: string, share: number }[]): Percents {
  const rounded = Object.fromEntries(versions.map(({ version, share }) => [version, Math.round(share * 100)]))
  const largest = versions.reduce<{ version: string, share: number } | null>((best, one) => best === null || one.share > best.share ? one : best, null)
  if (largest) rounded[largest.version] = (rounded[largest.version] ?? 0) + 100 - Object.values(rounded).reduce((sum, one) => sum + one, 0)
  return rounded
}

/**
 * One version set to a percent; the others give or take the difference in proportion to what they had, so that all
 * still add up to 100. A prompt's only version keeps everything.
 */
export function withPercent(percents: Percents, version: string, wanted: number): Percents {
  const others = Object.keys(percents).filter(name => name !== version)
  if (others.length === 0) return { [version]: 100 }
  const percent = Math.min(100, Math.max(0, Math.round(wanted)))
  const left = 100 - percent
  const had = others.reduce((sum, name) => sum + (percents[name] ?? 0), 0)
  const next: Record<string, number> = { ...percents, [version]: percent }
  let given = 0
  others.forEach((name, position) => {
    const part = had === 0 ? left / others.length : left * (percents[name] ?? 0) / had
    // The running sum is rounded, not each part: the last one then closes at exactly 100.
    const upTo = position === others.length - 1 ? left : Math.min(left, Math.round(given + part))
    next[name] = upTo - given
    given = upTo
  })
  return next
}
