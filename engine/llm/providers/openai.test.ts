import { serveOpenAi } from '../../../tests/fakes/openai-server.ts'
import { describeProvider } from '../../../tests/fakes/provider-conformance.ts'
import { openProvider } from './open-provider.ts'

for (const kind of ['openai', 'compatible'] as const) {
  describeProvider(kind, {
    serve: serveOpenAi,
    open: (baseUrl, apiKey) => openProvider({ kind, baseUrl, apiKey }),
    model: 'gpt-4.1-mini',
    embeddingModel: 'text-embedding-3-small',
    embeddingBatch: 2_048,
    countsEmbeddings: true,
  })
}
