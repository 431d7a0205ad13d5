import { z } from 'zod'
import type { Fallback, LlmJudgement } from '../../../db/queries/llm-opinions.ts'
import type { ModelFailureCode } from '../../../db/values.ts'
import { ModelFailure, renderPrompt, type Asker, type ModelLayer, type ModelRequest, type Prompt, type Prompts } from '../../llm/index.ts'
import type { ClassifierChoice } from '../../contract/opinions.ts'
import type { Taxonomy } from '../taxonomy.ts'
import { answerSchema, toStored, type ClassifyAnswer } from './answer.ts'
import type { ConfidenceScale } from './confidence.ts'
import { cutMiddle, promptName, promptVariables, questionAbout } from './prompt.ts'

/** Tokens of an answer: with the default taxonomy about 1,500; the rest is room for wordy models. */
const answerTokens = 2_000

/** The versions of the prompt that there are, and which one a request is given. */
export type ClassifyPrompts = Pick<Prompts, 'version' | 'choose'>

/** The version asked for, or for null the one that its share gives this key. @throws when there is no such version (any more). */
export function promptOf(prompts: ClassifyPrompts, version: string | null, key: string): Prompt {
  const prompt = version === null ? prompts.choose(promptName, key) : prompts.version(promptName, version)
  if (prompt === null) throw new Error(`There is no version ${version} of the prompt ${promptName}`)
  return prompt
}

/** How a question about one transcript ended. */
export type Judged =
  | { readonly judgement: LlmJudgement }
  /** No opinion on this text; `all`: nor will there be one on any other now. */
  | { readonly fallback: Fallback; readonly all: boolean }
  /** A limit holds; the same question may be asked at `until`, milliseconds UTC. */
  | { readonly wait: { readonly until: number; readonly error: string } }
  | { readonly cancelled: true }

/** Limits that pass by themselves: whoever can wait, waits. */
const waitedFor: ReadonlySet<ModelFailureCode> = new Set(['rate_limited', 'budget_spent', 'user_limit', 'busy'])
/** What would end every other question in the same way. */
const forAll: ReadonlySet<ModelFailureCode> = new Set(['no_provider', 'unauthorised', 'no_credit', 'unknown_model', 'unsupported', 'breaker_open'])
/** How long a limit is waited for when nobody said how long, milliseconds. */
const usualWaitMs = 60_000

/** Asks a language model about transcripts, one question each, always in the same words for the same choice and taxonomy. */
export interface LlmJudge {
  /** Provider, model and version of the prompt: with the taxonomy and the text all that an answer depends on. The same text is always asked about in the same version. */
  askedAs(contentHash: Buffer): string
  judge(transcript: string, contentHash: Buffer, signal: AbortSignal): Promise<Judged>
}

export interface LlmJudgeNeeds {
  readonly models: ModelLayer
  readonly prompts: ClassifyPrompts
  readonly now: () => number
}

export interface LlmJudgeOptions {
  readonly choice: ClassifierChoice
  /** Nobody else may answer for the chosen provider. */
  readonly only?: boolean
  readonly taxonomy: Taxonomy
  readonly taxonomyVersion: number
  readonly asker: Asker
  scaleOf(model: string): ConfidenceScale
}

/** Prepares to ask many questions: the prompt and the schema are made once. */
export function llmJudge({ models, prompts, now }: LlmJudgeNeeds, { choice, only = false, taxonomy, taxonomyVersion, asker, scaleOf }: LlmJudgeOptions): LlmJudge {
  const variables = promptVariables(taxonomy)
  const systems = new Map<string, string>()
  const systemOf = (prompt: Prompt): string => {
    const known = systems.get(prompt.version) ?? renderPrompt(prompt, variables)
    systems.set(prompt.version, known)
    return known
  }
  const promptFor = (contentHash: Buffer): Prompt => promptOf(prompts, choice.promptVersion, contentHash.toString('hex'))
  const askedAs = (prompt: Prompt): string => [choice.providerId ?? '', choice.model ?? '', prompt.version].join('|')
  const schema = answerSchema(taxonomy)
  const output = { name: promptName, schema: z.toJSONSchema(schema), parse: (json: unknown) => schema.parse(json) as unknown as ClassifyAnswer }
  const asked: ModelRequest['choice'] = choice.providerId === null ? undefined : { providerId: choice.providerId, only, ...(choice.model === null ? {} : { model: choice.model }) }

  return {
    askedAs: (contentHash) => askedAs(promptFor(contentHash)),
    async judge(transcript, contentHash, signal) {
      const prompt = promptFor(contentHash)
      const shown = cutMiddle(transcript)
      try {
        const answer = await models.ask<ClassifyAnswer>({
          asker, output, signal,
          system: systemOf(prompt),
          messages: [{ role: 'user', content: questionAbout(shown) }],
          prompt: { name: promptName, version: prompt.version },
          temperature: 0,
          maxTokens: answerTokens,
          ...(asked === undefined ? {} : { choice: asked }),
        })
        if (answer.value === null) return { fallback: { code: 'invalid_output', message: 'The model gave no answer of the wanted shape' }, all: false }
        const scale = scaleOf(answer.model)
        const judgement: LlmJudgement = {
          result: toStored(answer.value, transcript, scale),
          providerId: answer.providerId,
          model: answer.model,
          promptVersion: prompt.version,
          askedAs: askedAs(prompt),
          costNanoUsd: answer.costNanoUsd,
          cutCharacters: shown.cutCharacters,
          calibrated: scale.calibrated,
          taxonomyVersion,
        }
        return { judgement }
      } catch (error) {
        if (error instanceof ModelFailure) return ofFailure(error, now())
        throw error
      }
    },
  }
}

function ofFailure({ code, message, retryAfterMs }: ModelFailure, now: number): Judged {
  if (code === 'cancelled') return { cancelled: true }
  if (waitedFor.has(code)) return { wait: { until: now + (retryAfterMs ?? usualWaitMs), error: message } }
  return { fallback: { code, message }, all: forAll.has(code) }
}
