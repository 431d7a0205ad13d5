import type { z } from 'zod'
import type { ModelProviderSetting, modelProviderDraftSchema } from '../../../engine/contract/llm.ts'
import type { ModelProviderKind } from '../../../db/values.ts'

export type ProviderDraft = z.infer<typeof modelProviderDraftSchema>

/** What a provider begins with. The compatible ones differ only by the address their programs listen on when nobody changed it. */
export const providerPresets = ['openai', 'gemini', 'ollama', 'lm_studio', 'vllm', 'other'] as const
export type ProviderPreset = (typeof providerPresets)[number]

type Start = Omit<ProviderDraft, 'id' | 'enabled'>

const vendorLimits = { requestsPerMinute: 500, tokensPerMinute: 200_000, concurrency: 8 }
/** A model on this machine answers a few at a time; nobody bills or counts its minutes. */
const localLimits = { requestsPerMinute: 600, tokensPerMinute: 1_000_000, concurrency: 2 }
const local = { kind: 'compatible', transcriptionModel: null, limits: localLimits } as const

const starts: Record<ProviderPreset, Start> = {
  openai: { kind: 'openai', name: 'OpenAI', baseUrl: null, textModel: 'gpt-4o-mini', embeddingModel: 'text-embedding-3-small', transcriptionModel: 'gpt-4o-mini-transcribe', limits: vendorLimits },
  gemini: { kind: 'gemini', name: 'Gemini', baseUrl: null, textModel: 'gemini-2.5-flash', embeddingModel: 'gemini-embedding-001', transcriptionModel: 'gemini-2.5-flash', limits: vendorLimits },
  ollama: { ...local, name: 'Ollama', baseUrl: 'http://localhost:11434/v1', textModel: 'llama3.2', embeddingModel: 'nomic-embed-text' },
  lm_studio: { ...local, name: 'LM Studio', baseUrl: 'http://localhost:1234/v1', textModel: '', embeddingModel: null },
  vllm: { ...local, name: 'vLLM', baseUrl: 'http://localhost:8000/v1', textModel: '', embeddingModel: null },
  other: { kind: 'compatible', name: '', baseUrl: '', textModel: '', embeddingModel: null, transcriptionModel: null, limits: vendorLimits },
}

/** What the editor begins with for a new provider. */
export function startDraft(preset: ProviderPreset): ProviderDraft {
  return { ...starts[preset], enabled: true }
}

/** What the editor begins with for one that is there. */
export function draftOf({ id, kind, name, baseUrl, textModel, embeddingModel, transcriptionModel, enabled, limits }: ModelProviderSetting): ProviderDraft {
  return { id, kind, name, baseUrl, textModel, embeddingModel, transcriptionModel, enabled, limits }
}

/** The draft as the engine takes it: what is empty and may be left out is null. */
export function tidy(draft: ProviderDraft): ProviderDraft {
  const orNull = (text: string | null) => text?.trim() || null
  return {
    ...draft, name: draft.name.trim(), textModel: draft.textModel.trim(),
    baseUrl: orNull(draft.baseUrl), embeddingModel: orNull(draft.embeddingModel), transcriptionModel: orNull(draft.transcriptionModel),
  }
}

/** True when nothing is missing that the engine would refuse without. A compatible provider has no address of its own. */
export function isComplete(draft: ProviderDraft): boolean {
  const { name, textModel, baseUrl, kind } = tidy(draft)
  return name !== '' && textModel !== '' && !isBadAddress(baseUrl) && (kind !== 'compatible' || baseUrl !== null)
}

/** True for what was written as an address and is none. */
export function isBadAddress(text: string | null): boolean {
  const address = text?.trim()
  return Boolean(address) && !(URL.canParse(address ?? '') && /^https?:$/.test(new URL(address ?? '').protocol))
}

/** Whether what is sent to the provider stays on this machine. */
export function isLocal(baseUrl: string | null): boolean {
  return baseUrl !== null && URL.canParse(baseUrl) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(baseUrl).hostname)
}

/** Whether providers of a kind need a key; programs on one's own machine seldom ask for one. */
export function needsKey(kind: ModelProviderKind): boolean {
  return kind !== 'compatible'
}
