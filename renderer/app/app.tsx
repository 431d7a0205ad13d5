import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { ConfirmHost } from '../components/confirm.tsx'
import { Problem } from '../components/problem.tsx'
import { ToastHost } from '../components/toast.tsx'
import { TooltipProvider } from '../components/tooltip.tsx'
import { api } from '../connection/client.ts'
import { useConnection } from '../connection/connection-state.ts'
import { LiveRegion } from './announce.tsx'
import { useBusinesses } from './business.ts'
import { LostAtStart } from './lost-at-start.tsx'
import { receivePreferences, usePreferences } from './preferences.ts'
import { FrameSkeleton } from './frame-skeleton.tsx'
import { Shell } from './shell.tsx'

const FirstRun = lazy(async () => ({ default: (await import('../pages/first-run/first-run-page.tsx')).FirstRunPage }))

export function App() {
  const theme = usePreferences(preferences => preferences.theme)
  return (
    <TooltipProvider>
      <Start />
      <ConfirmHost />
      <ToastHost theme={theme} />
      <LiveRegion />
    </TooltipProvider>
  )
}

/** Waits for what the frame needs to know, then shows the first run or the frame. */
function Start() {
  const status = useConnection(state => state.status)
  const preferences = useQuery(api.system.preferences.queryOptions())
  const businesses = useQuery(api.system.businesses.queryOptions())
  const { current } = useBusinesses()
  useEffect(() => { if (preferences.data) receivePreferences(preferences.data) }, [preferences.data])

  // The first run stays until it is through, although its business is there before its samples are.
  const [inFirstRun, setInFirstRun] = useState(false)
  if (businesses.data?.length === 0 && !inFirstRun) setInFirstRun(true)

  if (inFirstRun && preferences.data) return <Suspense><FirstRun onDone={() => setInFirstRun(false)} /></Suspense>
  if (current && preferences.data) return <Shell />
  if (status === 'lost') return <LostAtStart />
  const failed = businesses.error ?? preferences.error
  if (failed) return <Problem error={failed} onRetry={() => { void businesses.refetch(); void preferences.refetch() }} />
  return <FrameSkeleton />
}
