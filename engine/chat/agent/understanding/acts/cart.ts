import { anywhere } from './wording.ts'

/** What is put into an order, taken out or changed. */
export const cartWordings = {
  add: anywhere(
    /quiero|quisiera|quisieramos|queremos|necesito|necesitamos|dame|deme|danos|denos|regalame|regaleme|regalas|vendeme|vendame|vendan/,
    /pon|agreg[aou]\w*|anad[aei]\w*|sum[ae]\w*|incluy\w+|incluir|met[ae]\w*|ech[ae]\w*|eche\w*|enviame|enviame|envieme|mandame|mandeme/,
    /apartame|aparteme|separame|separeme|llevo|llevare|llevaria|llevaremos|comprar|compro|comprare|pedir|pido|pedire|tomo|deseo/,
    /requiero|requerimos|ocupo|encargar|ordenar|want|need|add|buy|order|put/,
    /pon(me|le|lo|los|las|ga|game|gale)/,
    /me (puedes?|podrias?|podria|pueden) (dar|vender|regalar|mandar|enviar|despachar|separar|apartar|agregar|poner)/,
    /(?<!cuanto )me (das|da|dan|regala|regalas|llevo|llevare|vende|vendes|venden|pone|pones|manda|mandas|envia|agrega|agregas|separas?|apartas?|despachas?)/,
    /voy a (llevar|comprar|querer|necesitar|pedir)|vas? a dar|give me|i ?ll (take|have|buy|get)|get me|i d like/,
    /id like|can i (get|have)|send me|let me get/,
  ),
  set: anywhere(
    /mejor|sean|pensandolo|dejame|solo|solamente|unicamente|just|only|instead|rather|actually/,
    /pueden? ser|(no )?son (solo |solamente )?\d+|que sean|dejalos? en|dejalas? en/,
    /deja (los|las|solo|solamente|en|el|la)|dejar(lo|los|las)? en|cambia(lo|los|las|le|r)? a|ponlos? en|nada mas/,
    /no \d+ sino|en total|cambia la cantidad|corrige la cantidad|en realidad|make it/,
    /change (it|the quantity|them) to/,
  ),
  remove: anywhere(
    /quit[ae]\w*|quitar\w*|sac[ae]\w*|saque\w*|elimin[ae]\w*|borr[ae]\w*|retir[ae]\w*|descart[ae]\w*|remove|delete|drop/,
    /sin (el|la|los|las)|ya no (quiero|necesito|voy a llevar|llevo|deseo|me)/,
    /no (quiero|necesito|voy a llevar|llevo|deseo|pongas|incluyas)|menos (el|la|los|las)/,
    /(el|la|los|las) [a-z ]{2,30} (ya )?no$|take (out|off|away)|without the|i dont (want|need)|i do not (want|need)/,
    /i don t (want|need)|no longer (want|need)/,
  ),
  replace: anywhere(
    /cambi[aeo]\w*|reemplaza\w*|reemplace|sustituye|change|replace|swap|switch/,
    /en (lugar|vez|cambio) de|instead of/,
  ),
  empty: anywhere(
    /(vaci\w+|limpi\w+|borr\w+|elimin\w+|quit\w+|sac\w+|saque\w*|empty|clear) ?(todo|todos|todas|THE ORDER|lo todo|all|everything)/,
    /quitalo todo|quita todo|borra todo|empezar de (cero|nuevo)|start over|remove (all|everything)/,
  ),
  undo: anywhere(
    /deshaz\w*|deshacer|undo|revert/,
    /como (estaba|estaban|antes|lo tenia|venia|iba)|(deja|dej)\w* (asi )?como (estaba|estaban|antes)/,
    /(vuelve|vuelva|volvamos|regresa|regrese) a (como|l[oa]s? (otr[oa]s?|anterior|de antes)|lo anterior)|devuelv\w* (el )?cambio/,
    /(olvid|quit|borr|cancel|anul|elimin|sac|deshac|deshaz)\w* (eso |todo )?lo ultimo|lo ultimo (que (te |le )?(pedi|dije|agregue|puse) )?(ya )?no/,
    /vuelv\w*( y me l[oa]s?)?( a)? (poner|pones?|ponga|meter|mete|agregar|agrega|incluir|dejar)\w*|vuelv\w* y (me )?(l[oa]s? )?pon\w*/,
    /(no )?mejor no|siempre no|go back|put (it|them) back|the way it was|take that back|nvm that|scratch that/,
  ),
  show_cart: anywhere(
    /total|totl|resumen|sum/,
    /cuanto (es|seria|va|queda|da|sale|me sale) (de verdad|entonces|pues|al final|ahora|por fin|en serio)/,
    /cuant[oa]s? .{3,40} (llevo|tengo|llevamos|he pedido|pedi|agregue)$/,
    /cuanto (es|seria|suma|va|llevo|voy|sale|me sale|da|queda|debo|tengo que pagar|vale|cuesta|serian?) ?(el total|todo|eso|esto|en total|por todo|lo que llevo|mi ORDER|la cuenta|el ORDER)?$/,
    /cuanto (es|seria|suma|sale|vale|cuesta|serian?|me sale|queda|da) (todo|en total|el total|por todo)/,
    /cuanto (llevo|voy|debo|tengo que pagar|te debo|le debo|pago)|que (llevo|tengo|hay|va) (en|hasta|ahora|pedido)/,
    /que llevo|cuanto (me )?(da|va|es|sale|queda|seria|suma) (ya )?(todo|eso todo|el total)/,
    /(ver|muestra|mostrar|muestrame|revisar|resumen de|resumen|como va|como quedo|estado de[l]?|dime) THE ORDER/,
    /mi ORDER|la cuenta|en que va/,
    /show (me )?(my |the )?(cart|order)|(my|the) cart|what do i have|whats in|how much is (it|everything|all)/,
  ),
}
