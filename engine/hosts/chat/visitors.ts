import type { IncomingMessage as Request } from 'node:http'
import type { ChannelAccess, ChannelClaim, ChannelErrorCode, ChatChannels } from '../../contract/chat-channel.ts'
import type { Language } from '../../../db/values.ts'
import type { RateLimit } from '../../observe/rate-limit.ts'
import { isLoopback, sameToken } from '../http-guard.ts'
import type { HostGuard } from '../http-guard.ts'

/** Somebody outside who was let in. */
export interface Visitor { readonly claim: ChannelClaim; readonly access: ChannelAccess; readonly isPage: boolean }

export interface VisitorNeeds {
  readonly channels: ChatChannels
  /** The token of the console. */
  readonly token: string
  readonly guard: HostGuard
  /** Pages elsewhere that may chat, with a key. */
  readonly allowedOrigins: readonly string[]
  /** Wrong keys of an address; shared with those of the console's token. */
  readonly wrongTokens: RateLimit
}

/** From which page a request comes: `own` for programs and our own page, the origin of an allowed page elsewhere, null for all others. */
export function originOf(request: Request, { guard, allowedOrigins }: VisitorNeeds): 'own' | { readonly page: string } | null {
  const { origin } = request.headers
  if (guard.acceptsOrigin(origin)) return 'own'
  return origin !== undefined && allowedOrigins.includes(origin) ? { page: origin } : null
}

/**
 * Lets a request in or says why not. The Host header and the flood limit were looked at before.
 * @param credential a channel key or the console's token; empty when none was shown.
 */
export function admitVisitor(request: Request, credential: string, businessId: string | null, needs: VisitorNeeds): Visitor | ChannelErrorCode {
  const origin = originOf(request, needs)
  if (origin === null) return 'forbidden_origin'
  const isPage = origin !== 'own'
  if (credential === '') return isPage || !isOfThisMachine(request) ? 'unauthorized' : letIn({ kind: 'local' }, false, needs) ?? 'unauthorized'

  const address = request.socket.remoteAddress ?? ''
  // All of this machine's programs share its address, so one of them guessing must not lock the others out.
  if (needs.wrongTokens.isEmpty(address) && !isLoopback(address)) return 'rate_limited'
  if (sameToken(credential, needs.token)) {
    // Whoever has the console's token may do everything: no page elsewhere should hold it.
    if (isPage) return 'forbidden_origin'
    return businessId === null ? 'business_required' : letIn({ kind: 'owner', businessId }, false, needs) ?? 'not_found'
  }
  const visitor = letIn({ kind: 'key', key: credential }, isPage, needs)
  if (visitor !== null) return visitor
  return needs.wrongTokens.take(address) ? 'unauthorized' : 'rate_limited'
}

function letIn(claim: ChannelClaim, isPage: boolean, { channels }: VisitorNeeds): Visitor | null {
  const access = channels.admit(claim)
  return access === null ? null : { claim, access, isPage }
}

/**
 * Whether a request surely began on this machine. A proxy here makes the whole world look like loopback, so whatever was
 * passed on, or asked for under a public name, is not taken for ours; nor is what a browser here fetches for a page elsewhere, which could
 * tell from an image that loads or fails whether a chat exists.
 */
function isOfThisMachine(request: Request): boolean {
  const passedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => request.headers[name] !== undefined)
  // Browsers send no Origin with what a page merely embeds.
  const isEmbedded = ['cross-site', 'same-site'].includes(String(request.headers['sec-fetch-site']))
  const name = URL.parse(`http://${request.headers.host ?? ''}`)?.hostname ?? ''
  return isLoopback(request.socket.remoteAddress ?? '') && !passedOn && !isEmbedded && (name === 'localhost' || isLoopback(name.replace(/^\[|\]$/g, '')))
}

/** Spanish unless English is asked for before it. */
export function languageOf(request: Request): Language {
  const wanted = (request.headers['accept-language'] ?? '').split(',').map((part) => {
    const [tag = '', weight] = part.trim().toLowerCase().split(';q=')
    return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) }
  })
  const best = wanted.filter(({ language, weight }) => (language === 'es' || language === 'en') && weight > 0).toSorted((one, other) => other.weight - one.weight)[0]
  return best?.language === 'en' ? 'en' : 'es'
}
