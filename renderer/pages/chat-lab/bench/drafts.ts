import { create } from 'zustand'

/** What a person has written of a suite and not saved. */
export type SuiteDraft = {
  name: string
  text: string
  /** The stored version it began from, which saving it may replace; null for a suite that is not stored. A newer one is somebody else's. */
  version: number | null
}

type Drafts = Readonly<Record<string, SuiteDraft>>

/** By business and suite: every business has a suite that is not stored yet. Leaving the editor, or the page, loses nothing that was written since the console was opened. */
const useDrafts = create<{ drafts: Drafts }>(() => ({ drafts: {} }))

const keyOf = (businessId: string, suiteId: string) => `${businessId} ${suiteId}`

export function useDraft(businessId: string, suiteId: string): SuiteDraft | null {
  return useDrafts(state => state.drafts[keyOf(businessId, suiteId)] ?? null)
}

export function draftOf(businessId: string, suiteId: string): SuiteDraft | null {
  return useDrafts.getState().drafts[keyOf(businessId, suiteId)] ?? null
}

/** With null the draft is given up. */
export function keepDraft(businessId: string, suiteId: string, draft: SuiteDraft | null): void {
  useDrafts.setState(({ drafts }) => {
    const { [keyOf(businessId, suiteId)]: _former, ...others } = drafts
    return { drafts: draft === null ? others : { ...others, [keyOf(businessId, suiteId)]: draft } }
  })
}

/**
 * A draft was stored: it is done with, unless more was written while it was being saved. That goes on from what was stored.
 * @param former the id it was written under, another one than `stored.id` when the suite is new
 */
export function settleDraft(businessId: string, former: string, sent: Pick<SuiteDraft, 'name' | 'text'>, stored: { id: string, version: number | null }): void {
  const now = draftOf(businessId, former)
  keepDraft(businessId, former, null)
  if (now !== null && (now.name !== sent.name || now.text !== sent.text)) keepDraft(businessId, stored.id, { ...now, version: stored.version })
}
