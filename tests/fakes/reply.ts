/** What a fake vendor is told to do with one request, in words that hold for every vendor. */
export type Reply = Said | Fails | Raw | Silence

/** An answer. Without `text`, `json` or `toolCalls` it says one plain sentence. */
export interface Said {
  readonly text?: string
  /** Said as JSON text. */
  readonly json?: unknown
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: unknown; readonly id?: string }[]
  readonly finish?: 'stop' | 'length' | 'filtered'
  /** The model declines in words of its own. */
  readonly refusal?: string
  /** Null leaves it out; absent counts four characters a token. */
  readonly usage?: { readonly in: number; readonly out: number; readonly cachedIn?: number } | null
  /** How a streamed text is cut up; words by default. */
  readonly pieces?: readonly string[]
  /** Holds every frame of a stream, or every quarter of a whole answer, until the test lets it go. */
  readonly pace?: Pace
  /** Every byte goes out by itself, so that letters and lines come in halves. */
  readonly bytewise?: boolean
  /** Nothing is sent before this. */
  readonly after?: Promise<unknown>
  /** The connection breaks after so many frames of a stream, or half-way through a whole answer. */
  readonly cutAfter?: number
  /** The stream ends politely after so many frames, without saying that it ended. */
  readonly stopsAfter?: number
  /** The frame after so many is no JSON. */
  readonly garbledAfter?: number
  /** An error in a frame of its own after so many: what a vendor does whose model breaks down half-way. */
  readonly errorAfter?: number
}

export const failureKinds = [
  'unauthorised', 'rate_limited', 'no_credit', 'server_error', 'unavailable', 'unknown_model', 'too_long', 'filtered', 'bad_request', 'unsupported_parameter', 'no_route',
] as const
export interface Fails {
  readonly fails: (typeof failureKinds)[number]
  readonly message?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Which parameter is not taken. */
  readonly param?: string
  /** Seconds, where the vendor says it in the body. */
  readonly retryInBody?: number
}

/** Bytes as they are: for what no honest server would send. */
export interface Raw { readonly raw: { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string } }

/** `hangs` keeps the connection and says nothing; `drops` closes it without a word. */
export interface Silence { readonly silence: 'hangs' | 'drops' }

export type Plan = (request: Asked) => Reply | Promise<Reply>

/** A request as every vendor means it. */
export interface Asked {
  readonly what: 'text' | 'embeddings' | 'transcription' | 'models'
  readonly model: string
  readonly streamed: boolean
  readonly system: string
  /** Every text of the messages, a line each; for embeddings the texts. */
  readonly texts: readonly string[]
  /** The schema that the answer must fit, when one was asked for. */
  readonly schema: unknown
  readonly dimensions: number | null
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The JSON body as it was parsed; of a form its fields as text and its files as `{ name, type, bytes }`. */
  readonly body: unknown
  /** Resolves when the other side has closed the connection before the answer was whole. */
  readonly abandoned: Promise<void>
}

/** A gate that the test opens step by step. */
export interface Pace {
  /** Waits for the next step. */
  step(): Promise<void>
  /** Lets so many steps go. */
  allow(steps?: number): void
  /** Lets everything go from now on. */
  open(): void
}

export function pace(): Pace {
  let allowed = 0
  const waiting: (() => void)[] = []
  const letGo = () => {
    while (allowed > 0) {
      const next = waiting.shift()
      if (next === undefined) return
      allowed -= 1
      next()
    }
  }
  return {
    step: () => new Promise((resolve) => {
      waiting.push(resolve)
      letGo()
    }),
    allow: (steps = 1) => {
      allowed += steps
      letGo()
    },
    open: () => {
      allowed = Number.POSITIVE_INFINITY
      letGo()
    },
  }
}

/** The whole text of an answer. */
export function textOf(said: Said): string {
  if (said.text !== undefined) return said.text
  if (said.json !== undefined) return JSON.stringify(said.json)
  if (said.pieces !== undefined) return said.pieces.join('')
  return said.toolCalls === undefined && said.refusal === undefined ? 'Esta es una respuesta de prueba.' : ''
}

/** The text as a stream would bring it: word by word unless told. */
export function piecesOf(said: Said): readonly string[] {
  return said.pieces ?? textOf(said).match(/\S+\s*|\s+/g) ?? []
}

/** Tokens of a request and its answer; null when the vendor is to tell nothing. */
export function usageOf(said: Said, asked: Asked): { in: number; out: number; cachedIn: number } | null {
  if (said.usage === null) return null
  if (said.usage !== undefined) return { cachedIn: 0, ...said.usage }
  const tokens = (text: string) => Math.ceil(text.length / 4)
  return { in: tokens(`${asked.system}${asked.texts.join('')}`), out: tokens(textOf(said)), cachedIn: 0 }
}
