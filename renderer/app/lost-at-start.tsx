import { RotateCw, Unplug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../components/button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { reconnectNow } from '../connection/client.ts'
import { useConnection } from '../connection/connection-state.ts'

/** The engine was never reached since this page was opened, so there is nothing to show yet. */
export function LostAtStart() {
  const { t } = useTranslation()
  const problem = useConnection(state => state.problem)
  return (
    <main className="flex h-full items-center justify-center">
      <EmptyState icon={Unplug} title={t('engine.lostFirst')} body={problem ?? t(window.vocero?.desktop ? 'engine.lostBody' : 'engine.lostFirstBody')}>
        <Button icon={RotateCw} onClick={reconnectNow}>{t('engine.reconnect')}</Button>
      </EmptyState>
    </main>
  )
}
