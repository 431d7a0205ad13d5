import { BellPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'

/** Asks to be allowed to show notices of the desktop; gone once that was answered, because it cannot be asked twice. */
export function DesktopNotices() {
  const { t } = useTranslation()
  const [permission, setPermission] = useState(() => 'Notification' in window ? Notification.permission : 'denied')
  if (permission !== 'default') return null
  const ask = async () => setPermission(await Notification.requestPermission())
  return <Button variant="ghost" icon={BellPlus} onClick={() => void ask()}>{t('chatLab.allowNotices')}</Button>
}
