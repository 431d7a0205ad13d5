import { describe, expect, it } from 'vitest'
import early from '../../../resources/delinquency/early.json' with { type: 'json' }
import late from '../../../resources/delinquency/late.json' with { type: 'json' }
import medium from '../../../resources/delinquency/medium.json' with { type: 'json' }
import writtenOff from '../../../resources/delinquency/written_off.json' with { type: 'json' }
import { negotiationFlowSchema, shippedDelinquencySchema } from '../../../engine/contract/policies.ts'
import { draftOf, flowIssues, readDraft } from './flow-draft.ts'

const shipped = [early, medium, late, writtenOff].map(type => shippedDelinquencySchema.parse(type))

describe('editing a negotiation', () => {
  it.each(shipped)('opened and saved untouched, $code is the same', ({ flow }) => {
    expect(readDraft(draftOf(flow))).toEqual(flow)
  })
  it('says in which part of the form the mistake is', () => {
    const draft = draftOf(shippedDelinquencySchema.parse(early).flow)
    const broken = { ...draft, opening: { es: 'Le llamo por {{monto_total}}', en: 'Hello {{nombre}}' }, offers: draft.offers.map(offer => ({ ...offer, discountPercent: 90 })), callKind: '' }
    const issues = flowIssues(negotiationFlowSchema.safeParse(readDraft(broken)).error?.issues ?? [])
    expect(issues).toContainEqual({ tab: 'opening', path: 'callKind', key: null })
    const complete = flowIssues(negotiationFlowSchema.safeParse(readDraft({ ...broken, callKind: 'x' })).error?.issues ?? [])
    expect(complete).toContainEqual({ tab: 'opening', path: 'opening', key: 'callingSettings.flow.issue.tells_the_debt' })
    expect(complete).toContainEqual({ tab: 'offers', path: 'offers.0.discountPercent', key: 'callingSettings.flow.issue.offer_beyond_limit' })
  })
  it('sends what must not be said to a stranger to the reactions', () => {
    expect(flowIssues([{ path: ['wrong_person'], message: 'tells_the_debt' }])).toEqual([{ tab: 'reactions', path: 'wrong_person', key: 'callingSettings.flow.issue.tells_the_debt' }])
  })
})
