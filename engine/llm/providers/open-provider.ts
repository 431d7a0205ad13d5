import type { ModelProviderKind } from '../../../db/values.ts'
import type { ModelProvider } from '../ports.ts'
import { geminiProvider } from './gemini.ts'
import { openAiProvider } from './openai.ts'

export interface ProviderAddress {
  readonly kind: ModelProviderKind
  /** Null: the vendor's own. */
  readonly baseUrl: string | null
  readonly apiKey: string | null
}

/**
 * Opens a provider. Nothing is sent and no SDK is loaded before the first call; keep it open between calls, because it
 * learns how each model wants to be asked.
 */
export function openProvider({ kind, baseUrl, apiKey }: ProviderAddress): ModelProvider {
  return kind === 'gemini' ? geminiProvider({ baseUrl, apiKey }) : openAiProvider({ kind, baseUrl, apiKey })
}
