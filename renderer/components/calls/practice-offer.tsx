import { FlaskConical, Megaphone, PhoneOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../../app/address.ts'
import { showSimulated, useSimulated } from '../../app/practice-mode.tsx'
import { Button } from '../button.tsx'
import { EmptyState } from '../empty-state.tsx'

/** Nothing was called yet: the way to a campaign, and to the practice line from where real calls would be. */
export function PracticeOffer({ title }: { title: string }) {
  const { t } = useTranslation()
  const simulated = useSimulated()
  return (
    <EmptyState icon={PhoneOff} title={title} body={t(simulated ? 'floor.emptyPractice' : 'floor.emptyReal')}>
      <Button variant="primary" icon={Megaphone} onClick={() => navigate({ page: 'campaigns', query: { new: 'yes' } })}>{t('floor.toCampaigns')}</Button>
      {!simulated && <Button icon={FlaskConical} onClick={() => showSimulated(true)}>{t('floor.tryPractice')}</Button>}
    </EmptyState>
  )
}
