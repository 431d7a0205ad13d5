import { CircleAlert, CircleCheck, LoaderCircle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { IconState } from '../../components/icon-state.tsx'
import type { SaveState } from './use-draft.ts'

/** Whether the draft is kept in the engine. */
export function DraftStatus({ state, onRetry }: { state: SaveState, onRetry: () => void }) {
  const { t } = useTranslation()
  return (
    <span role="status" className="flex items-center gap-2 text-sm text-ink-soft">
      {state === 'saved' && <IconState icon={CircleCheck} tone="positive" label={t('taxonomy.saved')} />}
      {(state === 'waiting' || state === 'saving') && <IconState icon={LoaderCircle} spin={state === 'saving'} label={t('taxonomy.saving')} />}
      {state === 'failed' && <><IconState icon={CircleAlert} tone="danger" label={t('taxonomy.notSaved')} /><Button size="sm" onClick={onRetry}>{t('common.retry')}</Button></>}
    </span>
  )
}
