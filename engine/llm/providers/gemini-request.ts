import type { Content, GenerateContentConfig, Part, ThinkingConfig, ThinkingLevel } from '@google/genai'
import type { ContentPart, ModelMessage, ProviderRequest } from '../ports.ts'
import { geminiSchema } from './gemini-schema.ts'

/** A conversation as Gemini takes it: answers of tools that were called together stand together in one turn. */
export function contentsOf(messages: readonly ModelMessage[]): Content[] {
  const contents: Content[] = []
  for (const [index, message] of messages.entries()) {
    const parts = partsOf(message)
    const last = contents.at(-1)
    if (message.role === 'tool' && messages[index - 1]?.role === 'tool' && last !== undefined) last.parts?.push(...parts)
    else contents.push({ role: message.role === 'assistant' ? 'model' : 'user', parts })
  }
  return contents
}

/**
 * How a model that thinks is told to think as little as it can: its thoughts count as tokens of the answer, and would leave
 * none for the words. Null for models that do not think.
 */
export function littleThought(model: string): ThinkingConfig | null {
  if (model.startsWith('gemini-2.5-flash')) return { thinkingBudget: 0 }
  if (model.startsWith('gemini-2.5-pro')) return { thinkingBudget: 128 }
  // The enumeration is a value of the SDK, which is loaded only when it is needed.
  return /^gemini-[3-9]/.test(model) ? { thinkingLevel: 'LOW' as ThinkingLevel } : null
}

/** @param thinking null where the model decides. */
export function configOf(request: ProviderRequest, thinking: ThinkingConfig | null, abortSignal: AbortSignal): GenerateContentConfig {
  const { output, tools } = request
  return {
    abortSignal,
    // One call is one request: functions are run, and answers continued, by whoever asked and never by the SDK.
    automaticFunctionCalling: { disable: true },
    automaticContinuation: false,
    temperature: request.temperature,
    maxOutputTokens: request.maxTokens,
    ...(request.system === '' ? {} : { systemInstruction: request.system }),
    ...(output === undefined ? {} : { responseMimeType: 'application/json', responseJsonSchema: geminiSchema(output.schema) }),
    ...(thinking === null ? {} : { thinkingConfig: thinking }),
    ...(tools === undefined || tools.length === 0 ? {} : {
      tools: [{ functionDeclarations: tools.map(({ name, description, parameters }) => ({ name, description, parametersJsonSchema: geminiSchema(parameters) })) }],
    }),
  }
}

function partsOf(message: ModelMessage): Part[] {
  switch (message.role) {
    case 'user': return typeof message.content === 'string' ? [{ text: message.content }] : message.content.map(partOf)
    case 'tool': return [{ functionResponse: { id: message.toolCallId, name: message.name, response: { output: jsonOrText(message.content) } } }]
    case 'assistant': return [
      ...(message.content === '' ? [] : [{ text: message.content }]),
      ...(message.toolCalls ?? []).map(({ id, name, argumentsJson, signature }): Part => ({
        functionCall: { id, name, args: objectOf(argumentsJson) }, ...(signature === undefined ? {} : { thoughtSignature: signature }),
      })),
    ]
  }
}

function partOf(part: ContentPart): Part {
  return part.type === 'text' ? { text: part.text } : { inlineData: { mimeType: part.mimeType, data: Buffer.from(part.data.buffer, part.data.byteOffset, part.data.byteLength).toString('base64') } }
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Arguments go back as an object; what a model wrote that is none is handed back as it stands, under a name. */
function objectOf(json: string): Record<string, unknown> {
  const value = jsonOrText(json)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : { value }
}
