import type { ContentPart, ModelMessage, ModelTool, ProviderRequest } from './ports.ts'

/** No tokenizer in use makes more tokens than one for every two bytes of text people write; what each message and the frame cost comes on top. */
const bytesPerTokenAtWorst = 2
const bytesPerToken = 4
const perMessage = 12
/** The most that vendors count for one picture of usual size. */
const perImage = 3_000
/** 32 tokens a second at the thinnest usual encoding, 4 KB a second. */
const audioBytesPerToken = 125

/** What the input of a request can come to at most, tokens: the budget and the minute's tokens are held for it. */
export function worstTokensIn(request: Pick<ProviderRequest, 'system' | 'messages' | 'tools' | 'output'>): number {
  const messages = request.messages.reduce((sum, message) => sum + perMessage + messageTokens(message), 0)
  const tools = (request.tools ?? []).reduce((sum, tool) => sum + perMessage + toolTokens(tool), 0)
  const output = request.output === undefined ? 0 : textTokens(JSON.stringify(request.output.schema))
  return perMessage + textTokens(request.system) + messages + tools + output
}

function messageTokens(message: ModelMessage): number {
  if (message.role === 'tool') return textTokens(message.content)
  if (message.role === 'assistant') return textTokens(message.content) + (message.toolCalls ?? []).reduce((sum, call) => sum + perMessage + textTokens(call.name) + textTokens(call.argumentsJson), 0)
  return typeof message.content === 'string' ? textTokens(message.content) : message.content.reduce((sum, part) => sum + partTokens(part), 0)
}

function partTokens(part: ContentPart): number {
  if (part.type === 'text') return textTokens(part.text)
  return part.type === 'image' ? perImage : audioTokens(part.data.byteLength)
}

function toolTokens(tool: ModelTool): number {
  return textTokens(tool.name) + textTokens(tool.description) + textTokens(JSON.stringify(tool.parameters))
}

/** What a text can come to at most. */
export function textTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / bytesPerTokenAtWorst)
}

export function audioTokens(bytes: number): number {
  return Math.ceil(bytes / audioBytesPerToken)
}

/** What a text most likely comes to, for answers whose provider counted nothing. */
export function likelyTokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / bytesPerToken)
}
