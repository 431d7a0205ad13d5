import type { Word } from '../text/words.ts'
import { readVerb } from './items/verbs.ts'

/** Words that agree by themselves: a message made of them and of politeness is a yes. */
const agreeing = /^(?:si+|sip|claro|dale|obvio|bueno|listo|ok|okay|okey|vale|va|ya|correcto|exacto|perfecto|aja|afirmativo|hagale|adelante|procede\w*|proceda\w*|confirm\w*|finali[zc]\w*|cerrar\w*|cierr\w*|cerremos|acuerdo|bien|orden|una|supuesto|yes|yeah|yep|sure|right|correct|good|ahead|course|great|perfect)$/
/** Words that go with a yes and say nothing else. */
const beside = new Set(('ahora por favor porfa porfis pues entonces todo esta estan muy muchas gracias de en asi es eso esos esas con el la los las lo mi tu su pedido compra orden carrito venta senor senora amigo amiga parce no hay problema como mas nomas tambien y e '
  + 'please thanks thank you very much its it is that now s the my order looks all go of and i').split(' '))
/** The words with which people agree without leaving anything open; "si es original, confirmo" sets a condition. */
const plainly = /^(?:(?:ok|listo|bueno|ah|uy|pues|entonces|y) )*(?:si+(?! (?:es|esta|estan|son|tien\w+|hay|me|le|te|se|lleg\w+|fuer\w+|pued\w+|vien\w+|tra\w+|sirv\w+|qued\w+|alcanz\w+|el|la|los|las)\b)|sip|claro|dale|hagale|obvio|de una|por supuesto|confirmo|confirmado|yes|yeah|yep|sure)\b/
/** What takes a yes back, puts it off or sets a condition. */
const doubt = /\b(?:no|ni|nop|tampoco|todavia|aun|esper\w+|aguant\w+|pero|antes|moment\w+|rato|ratico|segundo|luego|despues|manana|tarde|casi|pens\w+|piens\w+|dejame|dejeme|permiteme|mal|incorrect\w+|equivoc\w+|falta\w*|cambi\w+|corrig\w+|corregir|vengo|vuelvo|te (?:digo|aviso|cuento|confirmo)|le (?:digo|aviso|confirmo)|not|dont|isnt|wait|but|hold|later|think|change|wrong|before|tomorrow|unless|if)\b|\b(?:don|isn|doesn) t\b/
/** Refusing words that refuse nothing. */
const noRefusal = /\b(?:como no|no hay (?:problema|lio)|no problem|(?:nada|no) mas|nomas)\b/g

/** Whether a message puts off, takes back or limits what it agrees to: "sí, pero espera". */
export function hesitates(flat: string): boolean {
  return doubt.test(flat.replace(noRefusal, ' '))
}

/**
 * Whether a message agrees to what was asked, and to nothing less: it begins with a plain yes, or says nothing but yes. A word of doubt
 * anywhere in it is no consent, since a sale that nobody wanted costs more than a question asked twice.
 */
export function consents(flat: string): boolean {
  if (hesitates(flat)) return false
  const words = flat.split(' ')
  return plainly.test(flat) || (words.some((word) => agreeing.test(word)) && words.every((word) => agreeing.test(word) || beside.has(word)))
}

/** "lo quiero", "agrégalo por favor", "me lo llevo": a wish with no other thing named ("quiero pensarlo" is none). */
export function wishesThat(words: readonly Word[]): boolean {
  return words.every(({ text }, at) => readVerb(words, at)?.verb === 'add' || beside.has(text) || agreeing.test(text) || /^(?:yo|me|nos|le|les|lo|la|los|las|ese|esa|esos|esas|este|esta|al|uno|ll|d|to|them|one|ill|id)$/.test(text))
}

const ifBought = /\b(?:si|if) (?:yo |le |les |te |me |nos |i |we )*(?:llev(?:o|amos|ara|aramos)|compr(?:o|amos|ara|aramos)|pid(?:o|iera|ieramos)|pedimos|buy|take|order|get|bought)\b/

/** "¿y si llevo 20?", "if I buy ten, is there a discount?": what would be, not an order. A written "sí" is a yes. */
export function supposes(message: string, flat: string): boolean {
  return ifBought.test(flat) && !/(?:^|\s)s[íÍ](?=[\s,.!]|$)/iu.test(message)
}
