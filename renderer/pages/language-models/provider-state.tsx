import { CircleAlert, CircleCheck, CirclePause, CirclePower, KeyRound, LoaderCircle, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ModelProviderSetting } from '../../../engine/contract/llm.ts'
import { Badge, type Tone } from '../../components/badge.tsx'
import { IconState } from '../../components/icon-state.tsx'
import { useFormat } from '../../i18n/format.ts'
import { needsKey } from './provider-draft.ts'
import { useFailureText } from './use-failure-text.ts'

const breakerLooks: Record<ModelProviderSetting['state']['breaker'], { icon: LucideIcon, tone: Tone }> = {
  closed: { icon: CircleCheck, tone: 'positive' },
  half_open: { icon: LoaderCircle, tone: 'caution' },
  open: { icon: CirclePause, tone: 'danger' },
}

/** Whether a provider is asked now, what is under way with it and, with `failure`, how it last failed. */
export function ProviderState({ provider, failure: withFailure }: { provider: ModelProviderSetting, failure: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const failureText = useFailureText()
  const { breaker, running, waiting, lastFailure } = provider.state
  const { icon, tone } = breakerLooks[breaker]
  const failure = withFailure && lastFailure ? failureText(lastFailure.code) : null
  return (
    <>
      <p className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-ink-soft">
        {provider.enabled ? <IconState icon={icon} tone={tone} label={t(`languageModels.breaker.${breaker}`)} /> : <IconState icon={CirclePower} label={t('languageModels.disabled')} />}
        {running > 0 && <span>{t('languageModels.running', { count: running })}</span>}
        {waiting > 0 && <span>{t('languageModels.waiting', { count: waiting })}</span>}
      </p>
      {lastFailure && failure && (
        <p className="mt-1 text-sm text-ink-soft" title={lastFailure.message}>
          {t('languageModels.lastFailure', { when: format.relative(lastFailure.at) })} <span className="text-ink">{failure.title}.</span> {failure.todo}
        </p>
      )}
    </>
  )
}

/** The key as it may be shown: how it ends and where it is kept, or that it is missing. */
export function KeyBadge({ provider: { key, kind } }: { provider: ModelProviderSetting }) {
  const { t } = useTranslation()
  if (key) {
    return <Badge icon={KeyRound}><span className="sr-only">{t('languageModels.key')} </span>····{key.last4} · {t(`languageModels.keyFrom.${key.from}`)}</Badge>
  }
  return needsKey(kind) ? <Badge tone="caution" icon={CircleAlert}>{t('languageModels.keyMissing')}</Badge> : null
}
