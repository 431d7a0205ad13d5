import { useCallback, useEffect, useRef, useState } from 'react'
import type { TaxonomyDraft } from '../../../engine/contract/taxonomies.ts'
import { api, client } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'

/** Typing settles this long before the draft is saved: it is half a megabyte. */
const savePauseMs = 700

export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed'

/**
 * A draft under somebody's hands. Every change is kept in the engine a moment later, faults and all, which tells the
 * faults; `saveNow` does not wait. Changes made while it is being saved are saved right after.
 */
export function useDraft(draft: TaxonomyDraft) {
  const [text, setText] = useState(draft.content)
  const [note, setNote] = useState(draft.note)
  const [problems, setProblems] = useState(draft.problems)
  const [state, setState] = useState<SaveState>('saved')
  const latest = useRef({ text, note })
  const saved = useRef({ text: draft.content, note: draft.note })
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const saving = useRef<Promise<boolean> | null>(null)

  const saveOnce = useCallback(async (): Promise<boolean> => {
    for (;;) {
      const wanted = latest.current
      if (wanted.text === saved.current.text && wanted.note === saved.current.note) break
      setState('saving')
      try {
        const kept = await client.taxonomies.saveDraft({ id: draft.id, basedOn: draft.basedOn, note: wanted.note, content: wanted.text })
        saved.current = wanted
        setProblems(kept.problems)
        queryClient.setQueryData(api.taxonomies.drafts.queryKey(), drafts => drafts?.map(one => one.id === kept.id ? kept : one))
      } catch {
        setState('failed')
        return false
      }
    }
    setState('saved')
    return true
  }, [draft.id, draft.basedOn])

  /** True when everything is kept in the engine. */
  const saveNow = useCallback((): Promise<boolean> => {
    clearTimeout(timer.current)
    if (saving.current) return saving.current
    const running = saveOnce().finally(() => { saving.current = null })
    saving.current = running
    return running
  }, [saveOnce])

  const change = useCallback((part: Partial<{ text: string, note: string }>) => {
    latest.current = { ...latest.current, ...part }
    if (part.text !== undefined) setText(part.text)
    if (part.note !== undefined) setNote(part.note)
    setState('waiting')
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void saveNow(), savePauseMs)
  }, [saveNow])

  // Whoever leaves at once loses nothing.
  useEffect(() => () => { void saveNow() }, [saveNow])
  return { text, note, problems, state, change, saveNow }
}
