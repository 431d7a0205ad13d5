import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelFailureCode } from '../../../db/values.ts'

/** A failure of a model in words: what happened, and what is safe or to be done. */
export function useFailureText(): (code: ModelFailureCode) => { title: string, todo: string } {
  const { t } = useTranslation()
  return useCallback(code => ({ title: t(`modelFailure.${code}.title`), todo: t(`modelFailure.${code}.todo`) }), [t])
}
