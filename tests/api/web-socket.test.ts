import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { WebSocket } from 'ws'
import { serveHttp } from '../../engine/hosts/http.ts'
import { describeApi } from './conformance.ts'
import type { EngineClient } from './conformance.ts'

describeApi('a WebSocket', async (engine) => {
  const host = await serveHttp(engine, { port: 0, host: '127.0.0.1', token: 'token', rendererFolder: '/nonexistent' })
  return {
    async connect() {
      const socket = new WebSocket(`ws://127.0.0.1:${host.port}/rpc?token=token`)
      const closed = new Promise<void>((resolve) => { socket.on('close', () => resolve()) })
      await new Promise((resolve, reject) => {
        socket.on('open', resolve)
        socket.on('error', reject)
      })
      const client: EngineClient = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }))
      return { client, cut: () => socket.terminate(), sendNonsense: () => socket.send('{"nonsense'), closed }
    },
    close: () => host.close(),
  }
})
