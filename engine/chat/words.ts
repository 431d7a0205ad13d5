import type { Language, OrderState } from '../../db/values.ts'

/** Words for customers, where no answer of the agent's has them. */
export const orderStateWords: Readonly<Record<Language, Record<OrderState, string>>> = {
  es: { iniciada: 'iniciado', pendiente: 'pendiente', recolectando_datos: 'a la espera de tus datos', listo_para_finalizar: 'listo para confirmar', cerrada: 'confirmado', cancelada: 'cancelado' },
  en: { iniciada: 'begun', pendiente: 'pending', recolectando_datos: 'waiting for your details', listo_para_finalizar: 'ready to be confirmed', cerrada: 'confirmed', cancelada: 'cancelled' },
}

export const fieldWords: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  es: { nombre_completo: 'nombre completo', cedula: 'cédula', telefono: 'teléfono', correo: 'correo', direccion: 'dirección', barrio: 'barrio', indicaciones_adicionales: 'indicaciones para la entrega' },
  en: { nombre_completo: 'full name', cedula: 'id number', telefono: 'phone', correo: 'e-mail', direccion: 'address', barrio: 'district', indicaciones_adicionales: 'notes for the delivery' },
}

/** Said of an image or a recording that nobody here can read. */
export const unreadableWords: Readonly<Record<Language, Record<'image' | 'audio', string>>> = {
  es: {
    image: 'Recibí tu imagen y la guardé, pero no puedo ver lo que muestra. Una persona del equipo la va a revisar; mientras tanto, cuéntame con palabras qué necesitas.',
    audio: 'Recibí tu audio y lo guardé, pero no puedo escucharlo. Una persona del equipo lo va a revisar; mientras tanto, escríbeme qué necesitas.',
  },
  en: {
    image: 'I received your image and kept it, but I cannot see what it shows. A person of the team will look at it; meanwhile, tell me in words what you need.',
    audio: 'I received your recording and kept it, but I cannot listen to it. A person of the team will; meanwhile, write to me what you need.',
  },
}
