import { checkField, customerFields, type CustomerField, type FieldRules } from '../order/fields.ts'
import { fold } from '../text/words.ts'

/** Data of the customer found in a message. `text` null: said to have none. */
export interface GivenField { readonly field: CustomerField; readonly text: string | null; /** Named or unmistakable, so that it holds even when something else was asked. */ readonly sure: boolean }

const labels: Record<CustomerField, string> = {
  nombre_completo: '(?:(?:mi )?nombre(?: completo)?(?: es)?|me llamo|soy|a nombre de|raz[óo]n social(?: es)?|my name is|name[\'’]?s|name)',
  cedula: '(?:(?:mi |con )?(?:c[ée]dula|cc|c\\.c\\.?|documento|identificaci[óo]n|nit|id number|id)(?: (?:es|n[úu]mero|no\\.?|nro\\.?|is|de ciudadan[íi]a))*)',
  telefono: '(?:(?:mi )?(?:tel[ée]fono|celular|cel|tel|m[óo]vil|whatsapp|mi n[úu]mero|n[úu]mero de (?:celular|tel[ée]fono|contacto)|phone|mobile)(?: (?:qued[óo] mal))?(?: (?:es|is))?(?: el)?)',
  correo: '(?:(?:mi )?(?:correo|email|e-mail|mail)(?: electr[óo]nico)?(?: (?:es|is))?)',
  direccion: '(?:(?:mi )?(?:direcci[óo]n|dir|vivo en(?: la)?|address)(?: (?:de (?:env[íi]o|entrega)))?(?: (?:es|is))?)',
  barrio: '(?:(?:en )?(?:mi |el )?(?:barrio|sector|urbanizaci[óo]n|neighbou?rhood|district)(?: (?:es|is))?)',
  indicaciones_adicionales: '(?:indicaci(?:[óo]n|ones)(?: adicionales?)?|nota|observaci(?:[óo]n|ones)|instrucciones|notes?)',
}
const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u
const street = /\b(?:calle|cll|cl|carrera|cra|kra|kr|cr|avenida|av|avda|diagonal|diag|dg|transversal|transv|tv|tr|circular|manzana|mz|autopista|km|kil[óo]metro|vereda|street|st|ave|road|rd)\b\.?\s*(?:#\s*)?\d+[^,;\n]*?(?=\s*(?:[,;\n]|(?<!\b(?:no|nro|apto|ap|of|int|cra|cll|cl|kr|dg|tv))\.\s|\s\/\s|\b(?:tel|cel|celular|tel[eé]fono|correo|mail|email|nit)\b|$))/iu
const figures = /\+?\d[\d .-]{4,}\d/g

/**
 * Finds the customer's data in a message: each by its label ("cc 1144..."), by its shape (an address with @, a street), or because it
 * was asked for. Several may come at once ("Juan Pérez, cc 1144..., 3001234567").
 * @param asked the field that was asked for last; null when none was
 */
export function fieldsIn(message: string, asked: CustomerField | null, rules: FieldRules): GivenField[] {
  const found = new Map<CustomerField, GivenField>()
  let rest = message.replaceAll(/\s+/g, ' ').trim()
  const take = (field: CustomerField, text: string, whole: string, sure: boolean) => {
    const value = text.replace(/^[\s,:;#.-]+|[\s,:;.-]+$/g, '').replace(/\s+(?:y|and)$/i, '')
    if (found.has(field) || value === '' || !('value' in checkField(field, value, rules))) return
    found.set(field, { field, text: value, sure })
    rest = rest.replace(whole, ' , ')
  }
  const mail = email.exec(rest)
  if (mail !== null) take('correo', mail[0], new RegExp(`${labels.correo}?[\\s:,]*${escaped(mail[0])}`, 'iu').exec(rest)?.[0] ?? mail[0], true)
  const district = new RegExp(`\\b${labels.barrio}[\\s:]+([\\p{L}\\p{N}][\\p{L}\\p{N} .'-]*)`, 'iu').exec(rest)
  if (district !== null && (asked !== 'direccion' || /[,\d]/.test(rest.slice(0, district.index)))) take('barrio', district[1]!, district[0], true)
  const road = street.exec(rest)
  if (road !== null) take('direccion', road[0], rest.slice(Math.max(0, rest.lastIndexOf(',', road.index) + 1)).match(new RegExp(`(?:${labels.direccion}[\\s:]+)?${escaped(road[0])}`, 'iu'))?.[0] ?? road[0], true)
  for (const field of ['cedula', 'telefono'] as const) {
    const labelled = new RegExp(`\\b${labels[field]}[\\s:#.]*(?:(?:cambi[óo]|qued[óo]|mal|ahora|nuevo|el|es|is|now),?\\s+){0,5}(\\+?\\d[\\d .-]{3,}\\d)`, 'iu').exec(rest)
    if (labelled !== null) take(field, labelled[1]!, labelled[0], true)
  }
  takeFigures()
  takeName()
  const open = rest.replaceAll(/^[\s,.;:]+|[\s,.;:]+$/g, '').replaceAll(/(?: , )+/g, ', ')
  // "Calle 10 # 5-51, San Antonio": what follows a street is the district.
  const behind = road === null ? null : /^\s*[,;]\s*([\p{L}][\p{L} .]{1,40})$/u.exec(message.replaceAll(/\s+/g, ' ').trim().slice(message.replaceAll(/\s+/g, ' ').trim().indexOf(road[0]) + road[0].length))
  if (behind !== null && !found.has('barrio')) take('barrio', behind[1]!, behind[1]!, true)
  else if (open !== '') takeOpen(open)
  return customerFields.map((field) => found.get(field)).filter((given) => given !== undefined)

  /** Bare figures: the one asked for, else told apart by length (a mobile number has ten digits and begins with 3). */
  function takeFigures(): void {
    // Two figures beside each other are two, unless together they are as long as one number may be.
    const single = [...rest.matchAll(figures)].flatMap(([figure]) => (figure.replaceAll(/\D/g, '').length > 13 ? figure.split(/\s+/) : [figure]))
    for (const figure of single) {
      const count = figure.replaceAll(/\D/g, '').length
      const mobile = /^(?:\+?57)?[\s.-]*3/.test(figure.trim()) && (count === 10 || count === 12)
      const order: CustomerField[] = asked === 'cedula' ? ['cedula', 'telefono'] : asked === 'telefono' ? ['telefono', 'cedula'] : mobile ? ['telefono', 'cedula'] : ['cedula', 'telefono']
      if (asked === 'direccion' && found.has('direccion')) continue
      const field = order.find((one) => !found.has(one) && 'value' in checkField(one, figure, rules))
      if (field !== undefined) take(field, figure, figure, field === asked || asked === 'nombre_completo')
    }
  }

  function takeName(): void {
    const named = new RegExp(`(?:^|[\\s,.])${labels.nombre_completo}[\\s:]+([\\p{L}][\\p{L}\\p{M} .'-]{2,})`, 'iu').exec(rest)
    const called = named?.[1]!.split(afterName)[0]!.trim() ?? ''
    if (named !== null && looksLikeName(called, /soy|name$/i.test(named[0].slice(0, 6)) ? 2 : 1)) return take('nombre_completo', called, `${named[0].slice(0, named[0].length - named[1]!.length)}${called}`, true)
    if (asked !== 'nombre_completo') return
    for (const part of rest.split(/[,;\n]/)) {
      const text = part.trim().replace(/^(?:a nombre de|claro|s[íi]|listo|ok|dale|bueno|hola|es)[\s,.:]+/i, '')
      if (looksLikeName(text, 1)) return take('nombre_completo', text, text, true)
    }
  }

  /** What is left over answers a question about the address, whose forms nobody can list. */
  function takeOpen(text: string): void {
    if (asked !== 'direccion' && asked !== 'barrio' && asked !== 'indicaciones_adicionales') return
    if (!chatter.test(fold(text))) take(asked, text.replace(new RegExp(`^${labels[asked]}[\\s:]+`, 'iu'), ''), text, false)
  }
}

/** What goes on behind a name without a comma. */
const afterName = /\s(?:y|con|and|mi|cc|c[eé]dula|cel\w*|tel\w*|correo|direcci[oó]n|quiero|necesito|por\s?fa\w*|nit|phone)\b/iu

/** Politeness is no address. */
const chatter = /^(?:(?:si|no|ok|okay|listo|dale|claro|confirmo|confirmado|gracias|muchas|bueno|perfecto|vale|hola|correcto|de|acuerdo|por|favor|bien|todo|yes|thanks|sure|please|ninguna?|nada)[ ,.!]*)+$/

/** Words no name has: a question about delivery is not somebody's name. */
const notNames = new Set(('confirmo confirmado confirmar correcto adelante entonces bien finalizar terminar ya ahora luego despues aun todavia seguro que como cuando donde cuanto cual quien porque hacen hay tienen venden envian envio envios domicilio quiero quisiera necesito precio cuesta vale gracias hola buenas buenos dias tardes si no ok listo '
  + 'claro dale vale perfecto pedido carrito compra comprar pagar pago total agrega agregar quita quitar mejor cancelar ayuda asesor persona humano descuento garantia horario direccion ubicacion correo telefono tengo puedo puede pueden espera momento todo nada eso '
  + 'en el del al dev que un domiciliario este esta ese los las unos unas un una para con por favor me te se mi tu su mas menos casco cascos extintor extintores guantes botas gafas tambien the what how do you is are please want need yes cart order').split(' '))

function looksLikeName(text: string, leastWords: number): boolean {
  const words = text.trim().split(/\s+/)
  return /^[\p{L}\p{M} .'’-]+$/u.test(text) && words.length >= leastWords && words.length <= 7 && text.trim().length >= 3 && !words.some((word) => notNames.has(fold(word)))
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
