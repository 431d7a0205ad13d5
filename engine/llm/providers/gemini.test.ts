import { serveGemini } from '../../../tests/fakes/gemini-server.ts'
import { describeProvider } from '../../../tests/fakes/provider-conformance.ts'
import { openProvider } from './open-provider.ts'

describeProvider('Gemini', {
  serve: serveGemini,
  open: (baseUrl, apiKey) => openProvider({ kind: 'gemini', baseUrl, apiKey }),
  model: 'gemini-2.5-pro',
  embeddingModel: 'gemini-embedding-001',
  embeddingBatch: 100,
  countsEmbeddings: false,
})
