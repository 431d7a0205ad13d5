import { anywhere } from './wording.ts'

/** The end of an order, and the data for it. */
export const checkoutWordings = {
  checkout: anywhere(
    /nomas(?! que)|finaliza|finalizar|finalicemos|finalice|termina|terminar|terminemos|cerrar|cierr\w+|cerremos|proced\w+|concretar|concretemos/,
    /checkout|finish/,
    /eso (es|seria|sera|fue) todo|(?<!cuanto |que )(es|seria|sera) todo|nada mas|no mas|solo eso|con eso/,
    /asi (esta|estoy) bien|hacer el pedido|hagamos el pedido|realizar el pedido|realizar la compra|hacer la compra/,
    /quiero pagar|para pagar|voy a pagar/,
    /como (hago para )?(pago|comprar?lo|hago el pedido|hago la compra|lo compro|los compro)|listo el pedido/,
    /tomar? (el|mi) pedido|genera\w* (el|la|mi) (pedido|orden|factura)|check out|thats (all|it)|that s (all|it)/,
    /that is all|that will be all|thatll be all|place (the|my) order|complete (the|my) order|i m done|im done/,
    /ready to pay|nothing else/,
  ),
  confirm: anywhere(
    /confirmo|confirmado|confirmar|confirma|confirmamos|correcto|adelante|hagale|procede|proceda|finaliza|confirm|confirmed/,
    /esta (bien|correcto|perfecto)|todo (bien|correcto|en orden|ok)|de acuerdo|cierra(lo)?|looks good|go ahead/,
    /all good/,
  ),
  cancel: anywhere(
    /cancela|cancelar|cancelo|cancele|cancelalo|cancelemos|anula|anular|anule|anulalo|olvidelo|olvidate|dejemoslo|desisto|cancel/,
    /nevermind/,
    /olvida(lo)?|dejemos (asi|eso|las cosas)|deja(lo)? asi/,
    /ya no (quiero|voy a) (nada|comprar|el pedido|la compra|llevar nada)/,
    /no (quiero|voy a) (comprar )?(nada|comprar|llevar nada|el pedido)|no voy a comprar|me arrepenti|forget it/,
    /never mind|i (dont|don t|do not) want (anything|it anymore|to buy)/,
  ),
  correct: anywhere(
    /equivocad[oa]|corregir|corrige|corrijo|corrija|correccion|wrong|correction|fix/,
    /me equivoque|esta mal|cambiar (mi|el|la) (nombre|cedula|telefono|celular|correo|direccion|barrio)/,
    /cambia (mi|el|la) (nombre|cedula|telefono|celular|numero|correo|direccion|barrio)/,
    /(mi|el|la) (nombre|cedula|telefono|celular|correo|direccion|barrio) (correct[oa] )?(no )?(es|era)/,
    /my (name|phone|address|email|id) is/,
  ),
  none_given: anywhere(
    /ninguno|ninguna|none/,
    /no (tengo|manejo|uso|cuento con|poseo|dispongo)( de)?( (un|una|ningun|ninguna))?( (correo|email|mail|e mail|celular|telefono|barrio))?/,
    /sin correo|no correo|no aplica|n a|no hay|asi no mas|sin indicaciones|no email/,
    /i (dont|don t|do not) have( an?)?( email| mail)?/,
  ),
}
