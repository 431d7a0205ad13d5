import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseTaxonomy, priorsFor, type Taxonomy } from './taxonomy.ts'

const json = JSON.parse(readFileSync(new URL('../../resources/taxonomies/default.json', import.meta.url), 'utf8')) as Taxonomy

/** What existing deployments store; a value lost or renamed here would orphan their rows. */
const STORED: Record<string, string> = {
  business_sector:
    'retail ecommerce financial_services insurance healthcare pharmaceuticals energy utilities telecom transportation_logistics tourism_hospitality education government agroindustry manufacturing construction mining media_entertainment software_saas real_estate food_beverages cpg automotive human_resources ngo',
  company_size: 'small medium large enterprise',
  region: 'latam_south latam_north north_america europe asia africa oceania',
  lead_source: 'referral seo sem_ads email event partner outbound_call cold_email linkedin instagram facebook webchat pr marketplace',
  vambe_product: 'mercur iris ads axis',
  use_case:
    'lead_scoring customer_segmentation churn_prediction marketing_attribution campaign_optimization demand_forecasting voice_analytics operations_automation real_time_reporting dw_modernization fraud_detection conversational_support',
  primary_pain_point:
    'lack_visibility slow_reporting low_conversion high_churn high_advertising_costs difficult_integrations regulatory_compliance dispersed_data saturated_support scalability',
  urgency: 'immediate short medium long',
  decision_maker_role: 'ceo coo cto cmo cio cfo head_data head_ops head_sales product_owner it_manager analyst founder',
  purchase_stage: 'discovery evaluation pilot negotiation closure',
  language: 'es en',
}

describe('the default taxonomy', () => {
  it('holds exactly the enums and values that existing deployments store, in order', () => {
    const taxonomy = parseTaxonomy(json)
    expect(taxonomy.enums.map((one) => [one.name, one.values.map((value) => value.value).join(' ')])).toEqual(Object.entries(STORED))
    expect(taxonomy.signals.map((signal) => signal.name)).toEqual([
      'sales_qualified', 'needs_follow_up', 'not_interested', 'pricing_discussion', 'technical_questions', 'competitor_mention', 'decision_maker_absent',
      'budget_constraints', 'timeline_discussion', 'closed_won', 'closed_lost',
    ])
  })

  it('has cues in both languages for every value but the languages themselves, and for every signal', () => {
    const taxonomy = parseTaxonomy(json)
    for (const one of taxonomy.enums.filter((other) => other.name !== 'language'))
      for (const value of one.values) for (const language of ['es', 'en'] as const) expect(value.cues[language].length, `${one.name}.${value.value}.${language}`).toBeGreaterThan(5)
    for (const signal of taxonomy.signals) for (const language of ['es', 'en'] as const) expect(signal.cues[language].length).toBeGreaterThan(5)
  })

  it('takes another prior where the language tells', () => {
    const region = parseTaxonomy(json).enums.find((one) => one.name === 'region')!
    const places = region.values.map((value) => value.value)
    const most = (language: 'es' | 'en'): string => places[priorsFor(region, language).indexOf(Math.max(...priorsFor(region, language)))]!
    expect([most('es'), most('en')]).toEqual(['latam_south', 'north_america'])
  })
})

function edited(change: (taxonomy: Taxonomy) => void): Taxonomy {
  const copy = structuredClone(json)
  change(copy)
  return copy
}

describe('an edited taxonomy', () => {
  it.each([
    ['priors that do not add up', (taxonomy: Taxonomy) => void (taxonomy.enums[0]!.values[0]!.prior += 0.3), /add up to/],
    ['a repeated value', (taxonomy: Taxonomy) => void taxonomy.enums[1]!.values.splice(1, 1, { ...taxonomy.enums[1]!.values[0]!, prior: taxonomy.enums[1]!.values[1]!.prior }), /repeats a value/],
    ['a name used twice', (taxonomy: Taxonomy) => void (taxonomy.signals[0]!.name = 'region'), /used twice/],
    ['an unknown quantity', (taxonomy: Taxonomy) => void taxonomy.enums[0]!.values[0]!.cues.es.push({ quantity: 'moons', min: 1 }), /unknown quantity/],
    ['a cue that cannot be parsed', (taxonomy: Taxonomy) => void taxonomy.enums[0]!.values[0]!.cues.es.push('venta (online'), /unbalanced/],
    ['a cue whose part may be empty', (taxonomy: Taxonomy) => void taxonomy.enums[0]!.values[0]!.cues.es.push('venta ... (online)?'), /a part without words/],
    ['a cue of too many spellings', (taxonomy: Taxonomy) => void taxonomy.enums[0]!.values[0]!.cues.es.push('(a|b|c|d|e|f|g|h|i) (a|b|c|d|e|f|g|h) (a|b|c|d|e|f|g|h)'), /more than 500 spellings/],
  ])('is refused for %s', (_, change, message) => {
    expect(() => parseTaxonomy(edited(change))).toThrow(message)
  })
})
