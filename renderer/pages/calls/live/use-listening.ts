import { useEffect, useRef, useState } from 'react'
import type { Listening as Access } from '../../../../engine/contract/calls.ts'
import { client } from '../../../connection/client.ts'
import { listenIn, startOfListening, type Listening, type ListeningControls } from './listening.ts'

/** Joins a call's room while the caller is shown; LiveKit's code is fetched when somebody first listens. */
export function useListening(attemptId: string, access: Access & { url: string }): { listening: Listening, controls: ListeningControls | null } {
  const [listening, setListening] = useState(startOfListening)
  const [controls, setControls] = useState<ListeningControls | null>(null)
  const { url, accessToken, participantId } = access
  const gone = useRef(false)
  useEffect(() => {
    gone.current = false
    let mine: ListeningControls | null = null
    void import('./livekit-room.ts').then(({ livekitRoom }) => {
      if (gone.current) return
      mine = listenIn(livekitRoom(), { url, accessToken }, async () => { await client.calls.takeOver({ attemptId, participantId }) }, setListening)
      setControls(mine)
    }, () => setListening({ ...startOfListening, state: { at: 'failed', why: 'unreachable' } }))
    return () => {
      gone.current = true
      void mine?.leave()
    }
  }, [attemptId, url, accessToken, participantId])
  return { listening, controls }
}
