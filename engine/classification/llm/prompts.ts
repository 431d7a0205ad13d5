import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { promptName } from './prompt.ts'

const headSchema = z.object({ name: z.literal(promptName), version: z.string(), variables: z.array(z.string()) })

export interface ClassifyPrompts {
  readonly versions: readonly string[]
  /** The version asked for, or the newest for null. @throws when there is none of it. */
  choose(version: string | null): { readonly version: string; render(variables: Readonly<Record<string, string>>): string }
}

/**
 * Reads the versions of the prompt from resources/prompts.
 * @throws ZodError when one has no sound head.
 */
export function readPrompts(resources: string): ClassifyPrompts {
  const folder = join(resources, 'prompts')
  const texts = new Map<string, string>()
  for (const file of readdirSync(folder).filter((name) => name.startsWith(`${promptName}.`)).sort()) {
    const [, head, text] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(join(folder, file), 'utf8')) ?? []
    texts.set(headSchema.parse(parse(head ?? '')).version, (text ?? '').trim())
  }
  return {
    versions: [...texts.keys()],
    choose(wanted) {
      const version = wanted ?? [...texts.keys()].at(-1) ?? ''
      const text = texts.get(version)
      if (text === undefined) throw new Error(`There is no version ${version} of the prompt ${promptName}`)
      return { version, render: (variables) => text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => variables[name] ?? '') }
    },
  }
}
