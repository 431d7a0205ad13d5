import { CircleAlert, RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { problemText } from '../connection/problem.ts'
import { Button } from './button.tsx'

/** What could not be loaded: what happened, what is safe, and a button to try again. */
export function Problem({ error, onRetry }: { error: unknown, onRetry?: () => void }) {
  const { t } = useTranslation()
  const { title, body } = problemText(error)
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-10 text-center">
      <CircleAlert aria-hidden size={20} className="text-danger" />
      <h2 className="font-semibold">{title}</h2>
      {body && <p className="text-ink-soft">{body}</p>}
      {onRetry && <Button icon={RotateCw} className="mt-2" onClick={onRetry}>{t('common.retry')}</Button>}
    </div>
  )
}
