import type { JsonSchema } from '../ports.ts'

/** Keywords of JSON schema that Gemini takes; it refuses or misreads others. */
const taken = new Set([
  '$id', '$defs', '$ref', '$anchor', 'type', 'format', 'title', 'description', 'enum', 'items', 'prefixItems', 'minItems', 'maxItems',
  'minimum', 'maximum', 'anyOf', 'oneOf', 'properties', 'additionalProperties', 'required',
])
const formats = new Set(['date-time', 'date', 'time'])

/** A schema with what Gemini takes of it. A fixed value becomes a choice of one; limits it does not know are left to whoever checks the answer. */
export function geminiSchema(schema: JsonSchema): JsonSchema {
  return kept(schema) as JsonSchema
}

function kept(node: unknown): unknown {
  if (typeof node !== 'object' || node === null) return node
  const schema = node as Record<string, unknown>
  const fields = Object.entries(schema).filter(([keyword]) => taken.has(keyword) && (keyword !== 'format' || formats.has(String(schema['format']))))
  const changed = fields.map(([keyword, value]): [string, unknown] => {
    if (keyword === 'properties' || keyword === '$defs') return [keyword, Object.fromEntries(Object.entries(value ?? {}).map(([name, child]) => [name, kept(child)]))]
    if (keyword === 'anyOf' || keyword === 'oneOf' || keyword === 'prefixItems') return [keyword, Array.isArray(value) ? value.map(kept) : value]
    if (keyword === 'items' || keyword === 'additionalProperties') return [keyword, kept(value)]
    return [keyword, value]
  })
  return Object.fromEntries('const' in schema ? [...changed, ['enum', [schema['const']]]] : changed)
}
