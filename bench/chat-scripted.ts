import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { benchFileSchema, type Scripted } from '../engine/chat/agent/index.ts'

const folder = new URL('../resources/chat/bench/', import.meta.url)

/** Every scripted conversation the project ships. @throws ZodError for a damaged file */
export function scriptedConversations(): Scripted[] {
  return readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort().flatMap((name) => benchFileSchema.parse(parse(readFileSync(new URL(name, folder), 'utf8'))).conversations)
}
