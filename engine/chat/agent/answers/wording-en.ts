import type { ChatTone } from '../../../../db/values.ts'
import type { CustomerField } from '../order/fields.ts'
import type { Wording } from './wording.ts'

const names: Record<CustomerField, string> = { nombre_completo: 'full name', cedula: 'id number', telefono: 'phone', correo: 'e-mail', direccion: 'address', barrio: 'district', indicaciones_adicionales: 'delivery notes' }

const questions: Record<CustomerField, string> = {
  nombre_completo: 'What is your full name?', cedula: 'What is your id number?', telefono: 'What phone number can we call you on?', correo: 'What is your e-mail? If you have none, just say so.',
  direccion: 'What is the delivery address?', barrio: 'Which district is it in?', indicaciones_adicionales: 'Any notes for the delivery? If not, answer "no".',
}

/** The agent's English. */
export function english(tone: ChatTone): Wording {
  const say = (friendly: string, formal: string, direct: string) => (tone === 'formal' ? formal : tone === 'directo' ? direct : friendly)
  return {
    greeting: () => say('Hi! I am the sales assistant. Which product are you looking for?', 'Good day. I am the sales assistant. How may I help you?', 'Hello. Which product do you need?'),
    thanks: () => say('You are welcome! Anything else?', 'You are welcome. May I help you with anything else?', 'You are welcome.'),
    bye: () => say('See you soon!', 'Goodbye. We remain at your service.', 'Goodbye.'),
    anythingElse: () => say('Anything else I can help with?', 'May I help you with anything else?', 'Anything else?'),
    notUnderstood: () => 'I am not sure I understood. I can give prices and stock, put your order together or tell you about the company. What do you need?',
    overview: (families) => `Some of what we carry: ${families}. Which of them would you like prices for?`,
    nothingForSale: () => 'There are no products for sale at the moment.',
    productLine: (name, price, stock) => `${name}: ${price} (${stock})`,
    stock: (count) => `${count} in stock`,
    notSold: (name) => `${name} is not available at the moment.`,
    also: (things) => `There is also: ${things}.`,
    near: () => 'You may like:',
    unknownProduct: (text) => (text === '' ? 'That product is not in the catalogue.' : `I cannot find "${text}" in the catalogue.`),
    noSuchSize: (text) => `I do not have "${text}" in that size. This is what there is:`,
    unlike: (text) => `I do not have "${text}" exactly like that. The nearest:`,
    which: (text, quantity) => `Which ${text === '' ? 'one' : `"${text}"`} would you like${quantity === null ? '' : ` for the ${quantity}`}?`,
    found: (count, shown) => (count > shown ? `There are ${count} options; these are ${shown}:` : count === 1 ? 'Here it is:' : 'These are the options:'),
    sizeNotKnown: () => 'The size is not in the catalogue; somebody will confirm it before shipping.',
    offer: (name) => `Shall I add ${name} to your order? Tell me how many.`,
    offerLines: () => 'Shall I add that to your order?',
    quoteLine: (quantity, name, price, subtotal) => `${quantity} × ${name} at ${price}: ${subtotal}`,
    total: (amount) => `Total: ${amount}.`,
    added: (items) => say(`Done! I added ${items}.`, `I have added ${items}.`, `Added: ${items}.`),
    changed: (name, quantity) => `${name} is now ${quantity}.`,
    removed: (name) => `I took ${name} out of the order.`,
    replaced: (old, name, quantity) => `I changed ${old} for ${quantity} × ${name}.`,
    undone: () => 'Done, it is as it was before.',
    emptied: () => 'The order is empty now.',
    emptyCart: () => 'Your order is still empty. Which product would you like to add?',
    cartLine: (quantity, name, price, subtotal) => `${quantity} × ${name} (${price} each): ${subtotal}`,
    cart: () => 'Your order:',
    more: () => 'Anything else, or shall we finish the order?',
    leftOut: (things) => `Not in your order: ${things}. If you want it, tell me which one and how many.`,
    whatElse: () => 'Sure, what else shall I add?',
    whatToBuy: () => 'With pleasure. Which product, and how many?',
    howMany: (name) => `How many of ${name} would you like?`,
    quantityLimits: (least, most) => `An order can have from ${least} to ${most} pieces of each product.`,
    tooLittle: (name, stock) => `Only ${stock} of ${name} ${stock === 1 ? 'is' : 'are'} left. Shall I add ${stock === 1 ? 'it' : 'those'}, or would you like another quantity?`,
    notInCart: (text) => (text === '' ? 'That is not in the order.' : `"${text}" is not in the order.`),
    ask: (field) => questions[field],
    noted: () => say('Thanks!', 'Thank you.', 'Noted.'),
    fieldProblem: (field, problem, rules) => {
      if (problem === 'needed') return `I need your ${names[field]} to ship the order.`
      if (field === 'cedula') return `The id number must have from ${rules.idDigits.least} to ${rules.idDigits.most} digits.`
      if (field === 'telefono') return `The phone must have from ${rules.phoneDigits.least} to ${rules.phoneDigits.most} digits.`
      if (field === 'correo') return 'That e-mail does not look valid; it should be like name@domain.com.'
      if (field === 'nombre_completo') return 'The name must be first name and surname, in letters.'
      if (field === 'direccion') return `The address must have from ${rules.address.least} to ${rules.address.most} characters.`
      return `That ${names[field]} is ${problem === 'too_short' ? 'too short' : 'too long'}.`
    },
    summary: () => 'Here is your order:',
    field: (field, value) => `${names[field][0]!.toUpperCase()}${names[field].slice(1)}: ${value ?? 'none'}`,
    confirm: () => 'Do you confirm the order?',
    closed: (total) => `Order confirmed. Total: ${total}. Thank you for your purchase.`,
    cancelled: () => 'The order is cancelled. We can begin another whenever you like.',
    nothingToConfirm: () => 'There is no complete order to confirm yet.',
    changeWhat: () => 'What would you like to change: a product, a quantity or your details?',
    company: () => say('Here is what I know:', 'For your information:', ''),
    companyUnknown: () => 'I have no confirmed information on that and would rather not invent it.',
    contactAt: (contact) => `They can confirm it here: ${contact}`,
    discount: () => 'The prices I give are those of the catalogue; only a person of the team can grant a discount.',
    human: () => 'Of course, I am calling somebody of the team. Your order is kept.',
    sorry: () => 'I am sorry about that. I am calling somebody of the team to help you.',
    media: () => 'I cannot see images or hear audio here; the file is kept for a person. Could you write it?',
    harmless: () => 'I cannot do that: prices, stock and rules come from the shop\'s system and do not change by chat. I am glad to help with products or orders.',
    privacy: () => 'Other people\'s data is private and I do not share it.',
    customerUnknown: () => 'I cannot find that customer among the records I can look at here.',
    customerAskId: () => 'Tell me the id number or the full name of the customer and I will look.',
    customerFound: (name, sales, total, last) => `${name}: ${sales === 1 ? '1 purchase' : `${sales} purchases`}${total === null ? '' : ` for ${total}`}${last === null ? '' : `. Last purchase: ${last}`}.`,
    offTopic: () => 'I cannot help with that, but I can with the shop\'s products and orders.',
    compare: () => 'Compared:',
    empty: () => 'No text arrived. How can I help?',
  }
}
