import { useQuery } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../components/button.tsx'
import { Problem } from '../components/problem.tsx'
import { SkeletonLines } from '../components/skeleton.tsx'
import { api } from '../connection/client.ts'
import { shownLanguage } from '../i18n/index.ts'

/** What the engine finds when it examines itself. */
export function DoctorChecks() {
  const { t } = useTranslation()
  const doctor = useQuery(api.system.doctor.queryOptions())
  const problems = doctor.data?.filter(check => !check.ok).length ?? 0
  return (
    <section aria-busy={doctor.isFetching}>
      <div className="mb-1 flex items-center gap-2">
        <h3 className="flex-1 font-semibold">{t('engine.checks')}</h3>
        {doctor.data && <span className={problems ? 'text-danger' : 'text-ink-soft'}>{problems ? t('engine.checksBad', { count: problems }) : t('engine.checksOk')}</span>}
        <IconButton size="sm" icon={RotateCw} label={t('common.retry')} onClick={() => { void doctor.refetch() }} />
      </div>
      {doctor.isPending && <SkeletonLines />}
      {doctor.error && !doctor.data && <Problem error={doctor.error} onRetry={() => { void doctor.refetch() }} />}
      <ul className="flex flex-col gap-1.5">
        {doctor.data?.map(check => {
          const Icon = check.ok ? CircleCheck : CircleAlert
          return (
            <li key={check.name} className="flex gap-2">
              <Icon role="img" aria-label={t(check.ok ? 'engine.checkOk' : 'engine.checkBad')} size={14} className={`mt-0.5 shrink-0 ${check.ok ? 'text-positive' : 'text-danger'}`} />
              <div className="min-w-0">
                <div>{t(`checks.${check.name}`)}</div>
                <div className="text-sm break-words text-ink-soft">{check.detail[shownLanguage()]}</div>
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
