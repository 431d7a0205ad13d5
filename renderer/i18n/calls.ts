/** The words of calling that every page of it shares: rules, results, reasons, states, flags and alerts. */
export const es = {
  calls: {
    rule: {
      live: 'Hay una llamada en curso con esta persona', by_person: 'Una persona lo sacó de la lista el {{figure}}', by_person_plain: 'Una persona lo sacó de la lista', by_person_because: 'Fuera de la lista: {{figure}}', do_not_call: 'Pidió no ser llamado el {{figure}}', do_not_call_number: 'Sus números están en la lista de no llamar desde el {{figure}}',
      no_phone_zero: 'No tiene teléfonos', no_phone_one: 'Su único teléfono no sirve', no_phone_other: 'Ninguno de sus {{count, number}} teléfonos sirve', consent: 'Falta su consentimiento previo para una voz de IA',
      max_attempts: '{{figure}} de {{limit}} intentos hechos en esta campaña', unanswered_days: '{{figure}} días sin respuesta (límite {{limit}})', missing_variables: 'El guion usa datos que le faltan: {{figure}}',
      callback: 'Pidió que lo llamen el {{figure}}', retry_delay: 'Espera antes de reintentar, hasta el {{figure}}', legal_cap: '{{figure}} de {{limit}} llamadas que la ley permite al día', legal_cap_window: '{{figure}} de {{limit}} llamadas que la ley permite {{span}}',
      silence: 'Se conversó el {{figure}}: {{limit}} días de silencio', calls_per_day: '{{figure}} de {{limit}} llamadas hoy a esta persona', calls_per_day_window: '{{figure}} de {{limit}} llamadas a esta persona {{span}}',
      holiday: 'El {{figure}} es feriado', holiday_preset: 'El {{figure}} es feriado: ustedes trabajan, pero la ley de la norma no deja llamar', window: 'Fuera de horario: eran las {{figure}}, se llama de {{limit}}', window_closed_day: 'Fuera de horario: ese día no se llama ({{figure}})', no_window: 'La política no deja ninguna hora para llamar',
      callback_due: 'Llegó la hora que pidió: {{figure}}', consent_given: 'Volvió a la lista: se registró su consentimiento del {{figure}}', allowed: 'Se puede llamar: {{figure}} de {{limit}} llamadas hoy', allowed_plain: 'Se puede llamar', span_week: 'en la semana', span_days: 'en {{days}} días',
    },
    ruleName: {
      live: 'Llamada en curso', by_person: 'Fuera de la lista', do_not_call: 'No llamar: persona', no_phone: 'Sin teléfono útil', do_not_call_number: 'No llamar: número', consent: 'Sin consentimiento', max_attempts: 'Intentos agotados',
      unanswered_days: 'Días sin respuesta', missing_variables: 'Faltan datos del guion', callback: 'Espera su hora', retry_delay: 'Espera de reintento', legal_cap: 'Tope legal', silence: 'Silencio tras conversar', calls_per_day: 'Tope diario',
      holiday: 'Feriado', window: 'Fuera de horario', no_window: 'Sin horario posible', callback_due: 'Llegó su hora', consent_given: 'Con consentimiento', allowed: 'Se puede llamar',
    },
    offList: { possible_opt_out: 'Quizás pidió no ser llamado: alguien debe escuchar la llamada', campaign_stopped: 'La campaña se detuvo', debt_gone: 'Su deuda ya no está', damaged_data: 'Sus datos están dañados' },
    until: 'hasta {{time}}',
    verdict: { dial: 'Se llama', wait: 'Espera', exclude: 'Excluido' },
    outcome: { promise: 'Promesa', refusal: 'Se niega', already_paid: 'Dice que pagó', wrong_person: 'Persona equivocada', third_party: 'Contestó otro', opt_out: 'Pide no ser llamado', callback: 'Llamar después', voicemail: 'Buzón de voz', no_outcome: 'Sin resultado' },
    group: { conversation: 'Conversación', machine: 'Máquina', unanswered: 'Sin respuesta', bad_number: 'Número malo', caller_side: 'Lado que llama', account: 'Cuenta', system: 'Sistema' },
    reason: {
      user_hangup: 'Colgó la persona', agent_hangup: 'Colgó el agente', call_transfer: 'Transferida', transfer_bridged: 'Transferencia conectada', transfer_cancelled: 'Transferencia cancelada', inactivity: 'Silencio prolongado', max_duration_reached: 'Duración máxima', manual_stopped: 'Detenida por una persona', call_take_over: 'Tomada por una persona',
      voicemail_reached: 'Buzón de voz', ivr_reached: 'Menú automático', dial_no_answer: 'No contestó', dial_busy: 'Ocupado', user_declined: 'Rechazó la llamada', registered_call_timeout: 'Nadie se unió a tiempo', invalid_destination: 'Número inexistente',
      marked_as_spam: 'Marcada como spam', dial_failed: 'No se pudo marcar', sip_routing_error: 'Error de ruta SIP', telephony_provider_permission_denied: 'La operadora negó el permiso', telephony_provider_unavailable: 'Operadora no disponible', scam_detected: 'Tomada por estafa',
      no_valid_payment: 'Cuenta sin pago válido', concurrency_limit_reached: 'Límite de líneas alcanzado', no_concurrency_fallback: 'Sin línea de reserva', error_llm_websocket_open: 'El modelo no abrió la conexión', error_llm_websocket_lost_connection: 'El modelo perdió la conexión', error_llm_websocket_runtime: 'El modelo falló durante la llamada', error_llm_websocket_corrupt_payload: 'El modelo envió datos corruptos',
      error_no_audio_received: 'No llegó audio', error_asr: 'Falló el reconocimiento de voz', error_retell: 'Error del proveedor', error_unknown: 'Error desconocido', error_user_not_joined: 'La persona no se unió',
    },
    attemptState: { intended: 'Marcando', live: 'En curso', ended: 'Terminada', not_placed: 'No se hizo', needs_review: 'Por revisar' },
    callStatus: { registered: 'Llamando', not_connected: 'No conectó', ongoing: 'Conversando', ended: 'Terminada', error: 'Con error' },
    jobStatus: { pending: 'Pendiente', scheduled: 'Agendado', in_progress: 'En llamada', done: 'Listo', failed: 'Fallido', suspended: 'Suspendido', cancelled: 'Cancelado', excluded: 'Excluido', needs_review: 'Por revisar' },
    promiseState: { open: 'Abierta', kept: 'Cumplida', partial: 'Parcial', broken: 'Rota', cancelled: 'Anulada', review: 'Por revisar' },
    promiseCount: { open_one: '{{count, number}} abierta', open_other: '{{count, number}} abiertas', kept_one: '{{count, number}} cumplida', kept_other: '{{count, number}} cumplidas', partial_one: '{{count, number}} parcial', partial_other: '{{count, number}} parciales', broken_one: '{{count, number}} rota', broken_other: '{{count, number}} rotas', cancelled_one: '{{count, number}} anulada', cancelled_other: '{{count, number}} anuladas', review_one: '{{count, number}} por revisar', review_other: '{{count, number}} por revisar' },
    roundState: { planned: 'Planificada', running: 'En curso', waiting: 'Espera reintentos', done: 'Hecha', asking: 'Espera tu decisión', skipped: 'Omitida' },
    sentiment: { positive: 'Positivo', neutral: 'Neutro', negative: 'Negativo' },
    flag: {
      past_date: 'La fecha ya pasó', above_debt: 'Promete más de lo que debe', amount_missing: 'Sin monto', date_missing: 'Sin fecha', after_last_negotiable: 'Después de la última fecha negociable', only_agent_said_it: 'Solo lo dijo el agente', conditional: 'Depende de algo', from_variables: 'Tomado de las variables del agente',
      possible_opt_out: 'Quizás pidió no ser llamado', unresolved_variable: 'El agente leyó una variable sin valor', debt_told_to_wrong_person: 'Se habló de la deuda con otra persona', successful_but_opt_out: 'Figura exitosa, pero pidió no ser llamado', successful_but_wrong_person: 'Figura exitosa, pero no era la persona', successful_but_refusal: 'Figura exitosa, pero se negó', variables_contradict: 'Las variables dicen otra cosa', debt_disputed: 'Disputa la deuda', legal_threat: 'Amenaza con acciones legales', debtor_deceased: 'Dicen que falleció',
    },
    flagHelp: {
      past_date: 'El día que prometió es anterior a la llamada.', above_debt: 'El monto es mayor que lo que falta por pagar.', amount_missing: 'No dijo cuánto pagará.', date_missing: 'No dijo cuándo pagará.', after_last_negotiable: 'Prometió pagar cuando la oferta ya no vale.', only_agent_said_it: 'La persona no lo dijo ni lo confirmó.', conditional: 'Puso una condición, por ejemplo recibir su sueldo.', from_variables: 'Las palabras no fueron claras; el dato viene de lo que anotó el agente.',
      possible_opt_out: 'No se le volverá a llamar hasta que alguien escuche la llamada.', unresolved_variable: 'En la llamada se oyó el nombre de una variable en vez de su valor. Corrige el guion o los datos.', debt_told_to_wrong_person: 'La ley no permite contar la deuda a terceros: escucha la llamada.', successful_but_opt_out: 'El proveedor la da por exitosa; vale lo que dijo la persona.', successful_but_wrong_person: 'El proveedor la da por exitosa; quien contestó no era la persona.', successful_but_refusal: 'El proveedor la da por exitosa; la persona se negó a pagar.', variables_contradict: 'La fecha o el monto anotados no son los que se dijeron.', debt_disputed: 'Dice que no debe, o que debe otra cantidad.', legal_threat: 'Conviene que la vea alguien del área legal.', debtor_deceased: 'Confirma antes de volver a llamar a este número.',
    },
    alert: {
      breaker: '«{{campaign}}» se pausó: fallaron la mitad de las últimas {{calls}} llamadas', cost_limit: '«{{campaign}}» llegó a su límite de gasto: {{spent}} de {{limit}}', payment_required: '«{{campaign}}» se pausó: la cuenta del proveedor no tiene pago válido', unauthorised: '«{{campaign}}» se pausó: el proveedor rechazó la clave', needs_review: 'No se sabe si una llamada llegó a hacerse', needs_review_opt_out: 'Alguien quizás pidió no ser llamado: escucha la llamada',
      callback_due: 'Es hora de llamar a {{name}}', promise_broken: '{{name}} no cumplió su promesa', opt_out: '{{name}} pidió no ser llamado', round_missed: '«{{campaign}}» perdió la tanda de las {{slot}} del {{date}}', campaign_done: '«{{campaign}}» terminó', line_down: 'La línea no responde', somebody: 'una persona', aCampaign: 'La campaña',
    },
    error: {
      not_found: 'Esa llamada ya no existe', not_live: 'La llamada ya terminó', not_in_review: 'Esa llamada ya está aclarada', no_body: 'El proveedor todavía no dijo nada de esta llamada', recording_lost: 'El archivo de la grabación ya no está en la carpeta de datos', line_refused: 'La línea no lo permitió: {{detail}}', line_unreachable: 'No se pudo llegar al proveedor', line_unknown: 'El proveedor no respondió; no se sabe si lo hizo', line_rate_limited: 'El proveedor pide esperar un momento', line_unauthorised: 'El proveedor no aceptó la clave', line_payment_required: 'La cuenta del proveedor no tiene pago válido',
      debt_not_found: 'Esa deuda ya no existe', payment_in_future: 'El día del pago todavía no llega', payment_known: 'Ese comprobante ya está anotado', promise_day_past: 'El día prometido ya pasó', promise_needs_day: 'La promesa necesita un día', promise_not_found: 'Esa promesa ya no existe',
    },
    absent: 'Sin dato', practice: 'Práctica', real: 'Real', practiceHint: 'Llamadas simuladas: nadie recibe un llamado y sus cifras nunca se suman a las reales.', realHint: 'Llamadas de verdad.', mode: 'Llamadas que se muestran', modePractice: 'Línea de práctica', modeReal: 'Llamadas reales',
  },
}

