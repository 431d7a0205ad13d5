import { useMutation } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import type { LabelSource } from '../../../db/values.ts'
import type { Label, Transcript } from '../../../engine/contract/transcripts.ts'
import { currentAddress, openItem } from '../../app/address.ts'
import { notify } from '../../components/toast.tsx'
import { api, client } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'

/** `value: null` takes the correction back. */
export interface Correction { transcriptId: string; enumName: string; value: string | null }

/** What would restore each label corrected in this session, latest last. */
const useUndoSteps = create<{ steps: Correction[] }>(() => ({ steps: [] }))

/** The label as it will be after the correction, shown before the engine has answered. Taken back, the word of the result's own classifier stands again. */
export function correctedLabel(label: Label, value: string | null, resultSource: LabelSource): Label {
  const predictedValue = label.source === 'person' ? label.predictedValue : label.value
  if (value === null) {
    const offlineStage = label.evidence === 'none' ? 'prior' : 'zero_shot'
    return { ...label, value: predictedValue ?? label.value, predictedValue: null, source: resultSource, stage: resultSource === 'llm' ? 'llm' : offlineStage }
  }
  return { ...label, value, predictedValue, source: 'person', stage: 'person', confidence: 1 }
}

/** What a correction has to be followed by to be as if it had not been made. */
export function undoOf(transcriptId: string, enumName: string, label: Label): Correction {
  return { transcriptId, enumName, value: label.source === 'person' ? label.value : null }
}

export function withLabel(transcript: Transcript, enumName: string, label: Label): Transcript {
  if (!transcript.result) return transcript
  return { ...transcript, result: { ...transcript.result, labels: { ...transcript.result.labels, [enumName]: label } } }
}

const mutationKey = ['transcripts', 'correct']
const keyOf = (transcriptId: string) => api.transcripts.get.queryKey({ input: { id: transcriptId } })

/** Corrects labels: seen at once, put back when the engine refuses, taken back one by one with undo. */
export function useCorrections() {
  const { t } = useTranslation()
  const steps = useUndoSteps(state => state.steps)
  const { mutate } = useMutation({
    mutationKey,
    mutationFn: (correction: Correction) => client.transcripts.correct(correction),
    onMutate: async ({ transcriptId, enumName, value }) => {
      const key = keyOf(transcriptId)
      await queryClient.cancelQueries({ queryKey: key })
      const result = queryClient.getQueryData(key)?.result
      const before = result?.labels[enumName]
      queryClient.setQueryData(key, transcript => transcript && (result && before ? withLabel(transcript, enumName, correctedLabel(before, value, result.source)) : transcript))
      return { before }
    },
    onError: (_error, { transcriptId, enumName }, context) => {
      const before = context?.before
      if (before) queryClient.setQueryData(keyOf(transcriptId), transcript => transcript && withLabel(transcript, enumName, before))
    },
    onSuccess: (answer, { transcriptId }) => {
      // While a newer correction is on its way its label is not in this answer yet: the last answer has them all.
      if (queryClient.isMutating({ mutationKey }) === 1) queryClient.setQueryData(keyOf(transcriptId), answer)
    },
  })

  const correct = useCallback((transcriptId: string, enumName: string, label: Label, value: string | null) => {
    if (label.source === 'person' && label.value === value) return
    const step = undoOf(transcriptId, enumName, label)
    useUndoSteps.setState(state => ({ steps: [...state.steps, step] }))
    // A correction that was refused must not be undone later.
    mutate({ transcriptId, enumName, value }, { onError: () => useUndoSteps.setState(state => ({ steps: state.steps.filter(other => other !== step) })) })
  }, [mutate])

  const undo = useCallback(() => {
    const step = useUndoSteps.getState().steps.at(-1)
    if (!step) return
    useUndoSteps.setState(state => ({ steps: state.steps.slice(0, -1) }))
    // An undo that nobody can see is none: the transcript is opened where another one is.
    const { item } = currentAddress()
    if (item !== null && item !== step.transcriptId) openItem(step.transcriptId, { replace: true })
    mutate(step)
    notify.info(t('transcripts.correction.undone'))
  }, [mutate, t])

  return { correct, undo, canUndo: steps.length > 0 }
}
