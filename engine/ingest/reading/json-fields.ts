/** How deep objects inside objects are told apart as columns; what lies deeper stays text in one cell. */
const depthOfColumns = 3

/**
 * The fields of a JSON object as columns of a table: those of an object inside it as `contact.name`. What databases wrap
 * to keep its type ({"$date": …}, {"$numberLong": …}) is unwrapped.
 * @param depth how many levels of objects become columns; 1 leaves objects inside as they are
 */
export function fieldsOf(value: Record<string, unknown>, depth = depthOfColumns): Map<string, unknown> {
  const fields = new Map<string, unknown>()
  collect(value, '', depth, fields)
  return fields
}

function collect(value: Record<string, unknown>, prefix: string, depth: number, fields: Map<string, unknown>): void {
  for (const [key, wrapped] of Object.entries(value)) {
    const inner = unwrapped(wrapped)
    if (isObject(inner) && depth > 1) collect(inner, `${prefix}${key}.`, depth - 1, fields)
    else fields.set(prefix + key, inner)
  }
}

/** Wrappers stand inside each other once ({"$date": {"$numberLong": …}}); deeper ones are no wrappers. */
function unwrapped(value: unknown, levels = 2): unknown {
  if (levels === 0 || !isObject(value)) return value
  const [first, ...others] = Object.entries(value)
  return first !== undefined && others.length === 0 && first[0].startsWith('$') ? unwrapped(first[1], levels - 1) : value
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
