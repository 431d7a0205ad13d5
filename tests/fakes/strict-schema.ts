/** Keywords that OpenAI's strict dialect of JSON schema does not take. */
const refused = ['default', 'propertyNames', 'patternProperties', 'unevaluatedProperties', 'minProperties', 'maxProperties', 'uniqueItems', 'contains', 'allOf', 'oneOf', 'not', 'if', 'then', 'else', '$schema']

/** What OpenAI would refuse in a schema under `strict: true`; null when it would take it. */
export function strictProblem(schema: unknown, path: readonly string[] = []): string | null {
  if (typeof schema !== 'object' || schema === null) return `In context=(${path.join(', ')}), schema must be an object.`
  const node = schema as Record<string, unknown>
  const where = `In context=(${path.map((part) => `'${part}'`).join(', ')})`
  if (path.length === 0 && node['type'] !== 'object') return 'schema must be a JSON Schema of \'type: "object"\'.'
  const unknown = refused.find((keyword) => keyword in node)
  if (unknown !== undefined) return `${where}, '${unknown}' is not permitted.`
  if (node['type'] === 'object' || 'properties' in node) {
    const names = Object.keys(node['properties'] ?? {})
    if (node['additionalProperties'] !== false) return `${where}, 'additionalProperties' is required to be supplied and to be false.`
    const required = Array.isArray(node['required']) ? node['required'] : []
    const missing = names.find((name) => !required.includes(name))
    if (missing !== undefined) return `${where}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`
  }
  return inner(node).reduce<string | null>((problem, [child, name]) => problem ?? strictProblem(child, [...path, ...name]), null)
}

function inner(node: Record<string, unknown>): [unknown, string[]][] {
  const named = (key: string): [unknown, string[]][] => Object.entries(node[key] ?? {}).map(([name, child]) => [child, [key, name]])
  const listed: [unknown, string[]][] = Array.isArray(node['anyOf']) ? node['anyOf'].map((child: unknown, index) => [child, ['anyOf', String(index)]]) : []
  return [...named('properties'), ...named('$defs'), ...listed, ...('items' in node ? [[node['items'], ['items']] satisfies [unknown, string[]]] : [])]
}
