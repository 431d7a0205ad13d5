import { notify } from '../components/toast.tsx'
import { ConnectionLost, useConnection } from './connection-state.ts'
import { problemText } from './problem.ts'

const lostId = 'connection-lost'

/** Shows what went wrong with something the person did, where the screen has no place of its own for it. */
export function tellProblem(error: unknown): void {
  const { title, body } = problemText(error)
  notify.error(title, { description: body, ...(error instanceof ConnectionLost ? { id: lostId } : {}) })
}

// It asks to try again when the connection is back: once it is, the message has done its work.
useConnection.subscribe(state => { if (state.status === 'connected') notify.dismiss(lostId) })
