/** What an order must know of its customer, in the order it is asked. The names are those existing deployments store. */
export const customerFields = ['nombre_completo', 'cedula', 'telefono', 'correo', 'direccion', 'barrio', 'indicaciones_adicionales'] as const
export type CustomerField = (typeof customerFields)[number]

/** Limits of the fields in one country. Lengths in characters, or in digits where the field is made of them. */
export interface FieldRules {
  readonly name: { readonly least: number; readonly most: number }
  readonly idDigits: { readonly least: number; readonly most: number }
  readonly phoneDigits: { readonly least: number; readonly most: number }
  readonly address: { readonly least: number; readonly most: number }
  readonly district: { readonly least: number; readonly most: number }
  readonly notes: { readonly most: number }
  /** Fields a customer may answer with "no tengo"; all others hold the order until they are given. */
  readonly mayLack: readonly CustomerField[]
}

const colombia: FieldRules = {
  name: { least: 3, most: 100 }, idDigits: { least: 6, most: 12 }, phoneDigits: { least: 10, most: 15 }, address: { least: 10, most: 200 },
  district: { least: 2, most: 50 }, notes: { most: 300 }, mayLack: ['correo', 'indicaciones_adicionales'],
}

/** By country code. A country that is not here takes Colombia's, where the deployments are. */
const rulesByCountry: Readonly<Record<string, FieldRules>> = {
  CO: colombia,
  CL: { ...colombia, idDigits: { least: 7, most: 10 }, phoneDigits: { least: 9, most: 15 } },
  US: { ...colombia, idDigits: { least: 4, most: 12 } },
}

export function fieldRulesOf(country: string): FieldRules {
  return rulesByCountry[country.toUpperCase()] ?? colombia
}

export type FieldProblem = 'too_short' | 'too_long' | 'not_letters' | 'not_digits' | 'digit_count' | 'not_an_email'
export type FieldCheck = { readonly value: string } | { readonly problem: FieldProblem }

/** Brings a field into the form it is stored in, or says what is wrong with it. */
export function checkField(field: CustomerField, given: string, rules: FieldRules): FieldCheck {
  const text = given.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
  switch (field) {
    case 'nombre_completo':
      return /^[\p{L}][\p{L}\p{M} .'’-]*$/u.test(text) ? between(text, rules.name) : { problem: text.length === 0 ? 'too_short' : 'not_letters' }
    case 'cedula':
      return digits(text, rules.idDigits, /^[\d .,-]+$/)
    case 'telefono':
      return digits(text, rules.phoneDigits, /^\+?[\d .()-]+$/)
    case 'correo':
      return /^[^\s@,;]+@[^\s@,;.]+(?:\.[^\s@,;.]+)+$/.test(text) && text.length <= 254 ? { value: text.toLowerCase() } : { problem: 'not_an_email' }
    case 'direccion':
      return between(text, rules.address)
    case 'barrio':
      return between(text, rules.district)
    case 'indicaciones_adicionales':
      return between(text, { least: 1, most: rules.notes.most })
  }
}

function between(value: string, { least, most }: { readonly least: number; readonly most: number }): FieldCheck {
  return value.length < least ? { problem: 'too_short' } : value.length > most ? { problem: 'too_long' } : { value }
}

function digits(text: string, { least, most }: { readonly least: number; readonly most: number }, shape: RegExp): FieldCheck {
  if (!shape.test(text)) return { problem: 'not_digits' }
  const value = text.replaceAll(/\D/g, '')
  return value.length < least || value.length > most ? { problem: 'digit_count' } : { value }
}

/** The next field the order has no answer to; null when it has them all. */
export function nextField(customer: Readonly<Partial<Record<CustomerField, string | null>>>): CustomerField | null {
  return customerFields.find((field) => customer[field] === undefined) ?? null
}
