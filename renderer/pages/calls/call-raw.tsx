import { useQuery } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CallDetail } from '../../../engine/contract/calls.ts'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { client } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { JsonBlock } from '../jobs/json-block.tsx'
import { Section } from './section.tsx'

/** The provider's own log and whole word on the call, as they came. */
export function CallRaw({ call }: { call: CallDetail }) {
  const { t } = useTranslation()
  const { data, error } = useQuery({
    queryKey: ['call body', call.attempt.id, call.attempt.state],
    queryFn: async ({ signal }) => parsed((await client.calls.body({ attemptId: call.attempt.id }, { signal })).body),
    staleTime: Infinity, gcTime: 60_000,
  })
  return (
    <>
      <Section title={t('callPage.log')}>
        {call.publicLogUrl
          ? <a href={call.publicLogUrl} target="_blank" rel="noreferrer" className="inline-flex items-center gap-1.5 text-accent underline underline-offset-2"><ExternalLink aria-hidden size={13} />{t('callPage.openLog')}</a>
          : <p className="text-ink-soft">{t('callPage.noLog')}</p>}
      </Section>
      <Section title={t('callPage.rawBody')}>
        {data === undefined && !error && <SkeletonLines lines={6} />}
        {error && <p className="text-ink-soft">{problemText(error).title}</p>}
        {data !== undefined && <JsonBlock value={data} />}
      </Section>
    </>
  )
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
