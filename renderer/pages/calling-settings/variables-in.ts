/**
 * Names of dynamic variables out of what was typed or pasted: one a line, between commas or spaces, with or without the
 * braces a script writes them in; a whole script gives the names between its braces. Names that cannot be one are told apart.
 */
export function variablesIn(text: string): { names: string[], refused: string[] } {
  const braced = [...text.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/g)].map(match => match[1] ?? '')
  const found = braced.length > 0 ? braced : text.split(/[\s,;]+/).filter(Boolean)
  const unique = [...new Set(found)]
  const isName = (name: string) => /^[A-Za-z_]\w{0,59}$/.test(name)
  return { names: unique.filter(isName), refused: unique.filter(name => !isName(name)) }
}
