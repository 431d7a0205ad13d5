import { serveVendor, type FakeOptions, type FakeVendor, type Vendor } from './vendor-server.ts'
import { piecesOf, textOf, usageOf, type Asked, type Fails, type Said } from './reply.ts'
import { strictProblem } from './strict-schema.ts'
import { hashedVector } from './vectors.ts'

export interface FakeOpenAiOptions extends FakeOptions {
  /** Numbers of a vector when none is asked for; 384 by default. */
  readonly dimensions?: number
  /** Whether schemas are held to the strict dialect, as OpenAI does; a local server would not. True by default. */
  readonly strict?: boolean
}

/** Seconds since 1970 that every answer bears. */
const created = 1_767_225_600

/** Serves the chat completions, embeddings, transcription and models of OpenAI on the loopback. */
export function serveOpenAi(options: FakeOpenAiOptions = {}): Promise<FakeVendor> {
  return serveVendor(openAi(options), '/v1', options)
}

function openAi({ dimensions = 384, strict = true, models = ['gpt-4.1-mini', 'gpt-4.1', 'text-embedding-3-small'] }: FakeOpenAiOptions): Vendor {
  return {
    read: ({ method, path, body }) => {
      const [route = ''] = path.split('?')
      const fields = recordOf(body)
      const shared = { model: String(fields['model'] ?? ''), streamed: false, system: '', texts: [], schema: undefined, dimensions: null }
      switch (`${method} ${route}`) {
        case 'GET /v1/models': return { ...shared, what: 'models' }
        case 'POST /v1/chat/completions': return { ...shared, what: 'text', streamed: fields['stream'] === true, ...saidIn(fields), schema: schemaIn(fields) }
        case 'POST /v1/audio/transcriptions': return { ...shared, what: 'transcription' }
        case 'POST /v1/embeddings': return {
          ...shared, what: 'embeddings', texts: [fields['input']].flat().map(String), dimensions: typeof fields['dimensions'] === 'number' ? fields['dimensions'] : null,
        }
        default: return null
      }
    },
    keyOf: (headers) => headers.authorization?.replace(/^Bearer /, ''),
    refuses: (asked) => {
      const format = recordOf(recordOf(asked.body)['response_format'])
      const problem = strict && recordOf(format['json_schema'])['strict'] === true ? strictProblem(asked.schema) : null
      return problem === null ? null : { fails: 'bad_request', param: 'response_format', message: `Invalid schema for response_format '${String(recordOf(format['json_schema'])['name'])}': ${problem}` }
    },
    failure,
    whole: (said, asked) => wholeOf(said, asked, asked.dimensions ?? dimensions, models),
    frames: framesOf,
    errorFrame: () => frame({ error: { message: 'The server had an error while processing your request. Sorry about that!', type: 'server_error', param: null, code: null } }),
  }
}

function wholeOf(said: Said, asked: Asked, dimensions: number, models: readonly string[]): unknown {
  const usage = usageOf(said, asked)
  switch (asked.what) {
    case 'models': return { object: 'list', data: models.map((id) => ({ id, object: 'model', created, owned_by: 'system' })) }
    case 'transcription': return { text: textOf(said), ...(usage === null ? {} : { usage: { type: 'tokens', input_tokens: usage.in, output_tokens: usage.out, total_tokens: usage.in + usage.out } }) }
    case 'embeddings': return {
      object: 'list',
      model: asked.model,
      data: asked.texts.map((text, index) => ({ object: 'embedding', index, embedding: embeddingOf(hashedVector(text, dimensions), recordOf(asked.body)['encoding_format']) })),
      ...(usage === null ? {} : { usage: { prompt_tokens: usage.in, total_tokens: usage.in } }),
    }
    case 'text': return {
      id: 'chatcmpl-fake', object: 'chat.completion', created, model: asked.model,
      choices: [{
        index: 0,
        message: { role: 'assistant', content: contentOf(said), refusal: said.refusal ?? null, ...(said.toolCalls === undefined ? {} : { tool_calls: toolCallsOf(said) }) },
        logprobs: null,
        finish_reason: finishOf(said),
      }],
      ...(usage === null ? {} : { usage: usageBody(usage) }),
    }
  }
}

/** The chunks of a streamed completion: the role (sent with the first), the words, the calls bit by bit, why it ended, what it used, and `[DONE]`. */
function framesOf(said: Said, asked: Asked): readonly string[] {
  const chunk = (choices: unknown[], more: object = {}) => frame({ id: 'chatcmpl-fake', object: 'chat.completion.chunk', created, model: asked.model, choices, ...more })
  const delta = (delta: object, finish: string | null = null) => chunk([{ index: 0, delta, logprobs: null, finish_reason: finish }])
  const usage = usageOf(said, asked)
  const asksUsage = recordOf(recordOf(asked.body)['stream_options'])['include_usage'] === true
  const [first = '', ...others] = [
    ...piecesOf(said).map((content) => delta({ content })),
    ...(said.refusal === undefined ? [] : [delta({ refusal: said.refusal })]),
    ...toolCallsOf(said).flatMap((call, index) => {
      const half = Math.ceil(call.function.arguments.length / 2)
      return [
        delta({ tool_calls: [{ index, id: call.id, type: 'function', function: { name: call.function.name, arguments: '' } }] }),
        delta({ tool_calls: [{ index, function: { arguments: call.function.arguments.slice(0, half) } }] }),
        delta({ tool_calls: [{ index, function: { arguments: call.function.arguments.slice(half) } }] }),
      ]
    }),
    delta({}, finishOf(said)),
    ...(usage === null || !asksUsage ? [] : [chunk([], { usage: usageBody(usage) })]),
    'data: [DONE]\n\n',
  ]
  return [`${delta({ role: 'assistant', content: '', refusal: null })}${first}`, ...others]
}

