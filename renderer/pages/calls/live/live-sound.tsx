import { CircleAlert, Ear, LogOut, Mic, PhoneForwarded, PhoneOff, Play, Unplug, Volume2, VolumeX } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttemptRow, Listening as Access } from '../../../../engine/contract/calls.ts'
import { Button } from '../../../components/button.tsx'
import { confirm } from '../../../components/confirm.tsx'
import { IconState } from '../../../components/icon-state.tsx'
import { Spinner } from '../../../components/spinner.tsx'
import type { Listening, ListeningState } from './listening.ts'
import { useListening } from './use-listening.ts'

interface LiveSoundProps {
  attempt: AttemptRow
  access: Access & { url: string }
  /** Whether the person has taken the call over: then it is not left by accident. */
  onTaking: (speaks: boolean) => void
}

/** The sound of a live call, and speaking in the agent's place. */
export function LiveSound({ attempt, access, onTaking }: LiveSoundProps) {
  const { t } = useTranslation()
  const { listening, controls } = useListening(attempt.id, access)
  const { state, muted, blocked, taking, problem } = listening
  const here = state.at === 'listening' || state.at === 'lost'
  const speaks = here && (taking === 'taken' || taking === 'unheard')
  useEffect(() => onTaking(speaks), [speaks, onTaking])
  const takeOver = async () => {
    const sure = taking === 'unheard' || await confirm({ title: t('callPage.live.takeOverTitle', { name: attempt.debtorName }), body: t('callPage.live.takeOverBody'), confirmLabel: t('callPage.live.takeOver'), danger: true })
    if (sure) void controls?.takeOver()
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex min-h-8 flex-wrap items-center gap-2">
        <div role="status" className="mr-auto"><StateWords listening={listening} /></div>
        {here && <Button icon={muted ? VolumeX : Volume2} onClick={() => controls?.mute(!muted)}>{t(muted ? 'callPage.live.unmute' : 'callPage.live.mute')}</Button>}
        {here && taking !== 'taken' && <Button icon={PhoneForwarded} busy={taking === 'asking'} disabled={state.at !== 'listening'} onClick={() => { void takeOver() }}>{t(taking === 'unheard' ? 'callPage.live.microphoneAgain' : 'callPage.live.takeOver')}</Button>}
        {(here || state.at === 'connecting') && <Button icon={LogOut} onClick={() => { void controls?.leave() }}>{t('callPage.live.leave')}</Button>}
      </div>
      {blocked && here && <p className="flex items-center gap-2 rounded-md bg-caution-soft px-3 py-2"><span className="min-w-0 flex-1">{t('callPage.live.blocked')}</span><Button icon={Play} onClick={() => { void controls?.play() }}>{t('callPage.live.playSound')}</Button></p>}
      {problem && <p role="alert" className="rounded-md bg-danger-soft px-3 py-2">{t(taking === 'unheard' ? 'callPage.live.unheard' : `callPage.live.problem.${problem}`)}</p>}
      {state.at === 'failed' && <p role="alert" className="rounded-md bg-danger-soft px-3 py-2">{t(`callPage.live.failed.${state.why}`, { server: URL.parse(access.url)?.hostname ?? access.url })}</p>}
    </div>
  )
}

const looks = {
  listening: { icon: Ear, tone: 'positive' },
  lost: { icon: Unplug, tone: 'caution' },
  ended: { icon: PhoneOff, tone: 'neutral' },
  failed: { icon: CircleAlert, tone: 'danger' },
} as const

function StateWords({ listening: { state, taking } }: { listening: Listening }) {
  const { t } = useTranslation()
  if (state.at === 'connecting') return <span className="inline-flex items-center gap-2 text-ink-soft"><Spinner />{t('callPage.live.state.connecting')}</span>
  if (state.at === 'listening' && taking === 'taken') return <IconState icon={Mic} tone="danger" label={t('callPage.live.state.speaking')} />
  return <IconState {...looks[state.at]} label={t(wordsOf(state))} />
}

function wordsOf(state: Exclude<ListeningState, { at: 'connecting' }>) {
  return state.at === 'ended' ? `callPage.live.ended.${state.why}` as const : `callPage.live.state.${state.at as 'listening' | 'lost' | 'failed'}` as const
}
