import type { CSSProperties } from 'react'

const colours = ['var(--series-1)', 'var(--series-2)', 'var(--series-3)', 'var(--series-4)', 'var(--series-5)', 'var(--series-6)']
const stripeHeight = 2
/** More stripes than this would run into the next line. */
const mostStripes = 3

export interface MarkLook { colour: string; dashed: boolean }

/** Each label has its own look: six colours with a full line, then the same with a dashed one. */
export function markLook(position: number): MarkLook {
  return { colour: colours[position % colours.length] ?? colours[0] ?? '', dashed: Math.floor(position / colours.length) % 2 === 1 }
}

/** A tint, and one line below the text for each quote that lies over it. */
export function segmentStyle(looks: readonly MarkLook[], emphasised: boolean, faded: boolean): CSSProperties {
  const stripes = looks.slice(0, mostStripes)
  const first = looks[0]
  if (!first) return {}
  return {
    backgroundColor: `color-mix(in srgb, ${first.colour} ${emphasised ? 34 : faded ? 4 : 12}%, transparent)`,
    backgroundImage: stripes.map(look => look.dashed ? `repeating-linear-gradient(90deg, ${look.colour} 0 4px, transparent 4px 7px)` : `linear-gradient(${look.colour}, ${look.colour})`).join(', '),
    backgroundSize: stripes.map(() => `100% ${stripeHeight}px`).join(', '),
    backgroundPosition: stripes.map((_, position) => `left 0 bottom ${position * (stripeHeight + 1)}px`).join(', '),
    backgroundRepeat: 'no-repeat',
    paddingBottom: stripes.length * (stripeHeight + 1),
    boxDecorationBreak: 'clone',
    WebkitBoxDecorationBreak: 'clone',
  }
}

export function swatchStyle(look: MarkLook): CSSProperties {
  return look.dashed
    ? { backgroundImage: `repeating-linear-gradient(0deg, ${look.colour} 0 3px, transparent 3px 5px)` }
    : { backgroundColor: look.colour }
}