function failure(fails: Fails, asked: Asked | null): { status: number; body: unknown } {
  const error = (status: number, message: string, type: string, code: string | null, param: string | null = null) => ({
    status, body: { error: { message: fails.message ?? message, type, param: fails.param ?? param, code } },
  })
  const model = asked?.model ?? ''
  switch (fails.fails) {
    case 'unauthorised': return error(401, `Incorrect API key provided: ${keyIn(asked)}. You can find your API key at https://platform.openai.com/account/api-keys.`, 'invalid_request_error', 'invalid_api_key')
    case 'rate_limited': return error(429, `Rate limit reached for ${model} on requests per min (RPM): Limit 3, Used 3, Requested 1.`, 'requests', 'rate_limit_exceeded')
    case 'no_credit': return error(429, 'You exceeded your current quota, please check your plan and billing details.', 'insufficient_quota', 'insufficient_quota')
    case 'server_error': return error(500, 'The server had an error while processing your request. Sorry about that!', 'server_error', null)
    case 'unavailable': return error(503, 'The engine is currently overloaded, please try again later', 'server_error', null)
    case 'unknown_model': return error(404, `The model \`${model}\` does not exist or you do not have access to it.`, 'invalid_request_error', 'model_not_found')
    case 'too_long': return error(400, "This model's maximum context length is 8192 tokens. However, your messages resulted in 9001 tokens. Please reduce the length of the messages.", 'invalid_request_error', 'context_length_exceeded', 'messages')
    case 'filtered': return error(400, "The response was filtered due to the prompt triggering the provider's content management policy.", 'invalid_request_error', 'content_filter', 'prompt')
    case 'unsupported_parameter': return fails.param === 'temperature'
      ? error(400, "Unsupported value: 'temperature' does not support 0.7 with this model. Only the default (1) value is supported.", 'invalid_request_error', 'unsupported_value')
      : error(400, `Unsupported parameter: '${fails.param ?? ''}' is not supported with this model.${fails.param === 'max_tokens' ? " Use 'max_completion_tokens' instead." : ''}`, 'invalid_request_error', 'unsupported_parameter')
    case 'no_route': return error(404, 'Invalid URL', 'invalid_request_error', null)
    case 'bad_request': return error(400, 'Invalid request.', 'invalid_request_error', null)
  }
}

/** What the real one shows of a wrong key, and more: all of it, so that whoever repeats it is found out. */
function keyIn(asked: Asked | null): string {
  return String(asked?.headers['authorization'] ?? '').replace(/^Bearer /, '')
}

function contentOf(said: Said): string | null {
  const text = textOf(said)
  return text === '' ? null : text
}

function finishOf(said: Said): string {
  if (said.finish === 'filtered') return 'content_filter'
  return said.finish ?? (said.toolCalls === undefined ? 'stop' : 'tool_calls')
}

function toolCallsOf(said: Said): { id: string; type: 'function'; function: { name: string; arguments: string } }[] {
  return (said.toolCalls ?? []).map((call, index) => ({
    id: call.id ?? `call_${index + 1}`, type: 'function', function: { name: call.name, arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments) },
  }))
}

function usageBody(usage: { in: number; out: number; cachedIn: number }): unknown {
  return { prompt_tokens: usage.in, completion_tokens: usage.out, total_tokens: usage.in + usage.out, prompt_tokens_details: { cached_tokens: usage.cachedIn, audio_tokens: 0 } }
}

function embeddingOf(vector: number[], format: unknown): number[] | string {
  return format === 'base64' ? Buffer.from(new Float32Array(vector).buffer).toString('base64') : vector
}

function saidIn(fields: Record<string, unknown>): { system: string; texts: string[] } {
  const messages = Array.isArray(fields['messages']) ? fields['messages'].map(recordOf) : []
  const textIn = (content: unknown) => Array.isArray(content) ? content.map((part) => String(recordOf(part)['text'] ?? '')).join('\n') : String(content ?? '')
  const isSystem = (message: Record<string, unknown>) => message['role'] === 'system' || message['role'] === 'developer'
  return {
    system: messages.filter(isSystem).map((message) => textIn(message['content'])).join('\n'),
    texts: messages.filter((message) => !isSystem(message)).map((message) => textIn(message['content'])),
  }
}

function schemaIn(fields: Record<string, unknown>): unknown {
  return recordOf(recordOf(fields['response_format'])['json_schema'])['schema']
}

function frame(body: unknown): string {
  return `data: ${JSON.stringify(body)}\n\n`
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? value as Record<string, unknown> : {}
}
