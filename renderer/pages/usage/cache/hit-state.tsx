import { Check, CircleCheck, Eye, ShieldBan, Trash2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CacheHit } from '../../../../engine/contract/answer-cache.ts'
import { IconState } from '../../../components/icon-state.tsx'

/** What became of a kept answer that was found: served, only shown, or held back by a guard. */
export function HitState({ hit: { guard, served } }: { hit: CacheHit }) {
  const { t } = useTranslation()
  if (guard !== null) return <IconState icon={ShieldBan} tone="caution" label={t('usage.cache.heldBy', { guard: t(`usage.cache.guards.${guard}`) })} />
  return served ? <IconState icon={CircleCheck} tone="positive" label={t('usage.cache.served')} /> : <IconState icon={Eye} label={t('usage.cache.shown')} />
}

/** What a person said of it. */
export function VerdictState({ hit: { verdict, purged } }: { hit: CacheHit }) {
  const { t } = useTranslation()
  if (verdict === 'right') return <IconState icon={Check} tone="positive" label={t('usage.cache.right')} />
  if (verdict === 'wrong') return <IconState icon={purged ? Trash2 : X} tone="danger" label={t(purged ? 'usage.cache.wrongPurged' : 'usage.cache.wrong')} />
  return <span className="text-ink-faint">{t(purged ? 'usage.cache.purged' : 'usage.cache.notJudged')}</span>
}
