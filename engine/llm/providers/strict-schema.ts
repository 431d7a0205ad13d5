import type { JsonSchema } from '../ports.ts'

/** Keywords of JSON schema that OpenAI's strict dialect takes beside those that nest. */
const taken = new Set(['type', 'enum', 'const', 'description', 'pattern', 'format', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minItems', 'maxItems', '$ref'])
const formats = new Set(['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uuid'])
/** Limits that the dialect does not take: told to the model in words. */
const inWords = ['minLength', 'maxLength', 'uniqueItems']

type Node = Record<string, unknown>

/**
 * A schema in OpenAI's strict dialect: no object takes other properties than its own, every property is required, and one
 * that may be left out may be null instead. Null when the schema says what the dialect cannot: free keys, tuples, `allOf`.
 */
export function strictSchema(schema: JsonSchema): JsonSchema | null {
  try {
    return schema['type'] === 'object' ? strict(schema) : null
  } catch (error) {
    if (error instanceof Inexpressible) return null
    throw error
  }
}

class Inexpressible extends Error {}

function strict(node: Node): Node {
  if (['allOf', 'not', 'if', 'prefixItems', 'patternProperties', 'propertyNames'].some((keyword) => keyword in node)) throw new Inexpressible()
  const kept: Node = Object.fromEntries(Object.entries(node).filter(([keyword]) => taken.has(keyword)))
  // Zod writes a pattern beside every format, with look-aheads that the dialect refuses.
  if ('format' in node || String(kept['pattern'] ?? '').includes('(?')) delete kept['pattern']
  if (!formats.has(String(node['format']))) delete kept['format']
  const told = inWords.filter((keyword) => keyword in node).map((keyword) => `${keyword}: ${String(node[keyword])}`)
  if (told.length > 0) kept['description'] = [node['description'], told.join(', ')].filter(Boolean).join('. ')
  if ('$defs' in node) kept['$defs'] = mapped(node['$defs'], strict)
  const choices = node['anyOf'] ?? node['oneOf']
  if (Array.isArray(choices)) kept['anyOf'] = choices.map((choice) => strict(choice as Node))
  if ('items' in node) kept['items'] = strict(node['items'] as Node)
  const isObject = node['type'] === 'object'
  if (isObject && typeof node['additionalProperties'] === 'object' || isObject && !('properties' in node)) throw new Inexpressible()
  if (isObject) {
    const required = requiredOf(node)
    kept['properties'] = mapped(node['properties'], (child, name) => required.has(name) ? strict(child) : orNull(strict(child)))
    kept['required'] = Object.keys(node['properties'] ?? {})
    kept['additionalProperties'] = false
  }
  // Anything at all cannot be said.
  if (!('type' in kept || 'enum' in kept || 'const' in kept || 'anyOf' in kept || '$ref' in kept)) throw new Inexpressible()
  return kept
}

function orNull(node: Node): Node {
  if (allowsNull(node)) return node
  return { anyOf: [node, { type: 'null' }] }
}

function allowsNull(node: Node): boolean {
  if (Array.isArray(node['anyOf'])) return node['anyOf'].some((choice) => allowsNull(choice as Node))
  return [node['type']].flat().includes('null') || (Array.isArray(node['enum']) && node['enum'].includes(null))
}

/**
 * Takes out the nulls that stand for "left out" in an answer to a strict schema, so that the answer fits the schema that
 * was asked for. A null that the schema itself allows stays.
 */
export function withoutAddedNulls(schema: JsonSchema, value: unknown): unknown {
  return cleaned(schema, value, schema)
}

function cleaned(node: Node, value: unknown, root: Node): unknown {
  if (typeof node['$ref'] === 'string') return cleaned(referred(root, node['$ref']), value, root)
  const choices = node['anyOf'] ?? node['oneOf']
  if (Array.isArray(choices)) {
    const fitting = (choices as Node[]).find((choice) => fits(choice, value, root))
    return fitting === undefined ? value : cleaned(fitting, value, root)
  }
  if (Array.isArray(value)) return value.map((item) => cleaned((node['items'] ?? {}) as Node, item, root))
  if (typeof value !== 'object' || value === null) return value
  const properties = (node['properties'] ?? {}) as Record<string, Node>
  const required = requiredOf(node)
  return Object.fromEntries(Object.entries(value).flatMap(([name, inner]) => {
    const child = properties[name]
    if (child === undefined) return [[name, inner]]
    const added = inner === null && !required.has(name) && !takesNull(child, root)
    return added ? [] : [[name, cleaned(child, inner, root)]]
  }))
}

/** Whether a choice is the one an answer was made for: its fixed values and its required properties tell. */
function fits(node: Node, value: unknown, root: Node): boolean {
  if (typeof node['$ref'] === 'string') return fits(referred(root, node['$ref']), value, root)
  if ('const' in node) return node['const'] === value
  if (Array.isArray(node['enum'])) return node['enum'].includes(value)
  const types = new Set([node['type']].flat())
  if (value === null) return types.has('null')
  if (Array.isArray(value)) return types.has('array')
  if (typeof value !== 'object') return types.has(typeof value) || (types.has('integer') && Number.isInteger(value))
  if (!types.has('object')) return false
  const properties = (node['properties'] ?? {}) as Record<string, Node>
  return [...requiredOf(node)].every((name) => name in value && (!isFixed(properties[name] ?? {}) || fits(properties[name] ?? {}, Reflect.get(value, name), root)))
}

function isFixed(node: Node): boolean {
  return 'const' in node || 'enum' in node
}

function takesNull(node: Node, root: Node): boolean {
  return typeof node['$ref'] === 'string' ? takesNull(referred(root, node['$ref']), root) : allowsNull(node) || (Array.isArray(node['oneOf']) && node['oneOf'].some((choice) => takesNull(choice as Node, root)))
}

function requiredOf(node: Node): Set<string> {
  return new Set(Array.isArray(node['required']) ? node['required'] as string[] : [])
}

/** The part of a schema that a local reference such as `#/$defs/name` points to. */
function referred(root: Node, ref: string): Node {
  return ref.split('/').slice(1).reduce<Node>((node, name) => (node[name] ?? {}) as Node, root)
}

function mapped(children: unknown, change: (child: Node, name: string) => Node): Record<string, Node> {
  return Object.fromEntries(Object.entries(children ?? {}).map(([name, child]) => [name, change(child as Node, name)]))
}
