import { serveVendor, type FakeOptions, type FakeVendor, type Vendor } from './vendor-server.ts'
import { piecesOf, textOf, usageOf, type Asked, type Fails, type Said } from './reply.ts'
import { hashedVector } from './vectors.ts'

export interface FakeGeminiOptions extends FakeOptions {
  /** Numbers of a vector when none is asked for; 384 by default. */
  readonly dimensions?: number
}

/** Serves generateContent, its stream, batchEmbedContents and the models of the Gemini API on the loopback. */
export function serveGemini(options: FakeGeminiOptions = {}): Promise<FakeVendor> {
  return serveVendor(gemini(options), '', options)
}

function gemini({ dimensions = 384, models = ['gemini-2.5-flash', 'gemini-2.5-pro', 'gemini-embedding-001'] }: FakeGeminiOptions): Vendor {
  return {
    read: ({ method, path, body }) => {
      const [route = ''] = path.split('?')
      const [, model = '', verb = ''] = /^\/v1(?:beta)?\/models(?:\/([^:]+):(\w+))?$/.exec(route) ?? []
      const fields = recordOf(body)
      const shared = { model, streamed: false, system: '', texts: [], schema: undefined, dimensions: null }
      if (method === 'GET' && /^\/v1(?:beta)?\/models$/.test(route)) return { ...shared, what: 'models' }
      if (method !== 'POST') return null
      switch (verb) {
        case 'generateContent': return { ...shared, what: 'text', ...saidIn(fields) }
        case 'streamGenerateContent': return { ...shared, what: 'text', streamed: true, ...saidIn(fields) }
        case 'batchEmbedContents': {
          const requests = listOf(fields['requests'])
          const asked = requests[0]?.['outputDimensionality']
          return { ...shared, what: 'embeddings', texts: requests.map((request) => textIn(request['content'])), dimensions: typeof asked === 'number' ? asked : null }
        }
        default: return null
      }
    },
    keyOf: (headers) => headers['x-goog-api-key']?.toString(),
    refuses: () => null,
    failure,
    whole: (said, asked) => wholeOf(said, asked, asked.dimensions ?? dimensions, models),
    frames: framesOf,
    errorFrame: () => `data: ${JSON.stringify({ error: { code: 503, message: 'The model is overloaded. Please try again later.', status: 'UNAVAILABLE' } })}\r\n\r\n`,
  }
}

function wholeOf(said: Said, asked: Asked, dimensions: number, models: readonly string[]): unknown {
  switch (asked.what) {
    case 'models': return {
      models: models.map((name) => ({
        name: `models/${name}`, version: '001', displayName: name, inputTokenLimit: 1_048_576, outputTokenLimit: 65_536,
        supportedGenerationMethods: name.includes('embedding') ? ['embedContent'] : ['generateContent', 'countTokens'],
      })),
    }
    case 'embeddings': return { embeddings: asked.texts.map((text) => ({ values: hashedVector(text, dimensions) })) }
    default: return response([...textParts(said), ...callParts(said)], said, asked, true)
  }
}

/** Every frame is a whole response with a part of the answer; the last says why it ended. Calls come in one piece. */
function framesOf(said: Said, asked: Asked): readonly string[] {
  const frame = (parts: unknown[], last: boolean) => `data: ${JSON.stringify(response(parts, said, asked, last))}\r\n\r\n`
  return [
    ...piecesOf(said).map((text) => frame([{ text }], false)),
    ...callParts(said).map((part) => frame([part], false)),
    frame([{ text: said.refusal ?? '' }], true),
  ]
}

function response(parts: unknown[], said: Said, asked: Asked, last: boolean): unknown {
  const usage = usageOf(said, asked)
  return {
    candidates: [{ content: { parts, role: 'model' }, index: 0, ...(last ? { finishReason: finishOf(said) } : {}) }],
    ...(usage === null ? {} : {
      usageMetadata: {
        promptTokenCount: usage.in, candidatesTokenCount: usage.out, totalTokenCount: usage.in + usage.out,
        ...(usage.cachedIn === 0 ? {} : { cachedContentTokenCount: usage.cachedIn }),
      },
    }),
    modelVersion: asked.model,
    responseId: 'fake',
  }
}

