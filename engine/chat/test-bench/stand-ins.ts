import { customerFields, type CustomerField } from '../agent/index.ts'

/** Invented data in the shape of the real: what is checked in a chat passes with them as well. */
const invented: Readonly<Record<Exclude<CustomerField, 'cedula' | 'telefono'>, string>> = {
  nombre_completo: 'Ana Prueba Ejemplo', correo: 'cliente@ejemplo.com', direccion: 'Calle 1 # 2-34', barrio: 'Centro', indicaciones_adicionales: 'Dejar en la entrada',
}
const digits = '300555019912345'
const longNumber = /(?<![\d$€]|\$ )\d(?:[ .-]?\d){5,14}(?![\d%])/g
const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu

/**
 * Puts invented data in the place of a customer's own, so that a conversation can be kept and shared: what they gave for their order, and any
 * long number or e-mail besides. Words of the catalogue stay, should somebody be named like a product.
 */
export function standIns(collected: Readonly<Record<string, string>>, catalogueWords: ReadonlySet<string>): (text: string) => string {
  const replacements: [RegExp, string][] = []
  for (const field of customerFields) {
    const value = collected[field]?.trim() ?? ''
    if (value === '' || field === 'cedula' || field === 'telefono') continue
    replacements.push([wordPattern(value), invented[field]])
    if (field !== 'nombre_completo') continue
    const names = value.split(/\s+/).filter((name) => name.length > 2 && !catalogueWords.has(name.toLowerCase()))
    for (const name of names) replacements.push([wordPattern(name), 'Ana'])
  }
  return (text) => replacements
    .reduce((rest, [pattern, instead]) => rest.replaceAll(pattern, instead), text)
    .replaceAll(email, invented.correo)
    .replaceAll(longNumber, (number) => digits.slice(0, number.replaceAll(/\D/g, '').length))
}

function wordPattern(text: string): RegExp {
  const escaped = text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/\s+/g, String.raw`\s+`)
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'giu')
}