export const en: typeof es = {
  calls: {
    rule: {
      live: 'A call with this person is under way', by_person: 'Taken off the list by a person on {{figure}}', by_person_plain: 'Taken off the list by a person', by_person_because: 'Off the list: {{figure}}', do_not_call: 'Asked not to be called on {{figure}}', do_not_call_number: 'Their numbers are on the do-not-call list since {{figure}}',
      no_phone_zero: 'Has no phone number', no_phone_one: 'The only phone number is no good', no_phone_other: 'None of the {{count, number}} phone numbers is any good', consent: 'Prior consent to an AI voice is missing',
      max_attempts: '{{figure}} of {{limit}} attempts made in this campaign', unanswered_days: '{{figure}} days without an answer (limit {{limit}})', missing_variables: 'The script speaks data that is missing: {{figure}}',
      callback: 'Asked to be called on {{figure}}', retry_delay: 'Waits before the next try, until {{figure}}', legal_cap: '{{figure}} of {{limit}} calls the law allows a day', legal_cap_window: '{{figure}} of {{limit}} calls the law allows {{span}}',
      silence: 'There was a conversation on {{figure}}: {{limit}} days of silence', calls_per_day: '{{figure}} of {{limit}} calls to this person today', calls_per_day_window: '{{figure}} of {{limit}} calls to this person {{span}}',
      holiday: '{{figure}} is a public holiday', holiday_preset: '{{figure}} is a public holiday: you work, but the law of the preset allows no calls', window: 'Outside calling hours: it was {{figure}}, calls are made {{limit}}', window_closed_day: 'Outside calling hours: no calls on that day ({{figure}})', no_window: 'The policy leaves no hour at which to call',
      callback_due: 'The time they asked for has come: {{figure}}', consent_given: 'Back on the list: their consent of {{figure}} was recorded', allowed: 'May be called: {{figure}} of {{limit}} calls today', allowed_plain: 'May be called', span_week: 'in the week', span_days: 'in {{days}} days',
    },
    ruleName: {
      live: 'Call under way', by_person: 'Off the list', do_not_call: 'Do not call: person', no_phone: 'No usable phone', do_not_call_number: 'Do not call: number', consent: 'No consent', max_attempts: 'Attempts used up',
      unanswered_days: 'Days without answer', missing_variables: 'Script data missing', callback: 'Waits for their time', retry_delay: 'Waits to retry', legal_cap: 'Legal cap', silence: 'Silence after talking', calls_per_day: 'Daily cap',
      holiday: 'Public holiday', window: 'Outside hours', no_window: 'No possible hours', callback_due: 'Their time has come', consent_given: 'Consent recorded', allowed: 'May be called',
    },
    offList: { possible_opt_out: 'May have asked not to be called: somebody must listen to the call', campaign_stopped: 'The campaign was stopped', debt_gone: 'The debt is gone', damaged_data: 'The data is damaged' },
    until: 'until {{time}}',
    verdict: { dial: 'Will dial', wait: 'Waits', exclude: 'Excluded' },
    outcome: { promise: 'Promise', refusal: 'Refuses', already_paid: 'Says it is paid', wrong_person: 'Wrong person', third_party: 'Somebody else answered', opt_out: 'Asks not to be called', callback: 'Call back', voicemail: 'Voicemail', no_outcome: 'No outcome' },
    group: { conversation: 'Conversation', machine: 'Machine', unanswered: 'Unanswered', bad_number: 'Bad number', caller_side: 'Caller side', account: 'Account', system: 'System' },
    reason: {
      user_hangup: 'Person hung up', agent_hangup: 'Agent hung up', call_transfer: 'Transferred', transfer_bridged: 'Transfer connected', transfer_cancelled: 'Transfer cancelled', inactivity: 'Long silence', max_duration_reached: 'Longest duration reached', manual_stopped: 'Stopped by a person', call_take_over: 'Taken over by a person',
      voicemail_reached: 'Voicemail', ivr_reached: 'Automatic menu', dial_no_answer: 'No answer', dial_busy: 'Busy', user_declined: 'Declined the call', registered_call_timeout: 'Nobody joined in time', invalid_destination: 'Number does not exist',
      marked_as_spam: 'Marked as spam', dial_failed: 'Could not dial', sip_routing_error: 'SIP routing error', telephony_provider_permission_denied: 'Carrier denied permission', telephony_provider_unavailable: 'Carrier unavailable', scam_detected: 'Taken for a scam',
      no_valid_payment: 'Account without valid payment', concurrency_limit_reached: 'Limit of lines reached', no_concurrency_fallback: 'No fallback line', error_llm_websocket_open: 'Model did not open its connection', error_llm_websocket_lost_connection: 'Model lost its connection', error_llm_websocket_runtime: 'Model failed during the call', error_llm_websocket_corrupt_payload: 'Model sent corrupt data',
      error_no_audio_received: 'No audio arrived', error_asr: 'Speech recognition failed', error_retell: 'Provider error', error_unknown: 'Unknown error', error_user_not_joined: 'The person did not join',
    },
    attemptState: { intended: 'Dialling', live: 'Under way', ended: 'Ended', not_placed: 'Not placed', needs_review: 'Needs review' },
    callStatus: { registered: 'Ringing', not_connected: 'Not connected', ongoing: 'Talking', ended: 'Ended', error: 'Error' },
    jobStatus: { pending: 'Pending', scheduled: 'Scheduled', in_progress: 'In a call', done: 'Done', failed: 'Failed', suspended: 'Suspended', cancelled: 'Cancelled', excluded: 'Excluded', needs_review: 'Needs review' },
    promiseState: { open: 'Open', kept: 'Kept', partial: 'Partial', broken: 'Broken', cancelled: 'Cancelled', review: 'Needs review' },
    promiseCount: { open_one: '{{count, number}} open', open_other: '{{count, number}} open', kept_one: '{{count, number}} kept', kept_other: '{{count, number}} kept', partial_one: '{{count, number}} partial', partial_other: '{{count, number}} partial', broken_one: '{{count, number}} broken', broken_other: '{{count, number}} broken', cancelled_one: '{{count, number}} cancelled', cancelled_other: '{{count, number}} cancelled', review_one: '{{count, number}} to review', review_other: '{{count, number}} to review' },
    roundState: { planned: 'Planned', running: 'Under way', waiting: 'Waits for retries', done: 'Done', asking: 'Waits for your decision', skipped: 'Skipped' },
    sentiment: { positive: 'Positive', neutral: 'Neutral', negative: 'Negative' },
    flag: {
      past_date: 'The date is past', above_debt: 'Promises more than is owed', amount_missing: 'No amount', date_missing: 'No date', after_last_negotiable: 'After the last negotiable date', only_agent_said_it: 'Only the agent said it', conditional: 'Hangs on something', from_variables: 'Taken from the agent’s variables',
      possible_opt_out: 'May have asked not to be called', unresolved_variable: 'The agent read out a variable without value', debt_told_to_wrong_person: 'The debt was told to somebody else', successful_but_opt_out: 'Marked successful, but asked not to be called', successful_but_wrong_person: 'Marked successful, but it was not the person', successful_but_refusal: 'Marked successful, but refused', variables_contradict: 'The variables say otherwise', debt_disputed: 'Disputes the debt', legal_threat: 'Threatens legal action', debtor_deceased: 'Said to have died',
    },
    flagHelp: {
      past_date: 'The promised day is before the call.', above_debt: 'The amount is more than what is still owed.', amount_missing: 'How much will be paid was not said.', date_missing: 'When it will be paid was not said.', after_last_negotiable: 'Promised to pay when the offer no longer holds.', only_agent_said_it: 'The person neither said nor confirmed it.', conditional: 'There was a condition, such as receiving wages.', from_variables: 'The words were not clear; this is what the agent noted.',
      possible_opt_out: 'They will not be called again before somebody has listened to the call.', unresolved_variable: 'The name of a variable was heard in the call instead of its value. Correct the script or the data.', debt_told_to_wrong_person: 'The law forbids telling others of a debt: listen to the call.', successful_but_opt_out: 'The provider calls it successful; what the person said counts.', successful_but_wrong_person: 'The provider calls it successful; whoever answered was not the person.', successful_but_refusal: 'The provider calls it successful; the person refused to pay.', variables_contradict: 'The date or amount noted is not the one that was said.', debt_disputed: 'Says that nothing, or another amount, is owed.', legal_threat: 'Somebody who knows the law should see it.', debtor_deceased: 'Make sure before this number is called again.',
    },
    alert: {
      breaker: '“{{campaign}}” was paused: half of the last {{calls}} calls failed', cost_limit: '“{{campaign}}” reached its cost limit: {{spent}} of {{limit}}', payment_required: '“{{campaign}}” was paused: the provider’s account has no valid payment', unauthorised: '“{{campaign}}” was paused: the provider refused the key', needs_review: 'Nobody knows whether a call was placed', needs_review_opt_out: 'Somebody may have asked not to be called: listen to the call',
      callback_due: 'It is time to call {{name}}', promise_broken: '{{name}} broke a promise', opt_out: '{{name}} asked not to be called', round_missed: '“{{campaign}}” missed its round of {{slot}} on {{date}}', campaign_done: '“{{campaign}}” is done', line_down: 'The line does not answer', somebody: 'somebody', aCampaign: 'The campaign',
    },
    error: {
      not_found: 'That call no longer exists', not_live: 'The call has ended already', not_in_review: 'That call is cleared up already', no_body: 'The provider has not said anything of this call yet', recording_lost: 'The file of the recording is no longer in the data folder', line_refused: 'The line did not allow it: {{detail}}', line_unreachable: 'The provider could not be reached', line_unknown: 'The provider did not answer; nobody knows whether it did it', line_rate_limited: 'The provider asks for a moment’s patience', line_unauthorised: 'The provider did not accept the key', line_payment_required: 'The provider’s account has no valid payment',
      debt_not_found: 'That debt no longer exists', payment_in_future: 'The day of the payment has not come yet', payment_known: 'That receipt is written down already', promise_day_past: 'The promised day is past', promise_needs_day: 'The promise needs a day', promise_not_found: 'That promise no longer exists',
    },
    absent: 'No data', practice: 'Practice', real: 'Real', practiceHint: 'Simulated calls: nobody is called and their figures are never added to real ones.', realHint: 'Real calls.', mode: 'Calls shown', modePractice: 'Practice line', modeReal: 'Real calls',
  },
}
