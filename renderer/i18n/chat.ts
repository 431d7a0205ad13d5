/** What the engine says of chats: why something cannot be done, and the notes it leaves between the messages. */
export const es = {
  chat: {
    not_found: 'Ese chat ya no existe', message_not_found: 'Ese mensaje ya no existe', business_not_found: 'Ese negocio ya no existe', canned_not_found: 'Esa respuesta rápida ya no existe', shortcut_taken: 'Ya hay una respuesta rápida con ese nombre',
    not_of_the_lab: 'Este chat es de un cliente de verdad: solo en los chats de prueba se escribe como cliente', not_taken_over: 'Toma el chat antes de escribir: mientras tanto responde el agente', taken_over: 'Una persona tiene este chat. Devuélvelo al agente primero',
    paused: 'El agente está en pausa. Reanúdalo primero', not_unanswered: 'Ese mensaje no espera respuesta', not_an_answer: 'Solo se valoran las respuestas del agente', no_file: 'Ese archivo ya no se guarda',
    file_type: 'Solo se reciben imágenes (PNG, JPEG, WebP, GIF) y audios (MP3, OGG, WAV, M4A, WebM). No se guardó nada', file_too_large: 'El archivo es demasiado grande: hasta 10 MB una imagen y 25 MB un audio. No se guardó nada', upload_missing: 'El archivo no llegó completo. Envíalo otra vez',
    file_not_kept: 'El archivo no se pudo guardar. El chat sigue igual: revisa Ajustes › Archivos y envíalo otra vez',
    provider_unknown: 'Ese proveedor de modelos no está activo. Revísalo en Ajustes', text_too_long: 'El mensaje es demasiado largo', text_empty: 'El mensaje está vacío',
    note_taken_over: 'Una persona tomó el chat', note_handed_back: 'El chat volvió al agente', note_paused: 'El agente quedó en pausa', note_resumed: 'El agente sigue', note_closed: 'Chat cerrado', note_closed_inactive: 'Chat cerrado por inactividad', note_reopened: 'Chat reabierto',
    note_sold_untold: 'El pedido quedó vendido y el cliente aún no lo sabe: díselo',
  },
}

export const en: typeof es = {
  chat: {
    not_found: 'That chat no longer exists', message_not_found: 'That message no longer exists', business_not_found: 'That business no longer exists', canned_not_found: 'That canned reply no longer exists', shortcut_taken: 'There is already a canned reply of that name',
    not_of_the_lab: 'This chat is with a real customer: only in test chats one writes as the customer', not_taken_over: 'Take over before writing: until then the agent answers', taken_over: 'A person has this chat. Hand it back to the agent first',
    paused: 'The agent is paused. Resume it first', not_unanswered: 'That message waits for no answer', not_an_answer: 'Only answers of the agent are rated', no_file: 'That file is no longer kept',
    file_type: 'Only images (PNG, JPEG, WebP, GIF) and recordings (MP3, OGG, WAV, M4A, WebM) are taken. Nothing was kept', file_too_large: 'The file is too large: up to 10 MB for an image, 25 MB for a recording. Nothing was kept', upload_missing: 'The file did not arrive as a whole. Send it again',
    file_not_kept: 'The file could not be kept. The chat is as it was: look at Settings › Files and send it again',
    provider_unknown: 'That provider of models is not switched on. Look at it in Settings', text_too_long: 'The message is too long', text_empty: 'The message is empty',
    note_taken_over: 'A person took over the chat', note_handed_back: 'The chat is with the agent again', note_paused: 'The agent was paused', note_resumed: 'The agent goes on', note_closed: 'Chat closed', note_closed_inactive: 'Chat closed for inactivity', note_reopened: 'Chat reopened',
    note_sold_untold: 'The order was sold and the customer does not know it yet: tell them',
  },
}
