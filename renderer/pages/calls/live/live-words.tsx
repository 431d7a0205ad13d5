import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttemptRow } from '../../../../engine/contract/calls.ts'
import { classNames } from '../../../components/class-names.ts'
import { Problem } from '../../../components/problem.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'

/** What is being said is asked for this often, milliseconds. */
const askAgainMs = 2_000

const inks = { agent: 'text-accent', user: 'text-caution', tool: 'text-ink-faint' }

/** What has been said so far in a call that goes on, as far as its line tells it before the end. */
export function LiveWords({ attempt }: { attempt: AttemptRow }) {
  const { t } = useTranslation()
  const end = useRef<HTMLDivElement>(null)
  const { data, error, refetch } = useQuery(api.calls.liveWords.queryOptions({ input: { attemptId: attempt.id }, refetchInterval: query => query.state.data?.live === false ? false : askAgainMs }))
  const turns = data?.turns ?? []
  const count = turns.length
  useEffect(() => { if (count > 0) end.current?.scrollIntoView({ block: 'nearest' }) }, [count])
  if (!data) return error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines lines={3} />
  return (
    <section aria-label={t('callPage.live.wordsNow')} className="flex flex-col gap-2">
      <h3 className="font-semibold">{t('callPage.live.wordsNow')}</h3>
      <div role="log" tabIndex={0} aria-label={t('callPage.live.wordsNow')} className="max-h-72 min-h-24 overflow-y-auto rounded-md border border-line p-2">
        {turns.length === 0 && <p className="p-2 text-ink-soft">{t(data.live ? attempt.simulated ? 'callPage.live.nothingYet' : 'callPage.live.noWords' : 'callPage.live.callOver')}</p>}
        {turns.map((turn, index) => (
          // Turns have no identity of their own and are never moved.
          <p key={index} className="flex gap-2 px-2 py-1">
            <span className={classNames('w-16 shrink-0 font-medium', inks[turn.role])}>{t(`callPage.speaker.${turn.role}`)}</span>
            <span className="min-w-0 flex-1 break-words">{turn.text}</span>
          </p>
        ))}
        <div ref={end} />
      </div>
      {!data.live && turns.length > 0 && <p className="text-sm text-ink-soft">{t('callPage.live.callOver')}</p>}
    </section>
  )
}
