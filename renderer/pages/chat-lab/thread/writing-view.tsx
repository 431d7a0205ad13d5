import { useTranslation } from 'react-i18next'
import { Bubble } from './bubble.tsx'

/** The answer as it is being written. Not live for screen readers: they hear it once it is whole. */
export function WritingView({ text }: { text: string }) {
  const { t } = useTranslation()
  return (
    <Bubble author="agent" time={t('chatLab.writing')}>
      {text === ''
        ? <span aria-hidden className="flex h-5 items-center gap-1">{[0, 150, 300].map(delay => <span key={delay} className="size-1.5 animate-pulse rounded-full bg-ink-faint motion-reduce:animate-none" style={{ animationDelay: `${delay}ms` }} />)}</span>
        : <p className="break-words whitespace-pre-wrap">{text}</p>}
    </Bubble>
  )
}
