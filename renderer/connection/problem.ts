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
    if (reason && i18n.exists(reason)) return { title: i18n.t(reason, { detail }), body: i18n.t('problems.nothingChanged') }
    if (error.code === 'BAD_REQUEST') return { title: i18n.t('problems.refused'), body: i18n.t('problems.nothingChanged') }
    if (error.code === 'NOT_FOUND') return { title: i18n.t('problems.notFound'), body: i18n.t('problems.notFoundBody') }
  }
  return { title: i18n.t('problems.unexpected'), body: i18n.t('problems.unexpectedBody') }
}

function reasonOf(data: unknown): { reason?: string, detail?: string } {
  if (typeof data !== 'object' || data === null) return {}
  return {
    ...('reason' in data && typeof data.reason === 'string' ? { reason: data.reason } : {}),
    ...('detail' in data && typeof data.detail === 'string' ? { detail: data.detail } : {}),
  }
}
