import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { servePorts } from '../../engine/hosts/message-port.ts'
import { describeApi } from './conformance.ts'
import type { EngineClient } from './conformance.ts'

describeApi('a message port', async (engine) => {
  const serve = servePorts(engine.router, () => undefined)
  const hangUps: (() => void)[] = []
  return {
    async connect() {
      const { port1, port2 } = new MessageChannel()
      const hangUp = serve(port2)
      hangUps.push(hangUp)
      const closed = new Promise<void>((resolve) => { port1.on('close', () => resolve()) })
      const client: EngineClient = createORPCClient(new RPCLink({ port: port1 }))
      port1.start()
      return { client, cut: hangUp, sendNonsense: () => port1.postMessage('{"nonsense'), closed }
    },
    async close() {
      for (const hangUp of hangUps) hangUp()
    },
  }
})
