import { ModelFailure, type ModelRequest, type ProviderRequest } from '../ports.ts'

const defaultTemperature = 0.7
const defaultMaxTokens = 1_000
const mostMaxTokens = 2_000

/** What every provider of the chain is asked; the model comes with the provider. @throws ModelFailure `bad_request` */
export function providerRequest(request: ModelRequest<unknown>): Omit<ProviderRequest, 'model'> {
  const temperature = request.temperature ?? defaultTemperature
  const maxTokens = request.maxTokens ?? defaultMaxTokens
  if (!(temperature >= 0 && temperature <= 2)) throw new ModelFailure('bad_request', `The temperature goes from 0 to 2, not ${temperature}.`)
  if (!(Number.isInteger(maxTokens) && maxTokens >= 1)) throw new ModelFailure('bad_request', `An answer has a whole number of tokens, not ${maxTokens}.`)
  return {
    system: request.system, messages: request.messages, temperature,
    maxTokens: Math.min(maxTokens, mostMaxTokens),
    ...(request.output === undefined ? {} : { output: { name: request.output.name, schema: request.output.schema } }),
    ...(request.tools === undefined ? {} : { tools: request.tools }),
  }
}
