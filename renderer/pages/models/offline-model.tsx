import { useMutation, useQuery } from '@tanstack/react-query'
import { Archive, CircleAlert, CircleCheck, GraduationCap } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModelVersion } from '../../../engine/contract/classification.ts'
import { openItem, useAddress } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { confirm } from '../../components/confirm.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { IconState } from '../../components/icon-state.tsx'
import { Card } from '../../components/panel.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { useTaxonomy } from '../transcripts/use-taxonomy.ts'
import { ReliabilityCard } from './reliability-card.tsx'
import { ScoreTable } from './score-table.tsx'
import { TrainingCard } from './training-card.tsx'

/** The offline model of this business: its versions, what they scored, and training a new one. */
export function OfflineModel() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { item } = useAddress()
  const { data, error, refetch } = useQuery(api.classification.models.queryOptions({ input: { businessId } }))
  const active = data?.versions.find(version => version.active) ?? null
  const shown = data?.versions.find(version => String(version.version) === item) ?? active ?? data?.versions[0] ?? null
  return (
    <div className="mx-auto flex max-w-[1400px] flex-col gap-4">
      {!data && !error && <SkeletonLines lines={8} />}
      {!data && error && <EmptyState icon={CircleAlert} {...problemText(error)}><Button onClick={() => void refetch()}>{t('common.retry')}</Button></EmptyState>}
      {data && <TrainingCard active={active} correctedTranscripts={data.correctedTranscripts} correctedSince={data.correctedSince} trainingJobId={data.trainingJobId} />}
      {data && shown === null && <EmptyState icon={GraduationCap} title={t('models.emptyTitle')} body={t('models.emptyBody')} />}
      {data && shown && <Versions versions={data.versions} shown={shown} />}
      {shown && <Scores key={shown.version} version={shown} />}
    </div>
  )
}

function Versions({ versions, shown }: { versions: readonly ModelVersion[], shown: ModelVersion }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const activate = useMutation(api.classification.activate.mutationOptions({ onSuccess: () => queryClient.invalidateQueries({ queryKey: api.classification.models.key() }) }))
  const askActivate = async (version: number | null) => {
    const yes = await confirm({ title: version === null ? t('models.deactivateTitle') : t('models.activateTitle', { version }), body: t('models.activateBody'), confirmLabel: t(version === null ? 'models.deactivate' : 'models.activate') })
    if (yes) activate.mutate({ businessId, version })
  }
  return (
    <Card title={t('models.versions')}>
      <ul>
        {versions.map(version => (
          <li key={version.version} className={classNames('flex min-h-10 items-center gap-4 border-b border-line px-4 last:border-b-0', version === shown && 'bg-accent-soft')}>
            <button type="button" aria-pressed={version === shown} onClick={() => openItem(String(version.version), { replace: true })} className="rounded font-medium">{t('models.version', { version: version.version })}</button>
            {version.active ? <IconState icon={CircleCheck} tone="positive" label={t('models.active')} /> : <IconState icon={Archive} label={t('models.inactive')} />}
            <span className="min-w-0 truncate text-ink-soft">
              {t('models.examples', { count: version.examples, number: format.number(version.examples) })} · {t('models.folds', { count: version.folds })} · {t('models.taxonomy', { version: version.taxonomyVersion })} · {format.dateTime(version.createdAt)}
            </span>
            <Button className="ml-auto" size="sm" disabled={activate.isPending} onClick={() => void askActivate(version.active ? null : version.version)}>{t(version.active ? 'models.deactivate' : 'models.activate')}</Button>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Scores({ version }: { version: ModelVersion }) {
  const words = useTaxonomy()
  const [selected, setSelected] = useState(version.scores[0]?.enumName ?? null)
  const score = version.scores.find(one => one.enumName === selected)
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[1fr_300px]">
      <section className="overflow-x-auto rounded-lg border border-line bg-surface"><ScoreTable scores={version.scores} words={words} selected={selected} onSelect={setSelected} /></section>
      {score && <ReliabilityCard score={score} label={words.enumLabel(score.enumName)} />}
    </div>
  )
}
