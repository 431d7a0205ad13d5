import { ModelFailure, type ModelLayer } from './ports.ts'

/** The layer of a program to which no provider is known: every question is answered with `no_provider`. */
export function withoutModels(): ModelLayer {
  const refuse = (): ModelFailure => new ModelFailure('no_provider', 'No provider of language models is set up')
  return {
    available: () => false,
    providers: () => [],
    firstAsked: () => null,
    ask: () => Promise.reject(refuse()),
    async *stream() { throw refuse() },
    embed: () => Promise.reject(refuse()),
    transcribe: () => Promise.reject(refuse()),
  }
}
