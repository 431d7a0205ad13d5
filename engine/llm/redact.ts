/**
 * Takes out of a text what must not be kept of it: keys, access data in addresses, e-mail addresses, card numbers, national
 * ids, phones. Each leaves a word in its place, so that the text still reads. Names of people cannot be told by rule from
 * other words and stay.
 */
export function redact(text: string): string {
  let clean = text
  for (const { hint, pattern, replace } of rules) {
    // Most texts hold none of it: looking for a sign of it is ten times cheaper than looking for it.
    if (hint.test(clean)) clean = clean.replace(pattern, replace)
  }
  return clean
}

/** Takes out secrets that are known word for word, wherever they stand. Shorter ones than 8 characters are words. */
export function withoutSecrets(text: string, secrets: Iterable<string>): string {
  let clean = text
  for (const secret of secrets) if (secret.length >= 8) clean = clean.replaceAll(secret, '[key]')
  return clean
}

interface Rule { readonly hint: RegExp; readonly pattern: RegExp; readonly replace: (match: string, ...groups: string[]) => string }

const digit = /\d/
const keyWords = 'api[-_ ]?key|apikey|access[-_ ]?token|auth[-_ ]?token|token|secret|password|passwd|contraseña|clave|pwd'

// In order: what is longer and surer comes before what could match a part of it.
const rules: readonly Rule[] = [
  { hint: /-----BEGIN/, pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, replace: () => '[key]' },
  { hint: /:\/\//, pattern: /\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@:]{1,200}:[^\s/@]{1,200}@/gi, replace: (_, scheme) => `${scheme ?? ''}[credentials]@` },
  { hint: /[?&]/, pattern: /([?&](?:key|api[-_]?key|access[-_]?token|token|sig|signature|secret|password|code)=)[^&\s"'<>#]+/gi, replace: (_, name) => `${name ?? ''}[key]` },
  { hint: /bearer|basic/i, pattern: /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, replace: (_, kind) => `${kind ?? ''} [key]` },
  { hint: /(?:sk|pk|rk|key|gh[a-z]|xox[a-z]|glpat|hf|AIza|AKIA|ASIA|eyJ)/, pattern: /\b(?:(?:sk|pk|rk|key)[-_][\w-]{12,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abeprs]-[\w-]{10,}|glpat-[\w-]{16,}|hf_\w{20,}|AIza[\w-]{30,}|(?:AKIA|ASIA)[A-Z0-9]{16}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)/g, replace: () => '[key]' },
  { hint: new RegExp(keyWords, 'i'), pattern: new RegExp(String.raw`\b(${keyWords})(["']?\s*[:=]\s*["']?)([^\s"',;]{6,})`, 'gi'), replace: (_, name, sign) => `${name ?? ''}${sign ?? ''}[key]` },
  { hint: /@/, pattern: /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,6}/gu, replace: () => '[email]' },
  { hint: digit, pattern: /(?<![\d.,-])\d(?:[ -]?\d){12,18}(?![\d-])/g, replace: (match) => (isCard(match) ? '[card]' : match) },
  // RUT: with its check digit, dotted or not.
  { hint: /-\s?[\dkK]/, pattern: /(?<![\d.-])(?:\d{1,2}\.\d{3}\.\d{3}|\d{7,8})\s?-\s?[\dkK](?![\w-])/g, replace: () => '[id]' },
  { hint: /\d{6}[HM]/, pattern: /\b[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d\b/g, replace: () => '[id]' },
  { hint: digit, pattern: /(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])/g, replace: () => '[id]' },
  { hint: /\b(?:rut|run|dni|c[eé]dula|cc|c\.c\.|curp|rfc|ssn|passport|pasaporte|nit|cuit|cuil)\b/i, pattern: /\b(rut|run|dni|c[eé]dula|cc|c\.c\.|ssn|passport|pasaporte|nit|cuit|cuil)((?:\s+(?:es|is|n[uú]mero|number|no\.?|n[º°.]?|de|de ciudadan[ií]a|:|el))*\s*[:#]?\s*)([A-Z]{0,2}\d[\d.\-\s]{4,14}\d)/gi, replace: (_, name, sign) => `${name ?? ''}${sign ?? ''}[id]` },
  { hint: /\+\s?\d|00\d/, pattern: /(?<![\w.])(?:\+|00)\s?\d(?:[\s().-]{0,2}\d){7,14}(?!\d)/g, replace: () => '[phone]' },
  // Without a country: brackets, groups of three and four, or a run of nine to eleven digits. Amounts with thousands' dots are none of these.
  { hint: digit, pattern: /(?<![\w.,$+-])(?:\(\d{1,4}\)[\s-]?\d{3,4}[\s-]?\d{3,4}|\d{3}[-. ]\d{3}[-. ]\d{4}|\d{1,2}[ -]\d{4}[ -]\d{4}|\d{2}[ -]\d{3}[ -]\d{2}[ -]\d{2}|\d{3}(?:[ -]\d{2}){3}|\d{9,11})(?![\w-]|[.,]\d)/g, replace: () => '[phone]' },
]

/** Luhn's sum, which every payment card's number satisfies and one in ten other numbers. */
function isCard(match: string): boolean {
  const digits = match.replaceAll(/\D/g, '')
  if (!/^[2-6]/.test(digits)) return false
  let sum = 0
  for (let index = 0; index < digits.length; index += 1) {
    const value = Number(digits[digits.length - 1 - index])
    const doubled = index % 2 === 1 ? value * 2 : value
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
