import type { ChatTone } from '../../../../db/values.ts'
import type { CustomerField } from '../order/fields.ts'
import type { Wording } from './wording.ts'

const names: Record<CustomerField, string> = { nombre_completo: 'nombre completo', cedula: 'cédula', telefono: 'teléfono', correo: 'correo', direccion: 'dirección', barrio: 'barrio', indicaciones_adicionales: 'indicaciones adicionales' }

/** The agent's Spanish: "tú" when friendly, "usted" when formal, no pleasantries when direct. */
export function spanish(tone: ChatTone): Wording {
  const formal = tone === 'formal'
  const say = (friendly: string, usted: string, direct: string) => (formal ? usted : tone === 'directo' ? direct : friendly)
  const you = (tu: string, usted: string) => (formal ? usted : tu)
  return {
    greeting: () => say('¡Hola! Soy el asistente de ventas. ¿Qué producto buscas o en qué te ayudo?', 'Buen día. Soy el asistente de ventas. ¿Qué producto busca o en qué puedo ayudarle?', 'Hola. ¿Qué producto necesitas?'),
    thanks: () => say('¡Con mucho gusto! ¿Te ayudo con algo más?', 'Con mucho gusto. ¿Puedo ayudarle con algo más?', 'Con gusto.'),
    bye: () => say('¡Hasta pronto! Aquí estaré cuando me necesites.', 'Hasta pronto. Quedo a su disposición.', 'Hasta pronto.'),
    anythingElse: () => say('¿Algo más en lo que te ayude?', '¿Puedo ayudarle en algo más?', '¿Algo más?'),
    notUnderstood: () => say('No estoy seguro de haberte entendido. Puedo darte precios y existencias, armar tu pedido o contarte de la empresa. ¿Qué necesitas?', 'No estoy seguro de haberle entendido. Puedo darle precios y existencias, armar su pedido o informarle sobre la empresa. ¿Qué necesita?', 'No entendí. Pregunta por un producto, tu pedido o la empresa.'),
    overview: (families) => `Esto es parte de lo que manejamos: ${families}. ${you('¿De cuál quieres ver precios?', '¿De cuál desea ver precios?')}`,
    nothingForSale: () => 'En este momento no tengo productos disponibles para la venta.',
    productLine: (name, price, stock) => `${name}: ${price} (${stock})`,
    stock: (count) => (count === 1 ? 'queda 1 unidad' : `hay ${count} unidades`),
    notSold: (name) => `${name} no está disponible en este momento.`,
    also: (things) => `También hay: ${things}.`,
    near: () => you('Te puede servir:', 'Le puede servir:'),
    unknownProduct: (text) => (text === '' ? 'Ese producto no está en el catálogo.' : `No encuentro «${text}» en el catálogo.`),
    noSuchSize: (text) => `No tengo «${text}» en esa medida. Esto es lo que hay:`,
    unlike: (text) => `No tengo «${text}» exactamente así. Lo más parecido:`,
    which: (text, quantity) => `${you('¿Cuál prefieres', '¿Cuál prefiere')}${quantity === null ? '' : ` para ${quantity === 1 ? 'la unidad' : `las ${quantity} unidades`}`}${text === '' ? '' : ` de «${text}»`}?`,
    found: (count, shown) => (count > shown ? `Hay ${count} opciones; estas son ${shown}:` : count === 1 ? you('Mira:', 'Esto encontré:') : 'Estas son las opciones:'),
    sizeNotKnown: () => 'La talla no figura en el catálogo; un asesor la confirma antes del despacho.',
    offer: (name) => you(`¿Agrego ${name} a tu pedido? Dime cuántos.`, `¿Agrego ${name} a su pedido? Indíqueme cuántos.`),
    offerLines: () => you('¿Lo agrego a tu pedido?', '¿Lo agrego a su pedido?'),
    quoteLine: (quantity, name, price, subtotal) => `${quantity} × ${name} a ${price}: ${subtotal}`,
    total: (amount) => `Total: ${amount}.`,
    added: (items) => say(`¡Listo! Agregué ${items}.`, `He agregado ${items}.`, `Agregado: ${items}.`),
    changed: (name, quantity) => `${say('¡Listo! ', '', '')}${name} queda en ${quantity}.`,
    removed: (name) => `Quité ${name} del pedido.`,
    replaced: (old, name, quantity) => `Cambié ${old} por ${quantity} × ${name}.`,
    undone: () => 'Listo, lo dejé como estaba antes.',
    emptied: () => 'El pedido quedó vacío.',
    emptyCart: () => you('Tu pedido está vacío todavía. ¿Qué producto quieres agregar?', 'Su pedido está vacío todavía. ¿Qué producto desea agregar?'),
    cartLine: (quantity, name, price, subtotal) => `${quantity} × ${name} (${price} c/u): ${subtotal}`,
    cart: () => you('Tu pedido:', 'Su pedido:'),
    more: () => say('¿Quieres algo más o finalizamos el pedido?', '¿Desea algo más o finalizamos el pedido?', '¿Algo más o finalizamos?'),
    leftOut: (things) => you(`No quedó en tu pedido: ${things}. Si lo quieres, dime cuál y cuántas unidades.`, `No quedó en su pedido: ${things}. Si lo desea, dígame cuál y cuántas unidades.`),
    whatElse: () => you('Claro, ¿qué más agrego?', 'Con gusto, ¿qué más agrego?'),
    whatToBuy: () => you('Con gusto. ¿Qué producto quieres y cuántas unidades?', 'Con gusto. ¿Qué producto desea y cuántas unidades?'),
    howMany: (name) => you(`¿Cuántas unidades de ${name} quieres?`, `¿Cuántas unidades de ${name} desea?`),
    quantityLimits: (least, most) => `Por pedido se puede llevar de ${least} a ${most} unidades de cada producto.`,
    tooLittle: (name, stock) => `De ${name} solo ${stock === 1 ? 'queda 1 unidad' : `quedan ${stock} unidades`}. ${you('¿Las agrego o prefieres otra cantidad?', '¿Las agrego o prefiere otra cantidad?')}`,
    notInCart: (text) => (text === '' ? 'Eso no está en el pedido.' : `«${text}» no está en el pedido.`),
    ask: (field) => ask(field, formal),
    noted: () => say('¡Gracias!', 'Gracias.', 'Anotado.'),
    fieldProblem: (field, problem, rules) => {
      if (problem === 'needed') return `Para despachar necesito ${names[field]}.`
      if (field === 'cedula') return `La cédula debe tener entre ${rules.idDigits.least} y ${rules.idDigits.most} dígitos.`
      if (field === 'telefono') return `El teléfono debe tener entre ${rules.phoneDigits.least} y ${rules.phoneDigits.most} dígitos.`
      if (field === 'correo') return 'Ese correo no parece válido; debe ser como nombre@dominio.com.'
      if (field === 'nombre_completo') return 'El nombre debe llevar solo letras, nombre y apellido.'
      if (field === 'direccion') return `La dirección debe tener entre ${rules.address.least} y ${rules.address.most} caracteres.`
      return `Ese dato de ${names[field]} ${problem === 'too_short' ? 'es muy corto' : 'es muy largo'}.`
    },
    summary: () => you('Este es el resumen de tu pedido:', 'Este es el resumen de su pedido:'),
    field: (field, value) => `${names[field][0]!.toUpperCase()}${names[field].slice(1)}: ${value ?? 'no tiene'}`,
    confirm: () => you('¿Confirmas el pedido?', '¿Confirma el pedido?'),
    closed: (total) => say(`¡Pedido confirmado! Total: ${total}. Gracias por tu compra.`, `Pedido confirmado. Total: ${total}. Gracias por su compra.`, `Pedido confirmado. Total: ${total}.`),
    cancelled: () => you('El pedido quedó cancelado. Cuando quieras empezamos otro.', 'El pedido quedó cancelado. Cuando desee empezamos otro.'),
    nothingToConfirm: () => 'Todavía no hay un pedido completo para confirmar.',
    changeWhat: () => you('¿Qué quieres cambiar: un producto, una cantidad o un dato?', '¿Qué desea cambiar: un producto, una cantidad o un dato?'),
    company: () => say('Te cuento:', 'Le informo:', ''),
    companyUnknown: () => 'Ese dato no lo tengo confirmado y prefiero no inventarlo.',
    contactAt: (contact) => you(`Te lo confirman aquí: ${contact}`, `Se lo confirman aquí: ${contact}`),
    discount: () => 'Los precios que doy son los del catálogo; un descuento solo lo puede autorizar un asesor.',
    human: () => say('Claro, te comunico con una persona del equipo. Tu pedido queda guardado.', 'Por supuesto, le comunico con una persona del equipo. Su pedido queda guardado.', 'Aviso a un asesor. El pedido queda guardado.'),
    sorry: () => say('Lamento mucho lo ocurrido. Ya aviso a una persona del equipo para que te atienda.', 'Lamento lo ocurrido. Ya aviso a una persona del equipo para que le atienda.', 'Lo siento. Aviso a un asesor ahora.'),
    media: () => 'Aquí no puedo ver imágenes ni oír audios; el archivo queda guardado para un asesor. ¿Me lo escribes?'.replace('¿Me lo escribes?', you('¿Me lo escribes?', '¿Me lo escribe?')),
    harmless: () => 'Eso no lo puedo hacer: precios, existencias y reglas salen del sistema de la tienda y no cambian por el chat. Con gusto ayudo con productos o pedidos.',
    privacy: () => 'Los datos de otras personas son privados y no los comparto.',
    customerUnknown: () => 'No encuentro ese cliente entre los registros que puedo consultar aquí.',
    customerAskId: () => you('Dime el número de cédula o el nombre completo del cliente y lo busco.', 'Indíqueme el número de cédula o el nombre completo del cliente y lo busco.'),
    customerFound: (name, sales, total, last) => `${name}: ${sales === 1 ? '1 compra' : `${sales} compras`}${total === null ? '' : ` por ${total}`}${last === null ? '' : `. Última compra: ${last}`}.`,
    offTopic: () => you('En eso no puedo ayudarte, pero sí con los productos y los pedidos de la tienda.', 'En eso no puedo ayudarle, pero sí con los productos y los pedidos de la tienda.'),
    compare: () => 'Comparados:',
    empty: () => you('No me llegó ningún texto. ¿En qué te ayudo?', 'No me llegó ningún texto. ¿En qué puedo ayudarle?'),
  }
}

function ask(field: CustomerField, formal: boolean): string {
  const your = formal ? 'su' : 'tu'
  switch (field) {
    case 'nombre_completo': return `¿Cuál es ${your} nombre completo?`
    case 'cedula': return `¿Cuál es ${your} número de cédula?`
    case 'telefono': return `¿A qué número de teléfono ${formal ? 'le' : 'te'} llamamos?`
    case 'correo': return `¿Cuál es ${your} correo? Si no ${formal ? 'tiene, dígamelo' : 'tienes, dímelo'}.`
    case 'direccion': return '¿Cuál es la dirección de entrega?'
    case 'barrio': return '¿En qué barrio queda?'
    case 'indicaciones_adicionales': return '¿Alguna indicación para la entrega? Si no hay, responde «no».'.replace('responde', formal ? 'responda' : 'responde')
  }
}
