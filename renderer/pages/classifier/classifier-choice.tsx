import { useMutation, useQuery } from '@tanstack/react-query'
import { BrainCircuit, Cable, CircleAlert, Cpu, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RadioGroup } from 'radix-ui'
import { classifierModes, type ClassifierMode } from '../../../db/values.ts'
import type { ClassifierChoice } from '../../../engine/contract/opinions.ts'
import { navigate } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Card } from '../../components/panel.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { CostEstimate } from './cost-estimate.tsx'
import { ModelFields } from './model-fields.tsx'
import { useModelOptions } from './use-model-options.ts'

const modeIcons: Record<ClassifierMode, LucideIcon> = { offline: Cpu, llm: BrainCircuit }

/** Which classifier speaks for what is classified from now on, and what that costs. */
export function ClassifierChoiceForm() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { data, error, refetch } = useQuery(api.opinions.choice.queryOptions({ input: { businessId } }))
  if (!data && error) return <EmptyState icon={CircleAlert} {...problemText(error)}><Button onClick={() => void refetch()}>{t('common.retry')}</Button></EmptyState>
  if (!data) return <SkeletonLines lines={8} />
  // Another person's choice, or what saving made of it, begins the form anew.
  return <ChoiceForm key={JSON.stringify(data)} saved={data} />
}

function ChoiceForm({ saved }: { saved: ClassifierChoice }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { providers } = useModelOptions()
  const [choice, setChoice] = useState(saved)
  const save = useMutation(api.opinions.setChoice.mutationOptions({
    onSuccess: async kept => {
      queryClient.setQueryData(api.opinions.choice.queryKey({ input: { businessId } }), kept)
      notify.success(t(`classifier.saved.${kept.mode}`))
      await queryClient.invalidateQueries({ queryKey: api.opinions.estimate.key() })
    },
  }))
  const changed = JSON.stringify(choice) !== JSON.stringify(saved)
  const withoutProvider = providers?.length === 0
  return (
    <form className="mx-auto flex max-w-4xl flex-col gap-4" onSubmit={event => { event.preventDefault(); save.mutate({ businessId, choice }) }}>
      <RadioGroup.Root aria-label={t('classifier.which')} value={choice.mode} onValueChange={value => { const mode = classifierModes.find(one => one === value); if (mode) setChoice({ ...choice, mode }) }} className="grid gap-3 sm:grid-cols-2">
        {classifierModes.map(mode => <ModeCard key={mode} mode={mode} />)}
      </RadioGroup.Root>
      {choice.mode === 'llm' && withoutProvider && (
        <div className="flex flex-wrap items-center gap-3 rounded-lg border border-caution bg-caution-soft px-4 py-3">
          <p className="min-w-0 flex-1 text-ink">{t('classifier.noProvider')}</p>
          <Button icon={Cable} onClick={() => navigate({ page: 'settings', item: 'models' })}>{t('classifier.toProviders')}</Button>
        </div>
      )}
      {choice.mode === 'llm' && (
        <Card title={t('classifier.model')}>
          <div className="flex flex-col gap-4 p-4">
            <ModelFields choice={choice} onChange={setChoice} />
            <ul className="flex list-disc flex-col gap-1 border-t border-line pt-3 pl-4 text-ink-soft">
              {(['both', 'fallback', 'person', 'leaves'] as const).map(point => <li key={point}>{t(`classifier.point.${point}`)}</li>)}
            </ul>
          </div>
        </Card>
      )}
      {choice.mode === 'llm' && <CostEstimate choice={choice} />}
      <div className="flex items-center gap-2">
        <Button type="submit" variant="primary" busy={save.isPending} disabled={!changed}>{t('common.save')}</Button>
        {changed && <Button onClick={() => setChoice(saved)}>{t('common.cancel')}</Button>}
        <p className="text-sm text-ink-faint">{t('classifier.fromNow')}</p>
      </div>
    </form>
  )
}

function ModeCard({ mode }: { mode: ClassifierMode }) {
  const { t } = useTranslation()
  const Icon = modeIcons[mode]
  return (
    <RadioGroup.Item value={mode} className="group flex gap-3 rounded-lg border border-line-control bg-surface p-4 text-left hover:border-ink-faint data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft">
      <span aria-hidden className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-line-control bg-surface group-data-[state=checked]:border-accent-fill"><RadioGroup.Indicator className="size-2 rounded-full bg-accent-fill" /></span>
      <span className="min-w-0">
        <span className="flex items-center gap-1.5 font-semibold"><Icon aria-hidden size={15} className="text-ink-faint" />{t(`classifier.mode.${mode}`)}</span>
        <span className="mt-0.5 block text-ink-soft">{t(`classifier.modeBody.${mode}`)}</span>
      </span>
    </RadioGroup.Item>
  )
}
