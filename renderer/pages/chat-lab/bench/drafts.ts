import { create } from 'zustand'

/** What a person has written of a suite and not saved. */
export type SuiteDraft = { name: string, text: string }

/** By the suite's id. Leaving the editor, or the page, loses nothing that was written since the console was opened. */
const useDrafts = create<{ drafts: Readonly<Record<string, SuiteDraft>> }>(() => ({ drafts: {} }))

export function useDraft(suiteId: string): SuiteDraft | null {
  return useDrafts(state => state.drafts[suiteId] ?? null)
}

/** With null the draft is given up. */
export function keepDraft(suiteId: string, draft: SuiteDraft | null): void {
  useDrafts.setState(({ drafts }) => {
    const { [suiteId]: _former, ...others } = drafts
    return { drafts: draft === null ? others : { ...others, [suiteId]: draft } }
  })
}
