import { lazy, Suspense } from 'react'
import { Skeleton } from '../../../components/skeleton.tsx'
import { CacheHits } from './cache-hits.tsx'
import { CacheTasks } from './cache-tasks.tsx'

// The charting library is large and wanted on few pages.
const CurvesCard = lazy(async () => ({ default: (await import('./curves-card.tsx')).CurvesCard }))

/** Answers kept from before: for which questions they are used, how well that was measured to go, and each time one was found. */
export function CacheView() {
  return (
    <div className="@container min-h-0 flex-1 overflow-y-auto p-4">
      <div className="mx-auto flex max-w-[1600px] flex-col gap-4">
        <CacheTasks />
        <Suspense fallback={<Skeleton className="h-64 w-full" />}><CurvesCard /></Suspense>
        <CacheHits />
      </div>
    </div>
  )
}
