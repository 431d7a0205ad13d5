import { Unplug } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { reconnectNow } from '../connection/client.ts'
import { useNow } from '../components/use-now.ts'
import { useConnection } from '../connection/connection-state.ts'
import { announce } from './announce.tsx'

/** A restart of the engine shorter than this passes without alarming anybody. */
const graceMs = 600

/** What happened, what is safe and what is being done, while the engine cannot be reached. The page stays readable. */
export function LostBanner() {
  const isLost = useConnection(state => state.status === 'lost')
  return isLost ? <DelayedBanner /> : null
}

function DelayedBanner() {
  const { t } = useTranslation()
  const problem = useConnection(state => state.problem)
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), graceMs)
    return () => clearTimeout(timer)
  }, [])
  useEffect(() => {
    if (!shown) return undefined
    announce(`${t('engine.lostTitle')}. ${t('engine.lostBody')}`)
    return () => announce(t('engine.backAgain'))
  }, [shown, t])
  if (!shown) return null
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-caution-soft px-4 py-1">
      <Unplug aria-hidden size={14} className="text-caution" />
      <strong className="font-semibold">{t('engine.lostTitle')}</strong>
      <span className="text-ink-soft">{t('engine.lostBody')}</span>
      {problem && <span className="text-ink">{problem}</span>}
      <Countdown />
      <Button size="sm" className="ml-auto" onClick={reconnectNow}>{t('engine.reconnect')}</Button>
    </div>
  )
}

function Countdown() {
  const { t } = useTranslation()
  const nextAttemptAt = useConnection(state => state.nextAttemptAt)
  const now = useNow(500)
  if (nextAttemptAt === null || nextAttemptAt - now < 1_000) return null
  return <span className="text-ink-faint">{t('engine.lostNext', { seconds: Math.ceil((nextAttemptAt - now) / 1000) })}</span>
}
