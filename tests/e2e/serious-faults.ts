import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * What axe finds against WCAG 2.2 AA, once the short messages of the corner have left and whatever fades in has done so:
 * half faded words have too little contrast, and a message lies over what is under it. They stay while pointed at.
 */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.mouse.move(1, 1)
  await page.locator('[data-sonner-toast]').first().waitFor({ state: 'detached' })
  await page.evaluate(`Promise.all(document.getAnimations().filter(one => one.effect?.getTiming().iterations !== Infinity).map(one => one.finished.catch(() => undefined)))`)
  // Its other mode gathers the findings of frames, of which the console has none, in a second page made for it; with that, and with
  // details of whatever is in order, a look takes three times as long.
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(tags).setLegacyMode().analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}
