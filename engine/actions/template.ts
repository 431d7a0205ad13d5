/** A value that a placeholder is replaced with. */
export type Variables = Readonly<Record<string, string>>

/** What is wrong with a template; `reason` is the key of its sentence, `detail` what fills it. */
export class TemplateProblem extends Error {
  override name = 'TemplateProblem'
  readonly reason: 'actions.problem.template_json' | 'actions.problem.template_variable' | 'actions.problem.template_placeholder' | 'actions.problem.template_object' | 'actions.problem.template_number'
  readonly detail: string
  constructor(reason: TemplateProblem['reason'], detail: string) {
    super(`${reason} ${detail}`)
    this.reason = reason
    this.detail = detail
  }
}

/** `{{ name }}` or `{{ name | form }}`; what is between the braces is judged afterwards, so that a mistake is named and not sent. */
const placeholder = /\{\{([^{}]*)\}\}/g
const insideBraces = /^\s*([\p{L}_][\p{L}\p{N}_]*)\s*(?:\|\s*(number|boolean)\s*)?$/u

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
interface Placeholder { readonly name: string; readonly form: 'text' | 'number' | 'boolean' }

/**
 * Reads a template without filling it, to refuse mistakes when it is saved.
 * @param known the variables that may be named.
 * @throws TemplateProblem naming the first mistake.
 */
export function checkTemplate(template: string, known: ReadonlySet<string>): void {
  walk(parse(template), (text) => {
    for (const { name } of placeholdersIn(text)) if (!known.has(name)) throw new TemplateProblem('actions.problem.template_variable', name)
    return text
  })
}

/**
 * Fills a template. It is JSON, and only its strings are filled, after it was parsed: no value, whatever quotes or
 * braces are in it, can break the body or add to it. A string that is nothing but `{{name | number}}` or `{{name | boolean}}`
 * becomes a number or a boolean, or null when the variable is empty. A known variable that this event lacks is empty.
 * @param known the variables that may be named; any other is a mistake.
 * @throws TemplateProblem
 */
export function fillTemplate(template: string, variables: Variables, known: ReadonlySet<string>): Record<string, unknown> {
  const filled = walk(parse(template), (text) => {
    const whole = wholePlaceholder(text)
    if (whole !== null && whole.form !== 'text') return typed(whole, valueOf(whole.name))
    return text.replaceAll(placeholder, (_match, inside: string) => valueOf(read(inside).name))
  })
  function valueOf(name: string): string {
    if (!known.has(name)) throw new TemplateProblem('actions.problem.template_variable', name)
    return Object.hasOwn(variables, name) ? (variables[name] ?? '') : ''
  }
  return filled as Record<string, unknown>
}

function parse(template: string): { [key: string]: Json } {
  let value: Json
  try {
    value = JSON.parse(template) as Json
  } catch (error) {
    throw new TemplateProblem('actions.problem.template_json', error instanceof Error ? error.message : String(error))
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TemplateProblem('actions.problem.template_object', '')
  return value
}

function walk(value: Json, fill: (text: string) => Json): Json {
  if (typeof value === 'string') return fill(value)
  if (Array.isArray(value)) return value.map((item) => walk(item, fill))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => {
    if (key.includes('{{')) throw new TemplateProblem('actions.problem.template_placeholder', key)
    return [key, walk(item, fill)]
  }))
}

function placeholdersIn(text: string): Placeholder[] {
  // A brace too few would be sent as it stands, and heard or read by a debtor.
  if (text.replaceAll(placeholder, '').includes('{{')) throw new TemplateProblem('actions.problem.template_placeholder', text)
  const found = [...text.matchAll(placeholder)].map(([, inside = '']) => read(inside))
  if (found.some(({ form }) => form !== 'text') && wholePlaceholder(text) === null) throw new TemplateProblem('actions.problem.template_placeholder', text)
  return found
}

/** The placeholder a string consists of, when it is nothing else. */
function wholePlaceholder(text: string): Placeholder | null {
  const match = /^\{\{([^{}]*)\}\}$/.exec(text)
  return match === null ? null : read(match[1] ?? '')
}

function read(inside: string): Placeholder {
  const [, name, form] = insideBraces.exec(inside) ?? []
  if (name === undefined) throw new TemplateProblem('actions.problem.template_placeholder', `{{${inside}}}`)
  return { name, form: form === 'number' || form === 'boolean' ? form : 'text' }
}

function typed({ name, form }: Placeholder, value: string): number | boolean | null {
  if (value.trim() === '') return null
  if (form === 'boolean') return value === 'true'
  const number = Number(value)
  if (!Number.isFinite(number)) throw new TemplateProblem('actions.problem.template_number', name)
  return number
}
