import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { promptShares } from '../../db/queries/prompts.ts'
import type { Database } from '../../db/open.ts'
import { localisedSchema } from '../contract/shared.ts'

/** A version of a prompt as its file says it: `resources/prompts/<name>.<version>.md`. */
export interface Prompt {
  readonly name: string
  readonly version: string
  /** What changed against the version before. */
  readonly note: string
  readonly label: { readonly es: string; readonly en: string }
  /** What the text has places for, written {{so}}. */
  readonly variables: readonly string[]
  readonly text: string
}

const frontSchema = z.object({
  name: z.string().regex(/^[a-z0-9-]+$/),
  version: z.string().regex(/^[a-z0-9-]+$/),
  note: z.string(),
  label: localisedSchema,
  variables: z.array(z.string().regex(/^\w+$/)).default([]),
})

const place = /\{\{\s*(\w+)\s*\}\}/g

/** @throws Error naming the file and what is wrong with it. */
export function parsePrompt(file: string, content: string): Prompt {
  const parts = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(content)
  if (parts === null) throw new Error(`${file}: a prompt begins with its front matter between two lines of ---`)
  const front = frontSchema.safeParse(parse(parts[1] ?? ''))
  if (!front.success) throw new Error(`${file}: ${z.prettifyError(front.error)}`)
  const { data } = front
  if (file !== `${data.name}.${data.version}.md`) throw new Error(`${file} holds the prompt ${data.name}, version ${data.version}`)
  const text = (parts[2] ?? '').trim()
  const used = new Set(Array.from(text.matchAll(place), (match) => match[1] ?? ''))
  for (const name of used) if (!data.variables.includes(name)) throw new Error(`${file}: {{${name}}} is not among its variables`)
  for (const name of data.variables) if (!used.has(name)) throw new Error(`${file}: the variable ${name} has no place in the text`)
  return { ...data, text }
}

/** Puts the values in their places. What a value holds is never looked into for places of its own. @throws Error when one is missing. */
export function renderPrompt(prompt: Prompt, values: Readonly<Record<string, string>>): string {
  return prompt.text.replace(place, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`The prompt ${prompt.name} needs ${name}`)
    return value
  })
}

export interface Prompts {
  readonly names: readonly string[]
  /** Every version of it, newest first. @throws Error for a name that is none. */
  versions(name: string): readonly Prompt[]
  version(name: string, version: string): Prompt | null
  /** Which share of the calls each version takes; they add up to 1. By itself the newest takes all. */
  shares(name: string): ReadonlyMap<string, number>
  /** The version for one request: the same key is always given the same one, for as long as the shares stay. */
  choose(name: string, key: string): Prompt
}

/** The prompts of the program. @param resources the folder that holds `prompts/` @throws Error naming the file that is wrong */
export function openPrompts(database: Database, resources: string): Prompts {
  const folder = join(resources, 'prompts')
  const byName = new Map<string, Prompt[]>()
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.md')).sort()) {
    const prompt = parsePrompt(file, readFileSync(join(folder, file), 'utf8'))
    byName.set(prompt.name, [...(byName.get(prompt.name) ?? []), prompt])
  }
  for (const versions of byName.values()) versions.sort((one, other) => other.version.localeCompare(one.version, 'en', { numeric: true }))

  const versions = (name: string) => {
    const found = byName.get(name)
    if (found === undefined) throw new Error(`There is no prompt ${name}`)
    return found
  }
  const shares = (name: string) => {
    const known = versions(name)
    const stored = promptShares(database, name).filter(({ version, share }) => share > 0 && known.some((prompt) => prompt.version === version))
    const sum = stored.reduce((total, { share }) => total + share, 0)
    // Versions that the program no longer has leave their share to the others.
    return new Map(known.map(({ version }, index) => [version, sum > 0 ? (stored.find((row) => row.version === version)?.share ?? 0) / sum : Number(index === 0)]))
  }
  return {
    names: [...byName.keys()],
    versions,
    version: (name, version) => byName.get(name)?.find((prompt) => prompt.version === version) ?? null,
    shares,
    choose(name, key) {
      const point = createHash('sha256').update(`${name} ${key}`).digest().readUInt32BE() / 2 ** 32
      let end = 0
      let chosen: Prompt | undefined
      const given = shares(name)
      for (const prompt of versions(name)) {
        const share = given.get(prompt.version) ?? 0
        end += share
        if (share > 0) chosen = prompt
        if (point < end) break
      }
      if (chosen === undefined) throw new Error(`There is no prompt ${name}`)
      return chosen
    },
  }
}
