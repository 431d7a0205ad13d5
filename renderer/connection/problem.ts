import { ORPCError } from '@orpc/client'
import { i18n } from '../i18n/index.ts'
import { ConnectionLost } from './connection-state.ts'

/**
 * An error in words for people: what happened (title) and what is safe or what to do (body). The engine's own errors
 * carry the key of their sentence in `data.reason`.
 */
export function problemText(error: unknown): { title: string, body: string | undefined } {
  if (error instanceof ConnectionLost) return { title: i18n.t('problems.lost'), body: i18n.t('problems.lostBody') }
  if (error instanceof ORPCError) {
    const { reason, detail } = reasonOf(error.data)
    const sentence = reason && reasonText(reason, detail)
    if (sentence) return { title: sentence, body: i18n.t('problems.nothingChanged') }
    if (error.code === 'BAD_REQUEST') return { title: i18n.t('problems.refused'), body: i18n.t('problems.nothingChanged') }
    if (error.code === 'NOT_FOUND') return { title: i18n.t('problems.notFound'), body: i18n.t('problems.notFoundBody') }
  }
  return { title: i18n.t('problems.unexpected'), body: i18n.t('problems.unexpectedBody') }
}

/**
 * What a job left as its error, in words: either a sentence already, or the key of a reason with its detail after a
 * space ("ingest.unclosed_quote 311").
 */
export function errorText(error: string): string {
  const [reason = '', ...detail] = error.split(' ')
  return reasonText(reason, detail.join(' ')) ?? error
}

function reasonText(reason: string, detail: string | undefined): string | undefined {
  const key = [`reasons.${reason}`, reason].find(candidate => candidate.includes('.') && i18n.exists(candidate))
  return key && i18n.t(key, { detail })
}

function reasonOf(data: unknown): { reason?: string, detail?: string } {
  if (typeof data !== 'object' || data === null) return {}
  return {
    ...('reason' in data && typeof data.reason === 'string' ? { reason: data.reason } : {}),
    ...('detail' in data && typeof data.detail === 'string' ? { detail: data.detail } : {}),
  }
}
