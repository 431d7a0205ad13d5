import type { ModelProviderRow } from '../../db/queries/model-providers.ts'
import type { ModelProviderKind } from '../../db/values.ts'

/** A provider that the environment's variables name, as vendors' own tools read them. */
export interface EnvironmentProvider {
  readonly id: string
  readonly kind: ModelProviderKind
  readonly name: string
  readonly baseUrl: string | null
  /** Null: the operator's choice, else the default. */
  readonly model: string | null
  /** Name of its key in the store of secrets, which reads the variable. */
  readonly secret: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** Models of a provider that is new here; anybody may choose others. */
export const defaultModels: Readonly<Record<'openai' | 'gemini', { readonly text: string; readonly embedding: string; readonly transcription: string }>> = {
  openai: { text: 'gpt-4o-mini', embedding: 'text-embedding-3-small', transcription: 'gpt-4o-mini-transcribe' },
  gemini: { text: 'gemini-2.5-flash', embedding: 'gemini-embedding-001', transcription: 'gemini-2.5-flash' },
}

/** OPENAI_API_KEY with OPENAI_BASE_URL and OPENAI_MODEL; GOOGLE_API_KEY or GEMINI_API_KEY with GEMINI_MODEL. */
export function environmentProviders(environment: Environment): EnvironmentProvider[] {
  const found: EnvironmentProvider[] = []
  if (environment['OPENAI_API_KEY']) {
    const baseUrl = environment['OPENAI_BASE_URL'] || null
    // Another address is another vendor, whose prices are not OpenAI's.
    const own = baseUrl === null || URL.parse(baseUrl)?.hostname === 'api.openai.com'
    found.push({ id: 'environment-openai', kind: own ? 'openai' : 'compatible', name: own ? 'OpenAI' : (URL.parse(baseUrl ?? '')?.host ?? 'OpenAI'), baseUrl, model: environment['OPENAI_MODEL'] || null, secret: 'openai_api_key' })
  }
  if (environment['GOOGLE_API_KEY'] || environment['GEMINI_API_KEY']) {
    found.push({ id: 'environment-gemini', kind: 'gemini', name: 'Gemini', baseUrl: null, model: environment['GEMINI_MODEL'] || null, secret: 'google_api_key' })
  }
  return found
}

/** How such a provider is kept when it is seen for the first time. */
export function rowOfEnvironment(own: EnvironmentProvider): Omit<ModelProviderRow, 'position'> {
  const models = own.kind === 'gemini' ? defaultModels.gemini : defaultModels.openai
  return {
    id: own.id, kind: own.kind, name: own.name, base_url: own.baseUrl, text_model: own.model ?? models.text,
    // What another address can do besides text nobody knows before it is asked.
    embedding_model: own.kind === 'compatible' ? null : models.embedding, transcription_model: own.kind === 'compatible' ? null : models.transcription,
    enabled: 1, requests_per_minute: 500, tokens_per_minute: 200_000, concurrency: 8, from_environment: 1,
  }
}
