import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BenchVariant } from '../../../../engine/contract/chat-bench.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Field } from '../../../components/input.tsx'
import { Select } from '../../../components/select.tsx'
import { usdText } from '../../../components/usd.ts'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { openRun } from './bench-address.ts'
import { offlineVariant, VariantFields } from './variant-fields.tsx'

/** Stands for every suite in a list whose values must not be empty. */
const allSuites = ':all'

/** Chooses what is played and who words the answers. `start` is `all`, or a suite's id to begin with. */
export function RunDialog({ start, onClose }: { start: string, onClose: () => void }) {
  const { t } = useTranslation()
  const { language } = useFormat()
  const businessId = useBusinessId()
  const { data: suites = [] } = useQuery(api.chatBench.suites.queryOptions({ input: { businessId } }))
  const [chosen, setChosen] = useState(start === 'all' ? allSuites : start)
  const [variant, setVariant] = useState<BenchVariant>(offlineVariant)
  const suiteIds = chosen === allSuites ? [] : [chosen]
  const { data: estimate } = useQuery(api.chatBench.estimate.queryOptions({ input: { businessId, suiteIds, variant }, placeholderData: before => before }))
  const begin = useMutation(api.chatBench.start.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: async run => {
      await queryClient.invalidateQueries({ queryKey: api.chatBench.runs.key() })
      openRun(run.id)
    },
  }))
  const hasProvider = variant.wording === 'offline' || estimate?.model !== null
  const isReady = estimate !== undefined && estimate.conversations > 0 && hasProvider
  return (
    <Dialog
      open title={t('chatBench.dialog.title')} description={t('chatBench.intro')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {begin.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(begin.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="start-bench" busy={begin.isPending} disabled={!isReady}>{t('chatBench.run')}</Button>
        </>
      )}
    >
      <form id="start-bench" className="flex flex-col gap-4 pb-2" onSubmit={event => { event.preventDefault(); if (isReady) begin.mutate({ businessId, suiteIds, variant }) }}>
        <Field label={t('chatBench.dialog.which')}>
          {control => (
            <Select
              id={control.id} label={t('chatBench.dialog.which')} className="w-full" value={chosen} onChange={setChosen}
              options={[{ value: allSuites, label: t('chatBench.dialog.all') }, ...suites.map(suite => ({ value: suite.id, label: suite.name[language] }))]}
            />
          )}
        </Field>
        <VariantFields variant={variant} onChange={setVariant} />
        {estimate && <Estimate estimate={estimate} wording={variant.wording} />}
      </form>
    </Dialog>
  )
}

function Estimate({ estimate: { conversations, replies, costUsd, model }, wording }: { estimate: { conversations: number, replies: number, costUsd: number | null, model: string | null }, wording: BenchVariant['wording'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const cost = wording === 'offline' ? t('chatBench.dialog.free')
    : model === null ? t('chatBench.dialog.noProvider')
      : `${costUsd === null ? t('chatBench.dialog.unknown', { model }) : t('chatBench.dialog.about', { cost: usdText(format, costUsd), model })} ${t('chatBench.dialog.budget')}`
  return <p role="status" className="rounded-md bg-sunken/60 px-3 py-2 text-ink-soft">{t('chatBench.dialog.scope', { count: conversations })}, {t('chatBench.dialog.answers', { count: replies })}. {cost}</p>
}
