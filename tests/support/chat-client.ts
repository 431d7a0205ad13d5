import { WebSocket } from 'ws'

/**
 * A client of the chat channel as somebody outside would write it from docs/chat-channel.md: it knows addresses and words of the
 * protocol, and nothing of the engine.
 */
export interface Heard {
  readonly type: string
  readonly chat_id: string
  readonly timestamp: string
  readonly content?: string
  readonly [field: string]: unknown
}

export type ChatClient = Awaited<ReturnType<typeof connectChat>>

export async function connectChat(address: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(address, { headers })
  const heard: Heard[] = []
  let read = 0
  let wake = (): void => undefined
  socket.on('message', (data) => {
    heard.push(JSON.parse(String(data)) as Heard)
    wake()
  })
  const closed = new Promise<number>((resolve) => {
    socket.on('close', (code) => {
      resolve(code)
      wake()
    })
  })
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve)
    socket.on('unexpected-response', (_request, response) => reject(new Error(`${response.statusCode} ${response.headers['x-error-code']}`)))
    socket.on('error', reject)
  })

  /** The next message that is wanted; those before it are passed over. */
  async function next(wanted: string | ((message: Heard) => boolean)): Promise<Heard> {
    const fits = typeof wanted === 'string' ? (message: Heard) => message.type === wanted : wanted
    for (;;) {
      while (read < heard.length) {
        const message = heard[read]
        read += 1
        if (message !== undefined && fits(message)) return message
      }
      if (socket.readyState === WebSocket.CLOSED) throw new Error(`The socket closed; heard: ${JSON.stringify(heard)}`)
      await new Promise<void>((resolve) => { wake = resolve })
    }
  }

  const send = (message: object | string): void => socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  return {
    heard,
    closed,
    next,
    send,
    sendBytes: (bytes: Uint8Array) => socket.send(bytes),
    /** Says something and waits for the whole answer. */
    async ask(mensaje: string, rest: object = {}): Promise<Heard> {
      send({ type: 'message', mensaje, ...rest })
      return next('response_end')
    },
    /** Ends as a client whose network went away. */
    cut: () => socket.terminate(),
    async close(): Promise<void> {
      socket.close()
      await closed
    },
  }
}

/** The server-sent events of an answer, in their order. */
export async function readEvents(response: Response): Promise<Heard[]> {
  const blocks = (await response.text()).split('\n\n')
  return blocks.flatMap((block) => {
    const data = block.split('\n').find((line) => line.startsWith('data: '))
    return data === undefined ? [] : [JSON.parse(data.slice(6)) as Heard]
  })
}
