import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Candidate, ClassifierChoice } from '../../../engine/contract/opinions.ts'
import { navigate } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Field, Input } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { usdText } from '../../components/usd.ts'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { candidateKinds, type CandidateKind } from './candidates.ts'
import { typicalCharacters, useEstimate } from './cost-estimate.tsx'
import { useModelOptions } from './use-model-options.ts'

const mostTranscripts = 2_000
const usualSample = 100

/** Chooses what would go live and on how many transcripts it is tried before. `start` is `new`, or `kind:what` to begin with. */
export function StartDiffDialog({ start, onClose }: { start: string, onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const [wantedKind, ...wanted] = start.split(':')
  const [kind, setKind] = useState<CandidateKind>(candidateKinds.find(one => one === wantedKind) ?? 'prompt')
  const [what, setWhat] = useState<string | null>(wanted.join(':') || null)
  const [model, setModel] = useState('')
  const [sample, setSample] = useState(String(usualSample))
  const options = useWhatOptions(kind)
  const chosen = options.some(option => option.value === what) ? what : options[0]?.value ?? null
  const candidate = chosen === null ? null : candidateOf(kind, chosen, model)
  const sampleSize = Number(sample)
  const sampleFits = sample.trim() !== '' && Number.isInteger(sampleSize) && sampleSize >= 0 && sampleSize <= mostTranscripts
  const begin = useMutation(api.opinions.startDiff.mutationOptions({
    meta: { shownInPlace: true },
    onSuccess: async diff => {
      await queryClient.invalidateQueries({ queryKey: api.opinions.diffs.key() })
      navigate({ page: 'models', item: diff.id, query: { view: 'diffs' } }, { replace: true })
    },
  }))
  const ready = candidate !== null && sampleFits
  return (
    <Dialog
      open title={t('classifier.diff.begin')} description={t('classifier.diff.intro')} onOpenChange={open => { if (!open) onClose() }}
      footer={(
        <>
          {begin.error && <p role="alert" className="mr-auto self-center text-danger">{problemText(begin.error).title}</p>}
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" type="submit" form="start-diff" busy={begin.isPending} disabled={!ready}>{t('classifier.diff.start')}</Button>
        </>
      )}
    >
      <form id="start-diff" className="flex flex-col gap-4 pb-2" onSubmit={event => { event.preventDefault(); if (ready) begin.mutate({ businessId, candidate, sample: sampleSize }) }}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('classifier.diff.kind')}>
            {control => <Select id={control.id} label={t('classifier.diff.kind')} className="w-full" value={kind} onChange={next => { setKind(next); setWhat(null) }} options={candidateKinds.map(value => ({ value, label: t(`classifier.diff.kinds.${value}`) }))} />}
          </Field>
          <Field label={t(`classifier.diff.what.${kind}`)} hint={options.length === 0 ? t(`classifier.diff.nothing.${kind}`) : undefined}>
            {control => <Select id={control.id} label={t(`classifier.diff.what.${kind}`)} className="w-full" value={chosen} disabled={options.length === 0} onChange={setWhat} options={options} />}
          </Field>
          {kind === 'model' && (
            <Field label={t('classifier.modelName')} hint={t('classifier.modelHint')}>
              {control => <Input {...control} value={model} maxLength={120} placeholder={options.find(option => option.value === chosen)?.model ?? ''} onChange={event => setModel(event.target.value)} />}
            </Field>
          )}
          <Field label={t('classifier.diff.sample')} hint={t('classifier.diff.sampleHint')} error={sampleFits ? undefined : t('classifier.diff.sampleFault', { most: format.number(mostTranscripts) })}>
            {control => <Input {...control} inputMode="numeric" value={sample} onChange={event => setSample(event.target.value)} />}
          </Field>
        </div>
        {candidate && <DiffCost candidate={candidate} sample={sampleFits ? sampleSize : 0} />}
      </form>
    </Dialog>
  )
}

interface WhatOption { value: string, label: string, model?: string }

/** What there is of a kind that could go live. */
function useWhatOptions(kind: CandidateKind): WhatOption[] {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const { providers = [], promptVersions } = useModelOptions()
  const { data: trained } = useQuery(api.classification.models.queryOptions({ input: { businessId } }))
  const { data: drafts } = useQuery(api.taxonomies.drafts.queryOptions())
  switch (kind) {
    case 'prompt': return promptVersions.map(one => ({ value: one.version, label: t('classifier.promptVersion', { version: one.version, share: format.percent(one.share) }) }))
    case 'model': return providers.map(one => ({ value: one.id, label: one.name, model: one.textModel }))
    case 'trained': return trained?.versions.filter(one => !one.active).map(one => ({ value: String(one.version), label: `${t('models.version', { version: one.version })} · ${format.dateTime(one.createdAt)}` })) ?? []
    // One with faults could not go live.
    case 'taxonomy': return drafts?.filter(one => one.problems.length === 0).map(one => ({ value: one.id, label: one.note || t('taxonomy.draftOf', { version: one.basedOn, date: format.dateTime(one.updatedAt) }) })) ?? []
  }
}

function candidateOf(kind: CandidateKind, what: string, model: string): Candidate {
  switch (kind) {
    case 'prompt': return { kind, version: what }
    case 'model': return { kind, providerId: what, model: model.trim() || null }
    case 'trained': return { kind, version: Number(what) }
    case 'taxonomy': return { kind, draftId: what }
  }
}

/** How many transcripts are looked at and about what that costs. */
function DiffCost({ candidate, sample }: { candidate: Candidate, sample: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const { data: golden } = useQuery(api.opinions.golden.queryOptions({ input: { businessId } }))
  const { data: choice } = useQuery(api.opinions.choice.queryOptions({ input: { businessId } }))
  const asked = choice && choiceWith(candidate, choice)
  const transcripts = (golden?.transcripts ?? 0) + sample
  const { data: estimate } = useEstimate(asked?.mode === 'llm' ? transcripts : 0, transcripts * typicalCharacters, asked)
  const costUsd = estimate?.costUsd ?? null
  const priced = costUsd === null ? t('classifier.diff.costUnknown') : t('classifier.diff.costsAbout', { cost: usdText(format, costUsd) })
  return (
    <p className="rounded-md bg-sunken/60 px-3 py-2 text-ink-soft">
      {t('classifier.diff.scope', { golden: format.number(golden?.transcripts ?? 0), sample: format.number(sample) })} {asked?.mode === 'offline' ? t('classifier.diff.costsNothing') : priced}
    </p>
  )
}

/** The classifier that a candidate would be judged by: a prompt or model means the language model, a trained version the offline one, a taxonomy whichever is in force. */
function choiceWith(candidate: Candidate, choice: ClassifierChoice): ClassifierChoice {
  switch (candidate.kind) {
    case 'prompt': return { ...choice, mode: 'llm', promptVersion: candidate.version }
    case 'model': return { ...choice, mode: 'llm', providerId: candidate.providerId, model: candidate.model }
    case 'trained': return { ...choice, mode: 'offline' }
    case 'taxonomy': return choice
  }
}
