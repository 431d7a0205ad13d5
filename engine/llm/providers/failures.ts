import type { ModelFailureCode } from '../../../db/values.ts'
import { ModelFailure } from '../ports.ts'

/** Characters of a vendor's sentence that are passed on. */
const longestMessage = 500
/** Longest time a vendor may ask to be left alone, milliseconds; what is above is taken for a mistake. */
const longestWaitMs = 24 * 60 * 60_000

/** What a vendor answered instead of an answer. */
export interface RefusalBody {
  readonly status: number
  /** The body as text; JSON where the vendor is itself, a page of HTML where something stands before it. */
  readonly text: string
  readonly headers?: Headers
}

/** A refusal with what the vendor said of it in its own codes, by which a request can be asked in another way. */
export class VendorRefusal extends ModelFailure {
  /** The vendor's own code, such as `unsupported_parameter`; null when it gave none. */
  readonly vendorCode: string | null
  /** The parameter it names. */
  readonly param: string | null
  constructor(code: ModelFailureCode, message: string, { vendorCode, param, ...more }: { vendorCode: string | null; param: string | null; status: number; retryAfterMs: number | null }) {
    super(code, message, more)
    this.vendorCode = vendorCode
    this.param = param
  }
}

/**
 * Classifies a refusal by its status and body, whoever of the vendors wrote it.
 * @param apiKey taken out of the message, should the server repeat it.
 * @param now for a Retry-After given as a date, milliseconds since 1970.
 */
export function refusalOf(body: RefusalBody, apiKey: string | null, now: number): VendorRefusal {
  const said = readBody(body.text)
  const message = withoutKeys(said.message === '' ? `HTTP ${body.status} without a word.` : said.message, apiKey)
  return new VendorRefusal(codeOf(body.status, said), message, {
    vendorCode: said.code, param: said.param, status: body.status, retryAfterMs: retryAfter(body.headers, said.retryDelayMs, now),
  })
}

/** Takes keys out of a vendor's sentence and cuts it. Other keys too: a gateway may repeat the one it uses itself. */
export function withoutKeys(text: string, apiKey: string | null): string {
  const bare = apiKey === null || apiKey === '' ? text : text.replaceAll(apiKey, '***').replaceAll(encodeURIComponent(apiKey), '***')
  return bare.replaceAll(/\b(?:sk|pk|rk|gsk|xai|hf|AIza|AQ\.)[-_]?[\w.-]{16,}/g, '***').replaceAll(/\bBearer\s+[\w.~+/-]+=*/gi, 'Bearer ***').slice(0, longestMessage)
}

interface Said { readonly message: string; readonly code: string | null; readonly type: string; readonly param: string | null; readonly retryDelayMs: number | null }

/** Reads what OpenAI, Gemini, vLLM, Ollama, LM Studio and FastAPI write; any other text is its own message. */
function readBody(text: string): Said {
  const json = parsed(text)
  // Gemini sends the errors of a stream as a list of one.
  const root = Array.isArray(json) ? json[0] as unknown : json
  if (typeof root !== 'object' || root === null) return { message: plain(text), code: null, type: '', param: null, retryDelayMs: null }
  const inner = Reflect.get(root, 'error') ?? root
  if (typeof inner !== 'object') return { message: String(inner), code: null, type: '', param: null, retryDelayMs: null }
  const error = inner as Record<string, unknown>
  const details = Array.isArray(error['details']) ? error['details'] as Record<string, unknown>[] : []
  const reason = details.map((detail) => detail['reason']).find((value) => typeof value === 'string')
  const code = reason ?? (typeof error['code'] === 'string' ? error['code'] : error['status'])
  const delay = details.map((detail) => detail['retryDelay']).find((value) => typeof value === 'string')
  const sentence = error['message'] ?? error['detail']
  return {
    message: typeof sentence === 'string' ? sentence : JSON.stringify(sentence ?? root),
    code: typeof code === 'string' ? code : null,
    type: typeof error['type'] === 'string' ? error['type'] : '',
    param: typeof error['param'] === 'string' ? error['param'] : null,
    retryDelayMs: typeof delay === 'string' ? numberOr(Number.parseFloat(delay) * 1000) : null,
  }
}

function codeOf(status: number, { message, code, type }: Said): ModelFailureCode {
  if (status === 402 || code === 'insufficient_quota' || type === 'insufficient_quota' || code === 'billing_hard_limit_reached' || /prepayment credits|credit balance|out of credits/i.test(message)) return 'no_credit'
  if (status === 401 || status === 403 || code === 'API_KEY_INVALID' || code === 'invalid_api_key' || /api key (?:not valid|expired)/i.test(message)) return 'unauthorised'
  if (status === 429 || code === 'rate_limit_exceeded') return 'rate_limited'
  if (status === 408 || status === 504) return 'timeout'
  if (status >= 500 || status === 409 || status === 425) return 'server_error'
  if (code === 'content_filter' || code === 'content_policy_violation') return 'filtered'
  if (status === 413 || code === 'context_length_exceeded' || /context (?:length|window|size)|input token count.*exceeds|prompt is too long/i.test(message)) return 'too_long'
  if (code === 'model_not_found' || (status === 404 && /model/i.test(message))) return 'unknown_model'
  // No such path: whoever serves this address does not do what was asked.
  if (status === 404 || status === 405 || /does not support (?:tools|images?|audio|vision|embeddings?)|only supported by certain models|not a multimodal model/i.test(message)) return 'unsupported'
  return 'bad_request'
}

/** Milliseconds to wait: `retry-after-ms`, then `retry-after` in seconds or as a date, then what the body says. */
function retryAfter(headers: Headers | undefined, fromBody: number | null, now: number): number | null {
  const milliseconds = numberOr(Number.parseFloat(headers?.get('retry-after-ms') ?? ''))
  const text = headers?.get('retry-after') ?? ''
  const seconds = text === '' ? null : numberOr(Number(text) * 1000)
  const date = text === '' ? null : numberOr(Date.parse(text) - now)
  const wait = milliseconds ?? seconds ?? date ?? fromBody
  return wait === null ? null : Math.min(Math.max(0, Math.round(wait)), longestWaitMs)
}

function numberOr(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A page of HTML says little; its words without the tags say it shorter. */
function plain(text: string): string {
  return text.replaceAll(/<(?:style|script)[\s\S]*?<\/(?:style|script)>|<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ').trim()
}
