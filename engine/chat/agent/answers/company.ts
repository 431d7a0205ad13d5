import type { CompanyAct } from '../understanding/acts/acts.ts'
import { fold, stem, wordsOf } from '../text/words.ts'

/** One statement of the company's documents that can be quoted by itself. */
export interface Passage {
  readonly id: string
  /** The heading it stands under, "" when none. */
  readonly section: string
  readonly text: string
}

/** What the company says of itself, cut into passages. */
export interface CompanyView { readonly passages: readonly Passage[] }

/**
 * Cuts a company's text into passages: one per list entry or paragraph, each with the heading above it. Headings are Markdown's, or a
 * line in bold or with a colon at its end.
 * @param documentId what a source of a fact names
 */
export function companyView(text: string, documentId = 'context'): CompanyView {
  const passages: Passage[] = []
  let section = ''
  for (const line of text.split(/\r?\n/)) {
    const trimmed = line.trim()
    if (trimmed === '') continue
    const heading = /^(?:#{1,6}\s+(.*)|\*\*([^*]+?):?\*\*:?)$/.exec(trimmed) ?? (/^[^:.]{3,60}:$/.test(trimmed) ? [trimmed, trimmed.slice(0, -1)] : null)
    if (heading !== null) {
      section = plain(heading[1] ?? heading[2] ?? '')
      continue
    }
    const labelled = /^\*\*([^*]+?):?\*\*:?\s+(.+)$/.exec(trimmed)
    if (labelled !== null) section = plain(labelled[1]!)
    const body = plain((labelled?.[2] ?? trimmed).replace(/^(?:[-*•]|\d+[.)])\s+/, ''))
    passages.push({ id: `${documentId}#${passages.length + 1}`, section, text: body })
  }
  return { passages }
}

const plain = (text: string) => text.replaceAll(/\*\*|__|`/g, '').replace(/:$/, '').trim()

/** Stems by which a passage answers a topic; those of the first list must be there, the second only rank. */
const topics: Record<CompanyAct, { readonly must: RegExp; readonly rank: RegExp }> = {
  delivery: { must: /\b(envi|despach|domicili|entreg|cobertura|deliver|ship)/, rank: /\b(todo el pais|a nivel nacional|nationwide)/ },
  payment: { must: /\b(pago|pagos|tarjeta|transferencia|efectivo|credito|contraentrega|nequi|payment|cash|card)\b/, rank: /\b(forma|medio|metodo)/ },
  warranty: { must: /\b(garantia|devolucion|cambios y|warranty|return)/, rank: /\b(mes|dia|ano)/ },
  hours: { must: /\b(horario|lunes|sabado|domingo|a\.? ?m\b|p\.? ?m\b|atendemos de|hours|monday)/, rank: /\b(horario|hours)/ },
  location: { must: /\b(direccion|sede|ubicad|local|address|located)/, rank: /\b(direccion|sede principal|address)/ },
  contact: { must: /\b(telefono|movil|celular|correo|whatsapp|pagina web|redes|phone|mail|website)/, rank: /\b(telefono|movil|celular|correo)/ },
  services: { must: /\b(servicio|mantenimiento|recarga|instalacion|asesoria|inspeccion|fabricacion|service|maintenance)/, rank: /\b(recarga|mantenimiento|instalacion)/ },
  training: { must: /\b(capacitacion|curso|entrenamiento|training|course)/, rank: /\bcurso/ },
  about: { must: /\b(empresa|experiencia|mision|valores|especializad|clientes|norma|company|mission)/, rank: /\b(anos|experiencia|es una empresa)/ },
  invoice: { must: /\b(factura|iva|nit|invoice|tax)\b/, rank: /\bfactura/ },
  discount: { must: /\b(descuento|promocion|mayorista|por mayor|discount|promotion)/, rank: /\bdescuento/ },
}

const mostPassages = 3

/** Passages that answer a topic, best first; words of the question decide among them. */
export function passagesFor(view: CompanyView, topic: CompanyAct, question: string): Passage[] {
  const asked = new Set(wordsOf(question).filter((word) => word.text.length > 3).map((word) => word.stem))
  const { must, rank } = topics[topic]
  const scored = view.passages.map((passage, place) => {
    const whole = fold(`${passage.section}: ${passage.text}`)
    const own = fold(passage.text)
    const shared = wordsOf(whole).filter((word) => asked.has(stem(word.text))).length
    const score = must.test(own) || must.test(fold(passage.section)) ? (must.test(own) ? 2 : 1) + (rank.test(own) ? 1 : 0) + shared : 0
    return { passage, place, score }
  })
  const best = scored.filter(({ score }) => score > 0).toSorted((one, other) => other.score - one.score || one.place - other.place).slice(0, mostPassages)
  return best.filter(({ score }) => score >= (best[0]?.score ?? 0) - 1).map(({ passage }) => passage)
}

/** Where to ask a person what the documents do not say; null when they name no way. */
export function contactOf(view: CompanyView): Passage[] {
  return view.passages.filter(({ text }) => /\b(telefono|movil|celular|whatsapp|correos?)\b/.test(fold(text)) && /[\d@]/.test(text)).slice(0, 2)
}
