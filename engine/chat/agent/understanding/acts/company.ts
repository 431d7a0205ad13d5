import { anywhere } from './wording.ts'

/** Questions about the company. */
export const companyWordings = {
  delivery: anywhere(
    /envios?|enviar|enviarlo|enviarlos|envian|domicilios?|despachos?|despachan|despachar|entregas?|entregan|entregar|flete/,
    /transportadora|interrapidisimo|servientrega|coordinadora|delivery|deliver|shipping|ship|shipment|arrive/,
    /(a )?todo el pais|otras ciudades|fuera de la ciudad|hacen llegar|cuanto (se )?demora[n]?/,
    /cuando (me )?(llega|llegan|llegaria|entregan)|tiempo de entrega|llegan a|mandan (a|para|hasta)|lo mandan/,
    /los mandan/,
  ),
  payment: anywhere(
    /contraentrega|aceptan|nequi|daviplata|bancolombia|pse|tarjeta|transferencia|efectivo|fian|fiado|plazos?|datafono|consignacion|cash/,
    /cards?|wire|installments/,
    /(formas?|medios?|metodos?|opciones) de pago|como (se )?(pago|paga|puedo pagar|pagar|les pago|cancelo)/,
    /puedo pagar|se puede pagar|pago (con|en|por|contra)|contra ?entrega/,
    /reciben (tarjeta|nequi|efectivo|transferencia|daviplata)|a credito|dan credito|a cuotas|numero de cuenta/,
    /cuenta bancaria|payment methods?|pay (with|by|in|on)|credit card/,
  ),
  warranty: anywhere(
    /garantias?|devoluciones|devolucion|devolver|warranty|guarantee|returns/,
    /politicas? de (cambio|devolucion)|puedo (cambiar|devolver)|cambios y devoluciones|cuanto dura la garantia/,
    /si (sale|salen|me sale) (mal|malo|danado)|si no me (queda|sirve)|return policy|return it/,
  ),
  hours: anywhere(
    /horarios?|abiertos?/,
    /a que horas? (abren|cierran|atienden|estan|puedo)|que horas? (abren|cierran|atienden)|hasta que horas?/,
    /abren (los |el )?(lunes|sabados?|domingos?|festivos?|hoy|manana)/,
    /(hoy|sabados?|domingos?) (abren|atienden|trabajan)|atienden (los |hoy|el )|estan (abiertos|atendiendo)/,
    /trabajan (los |hoy|el )|que dias (atienden|abren|trabajan)|opening hours|what time|open (on|today|until)/,
    /are you open|business hours/,
  ),
  location: anywhere(
    /ubicacion|ubicad[oa]s?|sedes?|located|recojo/,
    /(donde|en que (parte|ciudad|lugar|direccion)) (estan|quedan|queda|es|se encuentran|se ubican|los encuentro|ubicados|puedo (ir|recoger|comprar))/,
    /donde (quedan|estan)|direccion (de la|del|de) (tienda|local|empresa|almacen|negocio|sede)/,
    /(cual es|me (das|da|regalas?|dan)) (la|su|tu) (direccion|ubicacion)|su direccion/,
    /tienen (tienda|local|sede|sucursal|punto)|tienda fisica|punto fisico|punto de venta|sucursal(es)?|como llego/,
    /where (are you|is (the|your) (store|shop|office))|your (address|location)|recoger(lo|los|la|las)?/,
    /(paso|pasar|voy) (por|a) (el|la|los|ella?s?|mi pedido|la tienda)|puedo (ir|pasar|recoger)/,
  ),
  contact: anywhere(
    /a que numero|que numero (llamo|marco)|me llaman ustedes|(which|what) (email|number|phone)|dond?e (les )?(escribo|llamo|escribir(les)?)/,
    /contacto|contactarlos|instagram|insta|ig|facebook|fb|tiktok|contact/,
    /(como|donde) (los |las |me |les )?(contact|comunic|ubic)\w*|numero de (contacto|telefono|whatsapp|la empresa)/,
    /(telefono|celular|whatsapp|correo|numero|email) (de (la|el|ustedes|contacto|la empresa|atencion)|para (llamar|contact|comunicar)\w*)/,
    /(cual es|me (das|da|regalas?|dan|puede dar)) (el|su|tu|un) (telefono|celular|numero|whatsapp|correo|email)/,
    /su (telefono|whatsapp|numero|correo|pagina)|datos de contacto|redes sociales|pagina web|sitio web|phone number/,
    /your (phone|email|website|number)/,
  ),
  services: anywhere(
    /servicios?|recarga[ns]?|recargar|recargan|mantenimientos?|instalan|instalar|asesorias?|revision|fabrican|fabricacion/,
    /personalizad[oa]s?|services?|refill|recharge|maintenance|installation|install/,
    /visitas? tecnicas?|instalacion(es)?|inspeccion(es)?/,
  ),
  training: anywhere(
    /capacitan|cursos?|entrenamientos?|charlas?|training|courses?/,
    /capacitacion(es)?/,
  ),
  about: anywhere(
    /mision|vision|valores|experiencia|trayectoria|confiables|normativ\w+|certificaciones|normas?/,
    /ustedes (que|a que) (hacen|venden|se dedican|son)|que hacen( ustedes)?$|quienes? (son|eres)/,
    /que (hace|hacen|es) (la empresa|ustedes|esta empresa)|a que se dedican/,
    /(informacion|saber|cuentame|hablame|mas) (mas )?(de|sobre|acerca de) (la empresa|ustedes|la compania|su empresa)/,
    /sobre la empresa|de la empresa|cuantos anos|(anos|tiempo) (de experiencia|en el mercado|llevan)/,
    /historia de la empresa|son (confiables|una empresa|legales|fabricantes|distribuidores)/,
    /a quien(es)? (atienden|venden)|clientes tienen|about (you|your company|the company)|who are you|what do you do/,
  ),
  invoice: anywhere(
    /iva|nit|invoices?|tax|vat/,
    /factura(cion|n|s|r)?|factura electronica|rut de la empresa|camara de comercio/,
  ),
  discount: anywhere(
    /car[ií]simos?|costos[oa]s?|descuentos?|rebajas?|promo|promos|ofertas?|mayoristas?|discounts?|deals?|promotion|wholesale|bulk/,
    /muy car[oa]s?|promocion(es)?/,
    /me (lo |los |las |la )?(rebajan?|dejan? en|dejas? (en|mas barat)|descuent|hace[ns]? (un )?(precio|descuento))/,
    /precio (especial|por mayor|al por mayor|de mayorista|mayorista)|al por mayor|por mayor|mas barato si/,
    /si (llevo|compro) (varios|muchos|mas|bastantes?)|cuanto es lo menos|lo ultimo|ultimo precio|best price/,
  ),
}
