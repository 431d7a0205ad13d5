import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttemptRow, Listening } from '../../../../engine/contract/calls.ts'
import { Button } from '../../../components/button.tsx'
import { confirm } from '../../../components/confirm.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { LiveSound } from './live-sound.tsx'
import { LiveWords } from './live-words.tsx'

/** A live call as it is heard and read. @param access null where there is no sound: on the practice line. */
export function LiveDialog({ attempt, access, onClose }: { attempt: AttemptRow, access: Listening | null, onClose: () => void }) {
  const { t } = useTranslation()
  const [speaks, setSpeaks] = useState(false)
  const close = async () => {
    if (!speaks || await confirm({ title: t('callPage.live.leaveTitle'), body: t('callPage.live.leaveBody'), confirmLabel: t('callPage.live.leave'), danger: true })) onClose()
  }
  const url = access?.transport === 'livekit' ? access.url : null
  return (
    <Dialog open size="lg" onOpenChange={open => { if (!open) void close() }} title={t('callPage.live.listenTitle', { name: attempt.debtorName })} footer={<Button onClick={() => { void close() }}>{t('common.close')}</Button>}>
      <div className="flex flex-col gap-4">
        {access && url !== null
          ? <LiveSound attempt={attempt} access={{ ...access, url }} onTaking={setSpeaks} />
          : <p role="status" className="rounded-md bg-sunken px-3 py-2">{t(access === null ? 'callPage.live.practiceSilent' : 'callPage.live.noRoom')}</p>}
        <LiveWords attempt={attempt} />
      </div>
    </Dialog>
  )
}
