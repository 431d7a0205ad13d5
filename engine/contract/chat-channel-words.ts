import type { Language } from '../../db/values.ts'
import type { ChannelErrorCode } from './chat-channel.ts'

/** What people are told beside an error's code: what happened, what is safe, what to do. */
export const channelErrors: Readonly<Record<ChannelErrorCode, Readonly<Record<Language, string>>>> = {
  invalid_json: { es: 'El mensaje no es JSON válido. No se guardó nada; corríjalo y envíelo de nuevo.', en: 'The message is not valid JSON. Nothing was stored; correct it and send it again.' },
  unknown_type: { es: 'Este tipo de mensaje no existe. Se aceptan "message" y "ping".', en: 'There is no such type of message. "message" and "ping" are accepted.' },
  invalid_message: { es: 'Un campo del mensaje no es válido. No se guardó nada; revise los campos en la documentación del canal.', en: 'A field of the message is not valid. Nothing was stored; see the fields in the documentation of the channel.' },
  empty_message: { es: 'El mensaje está vacío. Escriba algo y envíelo de nuevo.', en: 'The message is empty. Write something and send it again.' },
  message_too_long: { es: 'El mensaje es demasiado largo: caben 4.000 caracteres. No se guardó nada; acórtelo o divídalo.', en: 'The message is too long: 4,000 characters fit. Nothing was stored; shorten or divide it.' },
  rate_limited: { es: 'Llegaron demasiados mensajes seguidos. Este no se guardó; espere unos segundos y envíelo de nuevo.', en: 'Too many messages came at once. This one was not stored; wait some seconds and send it again.' },
  timeout: { es: 'La respuesta está tardando más de lo previsto. El mensaje está guardado; la respuesta quedará en el historial.', en: 'The answer takes longer than it should. The message is stored; the answer will be in the history.' },
  answer_failed: { es: 'No se pudo responder. El mensaje está guardado y se avisó a una persona del equipo.', en: 'No answer could be made. The message is stored, and a person of the team has been told.' },
  unauthorized: { es: 'Falta una clave de canal válida. Envíela como "Authorization: Bearer CLAVE".', en: 'A valid channel key is needed. Send it as "Authorization: Bearer KEY".' },
  forbidden_origin: { es: 'Esta dirección o página no está permitida. Agréguela al iniciar Vocero (--allow-host, --allow-origin).', en: 'This address or page is not allowed. Add it when Vocero is started (--allow-host, --allow-origin).' },
  not_found: { es: 'Aquí no hay nada con ese nombre.', en: 'There is nothing of that name here.' },
  business_required: { es: 'Con la clave de la consola hay que decir el negocio: "?business=ID".', en: 'With the token of the console the business must be named: "?business=ID".' },
  chat_id_guessable: { es: 'Desde una página, el nombre del chat debe tener al menos 16 caracteres al azar, para que nadie adivine el de otra persona.', en: 'From a page, the name of the chat must have at least 16 random characters, so that nobody guesses that of another person.' },
  file_missing: { es: 'Falta el archivo: envíelo en el campo "archivo" de un formulario, o como cuerpo de la solicitud.', en: 'The file is missing: send it in the field "archivo" of a form, or as the body of the request.' },
  file_too_large: { es: 'El archivo es demasiado grande: una imagen puede tener 10 MB, un audio 25 MB. No se guardó nada.', en: 'The file is too large: an image may have 10 MB, a recording 25 MB. Nothing was stored.' },
  unsupported_file: { es: 'Este tipo de archivo no se acepta aquí. No se guardó nada.', en: 'This type of file is not accepted here. Nothing was stored.' },
  busy: { es: 'Hay demasiadas conexiones o archivos a la vez. No se guardó nada; inténtelo de nuevo en unos segundos.', en: 'There are too many connections or files at once. Nothing was stored; try again in some seconds.' },
  method_not_allowed: { es: 'Este método no se acepta en esta dirección.', en: 'This method is not accepted at this address.' },
  internal: { es: 'Algo falló al atender la solicitud. Lo ya guardado no se perdió; inténtelo de nuevo.', en: 'Something failed while this was answered. What was stored is not lost; try again.' },
}

/** Said along with `processing`. */
export const channelNotices = {
  recibido: { es: 'Mensaje recibido.', en: 'Message received.' },
  retenido: { es: 'Mensaje recibido. Una persona del equipo responderá por aquí.', en: 'Message received. A person of the team will answer here.' },
  retirado: { es: 'La respuesta anterior se retiró.', en: 'The previous answer was withdrawn.' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>
