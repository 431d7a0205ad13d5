import { useMutation } from '@tanstack/react-query'
import { Check, DatabaseZap, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CacheVerdict } from '../../../../db/values.ts'
import type { CacheHit } from '../../../../engine/contract/answer-cache.ts'
import { openItem } from '../../../app/address.ts'
import { Button } from '../../../components/button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { Kbd } from '../../../components/kbd.tsx'
import { DetailPanel } from '../../../components/panel.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { Excerpt } from '../../actions/delivery-attempts.tsx'
import { Section } from '../../calls/section.tsx'
import { useTaskName } from '../usage-names.ts'
import { useVerdictKeys } from '../use-verdict-keys.ts'
import { HitState, VerdictState } from './hit-state.tsx'
import { useHit } from './use-hits.ts'

/** The question that was asked beside the one whose answer was kept, for a person to say whether they are the same. */
export function HitPanel({ id }: { id: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const taskName = useTaskName()
  const { hit, loading, receive } = useHit(id)
  return (
    <DetailPanel label={t('usage.cache.detail')} width="w-[min(640px,50vw)]" title={t('usage.cache.detail')} subtitle={hit && `${taskName(hit.task)} · ${format.dateTime(hit.at)}`} onClose={() => openItem(null)}>
      {hit ? <HitView hit={hit} onJudged={receive} /> : loading ? <div className="p-4"><SkeletonLines lines={6} /></div> : <EmptyState icon={DatabaseZap} title={t('usage.cache.hitGone')} />}
    </DetailPanel>
  )
}

function HitView({ hit, onJudged }: { hit: CacheHit, onJudged: (hit: CacheHit) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <section className="flex flex-wrap items-center gap-4 border-b border-line px-4 py-3">
        <HitState hit={hit} />
        <span className="text-ink-soft">{hit.exact ? t('usage.cache.exactLong') : t('usage.cache.similarityIs', { similarity: format.number(hit.similarity, 3) })}</span>
      </section>
      <section className="grid grid-cols-2 gap-px border-b border-line bg-line">
        <Question title={t('usage.cache.question')}>{hit.question ?? t('usage.cache.textGone')}</Question>
        <Question title={t('usage.cache.keptQuestion')}>{hit.keptQuestion ?? t('usage.cache.textGone')}</Question>
      </section>
      {hit.guard !== null && <p className="border-b border-line bg-caution-soft px-4 py-2">{t(`usage.cache.guardHints.${hit.guard}`)}</p>}
      <Section title={t('usage.cache.judge')}><Verdict hit={hit} onJudged={onJudged} /></Section>
      {hit.answer !== null && <section className="px-4 pb-4"><Excerpt label={t('usage.cache.answer')} text={hit.answer} /></section>}
    </>
  )
}

function Question({ title, children }: { title: string, children: ReactNode }) {
  return (
    <div className="min-w-0 bg-surface px-4 py-3">
      <h3 className="mb-1 text-sm font-medium text-ink-faint">{title}</h3>
      <p className="break-words whitespace-pre-wrap">{children}</p>
    </div>
  )
}

function Verdict({ hit, onJudged }: { hit: CacheHit, onJudged: (hit: CacheHit) => void }) {
  const { t } = useTranslation()
  const judge = useMutation(api.answerCache.judge.mutationOptions({
    onSuccess: judged => {
      onJudged(judged)
      return queryClient.invalidateQueries({ queryKey: api.answerCache.tasks.key() })
    },
  }))
  const choose = (verdict: CacheVerdict) => judge.mutate({ id: hit.id, verdict: hit.verdict === verdict ? null : verdict })
  useVerdictKeys(good => choose(good ? 'right' : 'wrong'))
  const pressed = 'aria-pressed:border-accent aria-pressed:bg-accent-soft'
  return (
    <div className="flex flex-col gap-2">
      <p className="text-ink-soft">{t(hit.guard === null ? 'usage.cache.judgeHint' : 'usage.cache.judgeGuarded')}</p>
      <div className="flex flex-wrap items-center gap-2">
        <Button icon={Check} aria-pressed={hit.verdict === 'right'} className={pressed} disabled={judge.isPending} onClick={() => choose('right')}>{t('usage.cache.right')} <Kbd>1</Kbd></Button>
        <Button icon={X} aria-pressed={hit.verdict === 'wrong'} className={pressed} disabled={judge.isPending} onClick={() => choose('wrong')}>{t('usage.cache.wrong')} <Kbd>2</Kbd></Button>
        <span className="ml-2" role="status">{hit.verdict !== null && <VerdictState hit={hit} />}</span>
      </div>
    </div>
  )
}
