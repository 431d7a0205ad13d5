import { CircleAlert, Clock, Paperclip, RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../components/button.tsx'
import { IconState } from '../../../components/icon-state.tsx'
import { useConnection } from '../../../connection/connection-state.ts'
import { Bubble } from './bubble.tsx'
import { discard, sendAgain, type Outgoing } from './outbox.ts'

/** A message that the engine has not taken yet, or has refused. */
export function OutgoingView({ outgoing }: { outgoing: Outgoing }) {
  const { t } = useTranslation()
  const lost = useConnection(state => state.status === 'lost')
  const foot = outgoing.state === 'refused'
    ? (
      <>
        <span role="alert" className="flex w-full gap-1.5"><CircleAlert aria-hidden size={14} className="mt-0.5 shrink-0 text-danger" />{outgoing.problem ?? t('chatLab.notSent')}</span>
        <Button size="sm" variant="ghost" icon={RotateCw} onClick={() => sendAgain(outgoing.clientId)}>{t('common.retry')}</Button>
        <Button size="sm" variant="ghost" onClick={() => discard([outgoing.clientId])}>{t('chatLab.discard')}</Button>
      </>
    )
    : <IconState icon={Clock} label={t(lost ? 'chatLab.sentLater' : 'chatLab.sending')} />
  return (
    <Bubble author={outgoing.author} foot={foot}>
      {outgoing.file && <p className="flex items-center gap-1.5"><Paperclip aria-hidden size={13} />{outgoing.file.name}</p>}
      {outgoing.text !== '' && <p className="break-words whitespace-pre-wrap">{outgoing.text}</p>}
    </Bubble>
  )
}