function failure(fails: Fails, asked: Asked | null): { status: number; body: unknown } {
  const error = (code: number, status: string, message: string, details?: unknown[]) => ({
    status: code, body: { error: { code, message: fails.message ?? message, status, ...(details === undefined ? {} : { details }) } },
  })
  const model = asked?.model ?? ''
  const help = { '@type': 'type.googleapis.com/google.rpc.Help', links: [{ description: 'Learn more about Gemini API quotas', url: 'https://ai.google.dev/gemini-api/docs/rate-limits' }] }
  switch (fails.fails) {
    case 'unauthorised': return error(400, 'INVALID_ARGUMENT', `API key not valid: ${String(asked?.headers['x-goog-api-key'] ?? '')}. Please pass a valid API key.`, [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID', domain: 'googleapis.com', metadata: { service: 'generativelanguage.googleapis.com' } },
    ])
    case 'rate_limited': return error(429, 'RESOURCE_EXHAUSTED', `You exceeded your current quota for ${model}.`, [
      { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId: 'GenerateRequestsPerMinutePerProjectPerModel', quotaValue: '10' }] },
      help,
      ...(fails.retryInBody === undefined ? [] : [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${fails.retryInBody}s` }]),
    ])
    case 'no_credit': return error(429, 'RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted. Please go to AI Studio to manage your project and billing.', [help])
    case 'server_error': return error(500, 'INTERNAL', 'An internal error has occurred. Please retry.')
    case 'unavailable': return error(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.')
    case 'unknown_model': return error(404, 'NOT_FOUND', `models/${model} is not found for API version v1beta, or is not supported for generateContent.`)
    case 'too_long': return error(400, 'INVALID_ARGUMENT', 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).')
    // The real one answers 200 and says why it blocked the prompt.
    case 'filtered': return { status: 200, body: { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata: { promptTokenCount: 9, totalTokenCount: 9 }, modelVersion: model } }
    case 'unsupported_parameter': return error(400, 'INVALID_ARGUMENT', `Invalid JSON payload received. Unknown name "${fails.param ?? ''}" at 'generation_config': Cannot find field.`)
    case 'no_route': return error(404, 'NOT_FOUND', 'The requested URL was not found on this server.')
    case 'bad_request': return error(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.')
  }
}

function textParts(said: Said): unknown[] {
  const text = said.refusal ?? textOf(said)
  return text === '' ? [] : [{ text }]
}

function callParts(said: Said): unknown[] {
  return (said.toolCalls ?? []).map((call, index) => ({
    functionCall: { name: call.name, args: call.arguments, ...(call.id === undefined ? {} : { id: call.id }) }, ...(index === 0 ? { thoughtSignature: 'c2lnbmF0dXJl' } : {}),
  }))
}

/** Gemini ends with STOP when it calls a function too. A model that declines is filtered for safety. */
function finishOf(said: Said): string {
  if (said.finish === 'filtered' || said.refusal !== undefined) return 'SAFETY'
  return said.finish === 'length' ? 'MAX_TOKENS' : 'STOP'
}

function saidIn(fields: Record<string, unknown>): Pick<Asked, 'system' | 'texts' | 'schema'> {
  const config = recordOf(fields['generationConfig'])
  return {
    system: textIn(fields['systemInstruction']),
    texts: listOf(fields['contents']).map(textIn),
    schema: config['responseJsonSchema'] ?? config['responseSchema'],
  }
}

function textIn(content: unknown): string {
  return listOf(recordOf(content)['parts']).map((part) => String(part['text'] ?? '')).join('\n')
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(recordOf) : []
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? value as Record<string, unknown> : {}
}
