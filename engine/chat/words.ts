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
