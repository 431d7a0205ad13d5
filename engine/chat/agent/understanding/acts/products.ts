import { anywhere } from './wording.ts'

/** Questions about products. */
export const productWordings = {
  price: anywhere(
    /precios?|valor|prices?|cost|costs/,
    /cuanto (vale|valen|cuesta|cuestan|es|son|sale|salen|me sale|me cuesta|cobran|seria|serian|estan?|por|el|la|los|las)/,
    /que (vale|valen|cuesta|cuestan|precios?|valor)/,
    /(en|a) (cuanto|como)( (los|las|lo|la|me|se))? ?(estan?|tienen|venden|dejan|queda|sale|dan|da|deja)?|a como|(a )?(?<!\d )cm (salen?|estan?|valen?|dan)|(?<!(hola|buenas|buenos|dias|tardes|noches|dia) )(a )?como (salen?|valen?|dan|estan (los|las)|esta (el|la))/,
    /valor(es)? de|costos? de|cual es el (valor|costo)|how much/,
  ),
  stock: anywhere(
    /tienen|tendran|tenian|hay|habra|venden|vendian|manejan|maneja|consigo|consiguen|distribuyen|ofrecen|quedan|disponibles?/,
    /disponibilidad|existencias?|stock|busco|available/,
    /les queda|les quedan|queda algun|en bodega|cuantas? (unidades )?(hay|tienen|quedan)/,
    /cuantos (hay|tienen|quedan)|estoy buscando|ando buscando|do you (have|sell|carry)|have you got|got any/,
    /in stock|looking for|are there any/,
  ),
  list: anywhere(
    /^(?:productos?|articulos|catalogo|products)$/,
    /(?<!ver )que (mas )?(productos?|articulos|cosas|elementos|implementos|equipos|tipos?|clases?|modelos?|variedad|opciones|tallas|colores|marcas|categorias?|referencias|otros?|otras?)/,
    /que (mas )?(venden|ofrecen|manejan|tienen|hay)|cuales (tienen|hay|son|manejan|venden)|que me ofrecen/,
    /catalogo|catalog(ue)?|inventario|portafolio|(lista|listado) de|todos? los productos/,
    /muestra(me|nos)?|mostrar(me)?|(?<!a )ver (los|las|el|mas|otros|todos|que)/,
    /what (products|do you (have|sell|offer)|kinds?|types?|else)|show me|list of|which ones/,
  ),
  compare: anywhere(
    /diferencias?|versus|vs|difference|compare/,
    /compara(r|me|cion)?|cual (es|seria) (el |la |lo )?mejor|cual de|which (one )?is better/,
  ),
  recommend: anywhere(
    /recomiendan?|recomendacion|recomiendas|aconseja[ns]?|aconsejan|sugieres?|sugieren|sugerencia|recommend|suggest|advise/,
    /recomendar(ias?|me)?|que me sirve|cual me sirve|que necesito para|que (me )?sirve para|cual sirve|sirve para/,
  ),
  describe: anywhere(
    /cuant[oa]s? [a-z0-9]+ (trae|tiene|viene|mide|pesa)n?|en que (tallas?|colores?|medidas?|presentacion|tamanos?)|que (tallas?|medidas?|tamanos?) (tienen?|vienen?|manejan|son)/,
    /caracteristicas|descripcion|especificaciones|certificad[oa]s?|specs|specifications|describe|details/,
    /de cuant[oa]s? (libras|kilos|kg|litros|metros|galones|son|es)|cuanto (pesa|mide|trae|dura)n?/,
    /que (peso|medidas?|capacidad|tamano|contenido|material|garantia trae)|ficha tecnica|como (es|son)/,
    /(de )?que (alto|altura|largo|ancho|grosor|grueso|calibre|tan (alto|larg|anch|grande|gruesa?|pesad|fuerte|resistente)[oa]?)s?|how (tall|long|wide|big|heavy|thick|strong)|what (height|length|width|weight|capacity)/,
    /de que (material|color|es|son|esta)|para que (sirve|sirven|es)|mas (informacion|detalles?) (de|del|sobre)/,
    /(informacion|detalles?) (de|del|sobre|acerca)|viene[n]? con|trae[n]?|tell me (more )?about/,
  ),
  interest: anywhere(
    /interesad[oa]|interested/,
    /me interesan?|me gustan?|me gusto|me encantan?|se ven? bien|suena bien|i like/,
  ),
  quote: anywhere(
    /cotiza|cotic\w+|cotizacion|cotizaciones|cotizan|proforma|presupuesto|quote|quotation|estimate/,
    /cotizar(me|nos)?/,
    /cuanto (seria|serian|me saldrian?|me sale|me salen|me costarian?|quedaria|saldria|valdrian?) (por )?(los|las|el|la|\d+|un|dos|tres|cuatro|cinco|diez)/,
  ),
}
