import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Language } from '../../../db/values.ts'
import { channelErrors } from '../../contract/chat-channel-words.ts'
import type { ChannelErrorCode, ChannelEvent, ChannelServerMessage, ChatChannels } from '../../contract/chat-channel.ts'
import type { Clock } from '../../observe/clock.ts'
import { keepAlive } from '../keep-alive.ts'
import { readClientMessage } from './read-message.ts'
import type { Visitor } from './visitors.ts'

/** Why a socket was closed from here, beyond the protocol's own codes (docs/chat-channel.md). */
const closeCodes = { flood: 1008, failed: 1011, slow: 1013, keyReplaced: 4401 } as const
/** A client that takes in nothing for so long is cut off; it finds everything in the history. */
const sendPatience = 30_000
/** Bytes that may wait for a client before what is told next waits for it too. */
const mostBuffered = 64 * 1024
/** Messages refused in a row, for their number, before the socket is closed. */
const mostRefused = 100

export interface ChatSocketOptions {
  /** What the WebSocket runs on. */
  readonly raw: Duplex
  readonly channels: ChatChannels
  readonly clock: Clock
  readonly visitor: Visitor
  readonly chatId: string
  readonly language: Language
  /** Messages of this chat. */
  mayWrite(): boolean
  readonly onError: (error: unknown) => void
}

/** Serves one chat on one WebSocket until it closes. */
export function serveChatSocket(socket: WebSocket, { raw, channels, clock, visitor, chatId, language, mayWrite, onError }: ChatSocketOptions): void {
  let refused = 0
  let isGathering = false

  function send(message: ChannelServerMessage): void | Promise<void> {
    gather()
    const text = JSON.stringify(message)
    if (socket.bufferedAmount < mostBuffered) return void socket.send(text)
    return new Promise((resolve) => {
      const cancel = clock.after(sendPatience, () => socket.close(closeCodes.slow, 'too slow'))
      // Resolves too when the socket is gone: its close then ends the line.
      socket.send(text, () => {
        cancel()
        resolve()
      })
    })
  }

  /** What is told in one turn of the event loop goes out in one piece: a call of the system for each message costs more than making it. */
  function gather(): void {
    if (isGathering) return
    isGathering = true
    raw.cork()
    setImmediate(() => {
      isGathering = false
      raw.uncork()
    })
  }

  const own = (event: ChannelEvent): void => void send({ ...event, chat_id: chatId, timestamp: new Date(clock.now()).toISOString() })
  const refuse = (code: ChannelErrorCode, id: string | null): void => own({ type: 'error', code, mensaje: channelErrors[code][language], responde_a: null, id })

  /** A key that was replaced lets nobody read on, however long the socket is open. */
  function isStillWelcome(): boolean {
    try {
      const access = channels.admit(visitor.claim)
      if (access?.businessId === visitor.access.businessId) return true
      socket.close(closeCodes.keyReplaced, 'the key is no longer good')
    } catch (error) {
      fail(error)
    }
    return false
  }

  function fail(error: unknown): void {
    onError(error)
    socket.close(closeCodes.failed, 'the engine failed')
  }

  const line = channels.open(visitor.access, chatId, {
    language,
    send,
    onBroken: fail,
  })

  async function receive(text: string): Promise<void> {
    const message = readClientMessage(text)
    if (!message.ok) return refuse(message.code, message.id)
    if (message.value.type === 'ping') return own({ type: 'pong' })
    if (!isStillWelcome()) return
    try {
      await line.say(message.value)
    } catch (error) {
      onError(error)
      refuse('internal', message.value.id ?? null)
    }
  }

  socket.on('message', (data, isBinary) => {
    if (!mayWrite()) {
      refused += 1
      return refused > mostRefused ? socket.close(closeCodes.flood, 'too many messages') : refuse('rate_limited', null)
    }
    refused = 0
    void receive(isBinary ? '' : String(data))
  })
  keepAlive(socket, clock, isStillWelcome)
  // Errors (a message too large, a broken frame) always end in a close.
  socket.on('error', () => undefined)
  socket.on('close', () => line.close())
}
