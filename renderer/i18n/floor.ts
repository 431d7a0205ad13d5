/** The floor, the promise calendar and the reports. */
export const es = {
  floor: {
    empty: 'Aún no hay campañas', emptyPractice: 'Crea una campaña de práctica: un simulador hace las llamadas, con su propio reloj, y nadie recibe un llamado.', emptyReal: 'Crea una campaña con tus deudores, o prueba todo antes con la línea de práctica: nadie recibe un llamado.', toCampaigns: 'Crear campaña', tryPractice: 'Ver la línea de práctica', of: '{{part}} de {{whole}}',
    figure: {
      live: 'Líneas en uso', queued_zero: 'nadie espera línea', queued_one: '{{count, number}} espera línea', queued_other: '{{count, number}} esperan línea', calls: 'Llamadas hoy', lastHour_one: '{{count, number}} en la última hora', lastHour_other: '{{count, number}} en la última hora',
      answer: 'Contestan', answered_one: '{{count, number}} contestada', answered_other: '{{count, number}} contestadas', success: 'Éxito', successes_one: '{{successes}} de {{count, number}} contacto', successes_other: '{{successes}} de {{count, number}} contactos', promises: 'Promesas hoy', noAmount: 'sin monto', kept: 'Cumplidas hoy', keptToday: 'promesas pagadas', cost: 'Costo hoy', perCall: '{{cost}} cada una', costPerKept: 'Costo por cumplida', costPerKeptDetail: 'por promesa pagada',
    },
    hint: { answer: 'Llamadas que alguien contestó, entre las hechas. Los buzones no cuentan.', success: 'Llamadas con promesa vigente o cumplida, o exitosas sin que nada lo contradiga, entre las conversaciones con la persona.', costPerKept: 'Costo de las llamadas de hoy entre las promesas que se cumplieron hoy.' },
    live: { title: 'Llamadas en curso', count_one: '{{count, number}} llamada', count_other: '{{count, number}} llamadas', elapsed: 'Tiempo', none: 'Nadie está en llamada. La próxima tanda aparece al lado.', waiting: 'Hay personas por llamar: esperan su turno.' },
    round: {
      title: 'Próximas tandas', none: 'Ninguna campaña en marcha tiene tandas pendientes.', target_one: '{{count, number}} persona', target_other: '{{count, number}} personas', why: 'Por qué sí o no', due: 'ahora', asking: 'Pasó mientras el equipo dormía o Vocero estaba cerrado. Nada se llama tarde sin que lo digas.',
      run_now: 'Llamar ahora', next_round: 'Pasar a la próxima', skip: 'Omitir', run_now_help: 'Llama ahora a quienes la ley y la política todavía permiten.', next_round_help: 'Sus personas se reparten en las tandas que quedan hoy.', skip_help: 'No se llama; su parte del día se pierde.', done_run_now: 'La tanda empieza ahora', done_next_round: 'Pasó a la próxima tanda', done_skip: 'La tanda se omitió',
    },
    caps: { title: 'Personas llamadas hoy', none: 'Sin campañas en marcha.', used: '{{called}} de {{limit}}', label: 'Cupo diario de {{name}}' },
    hours: { title: 'Llamadas por hora', hour: 'Hora', calls: 'Llamadas', contacts: 'Con conversación', none: 'Hoy no hay llamadas.', describe: '{{hour}}: {{calls}} llamadas, {{contacts}} con conversación' },
    alert: { title: 'Alertas', none: 'Nada pide tu atención.', see_one: 'Marcar {{count, number}} como vista', see_other: 'Marcar {{count, number}} como vistas', openCall: 'Ver llamada', openCampaign: 'Ver campaña', info: 'Información', warning: 'Aviso', error: 'Problema' },
    review: { title: 'Por aclarar', body: 'No se sabe si estas llamadas llegaron a hacerse. Nadie volverá a llamar a estas personas hasta que lo aclares.', all_one: 'Ver {{count, number}}', all_other: 'Ver las {{count, number}}' },
    clock: { title: 'Reloj de práctica', speed: 'Velocidad', other: '{{speed}}×', skipIdle: 'Saltar los ratos sin llamadas', skip: 'Ir al próximo momento' },
  },
  promises: {
    calendar: 'Calendario de promesas', previousMonth: 'Mes anterior', nextMonth: 'Mes siguiente', today: 'Hoy', count_zero: 'Sin promesas', count_one: '{{count, number}} promesa', count_other: '{{count, number}} promesas', sums: 'Prometido {{promised}} · pagado {{paid}}', ofDay: 'Promesas del {{date}}', none: 'Nada prometido para este día.', paid: 'pagó {{amount}}',
    review: 'Revisar', settle: 'Cambiar estado', addPayment: 'Anotar pago', openCall: 'Ver llamada', settled: 'Promesa guardada', settleTitle: 'Promesa de {{name}}', settleBody: 'Lo que digas queda en lugar de lo que se entendió de la llamada.',
    choice: { open: 'Vale', open_help: 'Se espera el pago ese día; corrige la fecha o el monto si hace falta.', kept: 'Se cumplió', kept_help: 'Pagó, aunque no haya un pago anotado.', cancelled: 'Se anula', cancelled_help: 'No era una promesa, o ya no se espera.' },
    badAmount: 'Escribe un monto mayor que cero', paymentTitle: 'Pago de {{name}}', paymentBody: 'Se descuenta de la deuda y cumple la promesa que corresponda.', debt: 'Deuda', amount: 'Monto', paidOn: 'Día del pago', externalId: 'Número de comprobante', externalIdHint: 'Opcional. Con él, el mismo pago no se cuenta dos veces.', paymentKept: 'Pago guardado', paymentSettled: 'Pago guardado y sumado a la promesa',
  },
  reports: {
    by: { hour: 'Por hora del día', weekday: 'Por día de la semana', region: 'Por región', day: 'Por día', campaign: 'Por campaña', disposition: 'Por cómo terminaron', outcome: 'Por resultado' },
    tab: { hour: 'Hora', weekday: 'Día de semana', region: 'Región', day: 'Día', campaign: 'Campaña', disposition: 'Cómo terminaron', outcome: 'Resultado' },
    key: { hour: 'Hora', weekday: 'Día', region: 'Región', day: 'Día', campaign: 'Campaña', disposition: 'Cómo terminó', outcome: 'Resultado' },
    measure: { answered: 'Contestadas', contacts: 'Con conversación', successes: 'Exitosas', promises: 'Con promesa', kept: 'Promesa cumplida' }, measureLabel: 'Qué se destaca', otherCalls: 'Las demás llamadas',
    column: { attempts: 'Llamadas', answered: 'Contestadas', answerRate: '% contesta', contacts: 'Conversaciones', successes: 'Exitosas', successRate: '% éxito', promises: 'Promesas', kept: 'Cumplidas', cost: 'Costo', costPerKept: 'Costo por cumplida' },
    none: 'No hay llamadas en estos días.', describe: '{{name}}: {{calls}} llamadas, {{part}} {{measure}}', total: 'Total', unknown: 'Sin dato', noConversation: 'Sin conversación', notEnded: 'Sin terminar', fileName: 'informe',
  },
}

export const en: typeof es = {
  floor: {
    empty: 'There are no campaigns yet', emptyPractice: 'Create a practice campaign: a simulator makes the calls, on a clock of its own, and nobody is called.', emptyReal: 'Create a campaign with your debtors, or try everything on the practice line first: nobody is called.', toCampaigns: 'Create campaign', tryPractice: 'See the practice line', of: '{{part}} of {{whole}}',
    figure: {
      live: 'Lines in use', queued_zero: 'nobody waits', queued_one: '{{count, number}} waits', queued_other: '{{count, number}} wait', calls: 'Calls today', lastHour_one: '{{count, number}} in the last hour', lastHour_other: '{{count, number}} in the last hour',
      answer: 'Answer rate', answered_one: '{{count, number}} answered', answered_other: '{{count, number}} answered', success: 'Success rate', successes_one: '{{successes}} of {{count, number}} contact', successes_other: '{{successes}} of {{count, number}} contacts', promises: 'Promises today', noAmount: 'no amount', kept: 'Kept today', keptToday: 'promises paid', cost: 'Cost today', perCall: '{{cost}} each', costPerKept: 'Cost per kept', costPerKeptDetail: 'per promise paid',
    },
    hint: { answer: 'Calls that somebody answered, of those placed. Voicemail does not count.', success: 'Calls with a promise that stands or was kept, or successful with nothing against it, of the conversations with the person.', costPerKept: 'Cost of today’s calls by the promises kept today.' },
    live: { title: 'Calls under way', count_one: '{{count, number}} call', count_other: '{{count, number}} calls', elapsed: 'Time', none: 'Nobody is in a call. The next round is shown beside.', waiting: 'There are people to call: they wait for their turn.' },
    round: {
      title: 'Next rounds', none: 'No running campaign has rounds to come.', target_one: '{{count, number}} person', target_other: '{{count, number}} people', why: 'Why and why not', due: 'now', asking: 'It came while the computer slept or Vocero was closed. Nothing is called late unless you say so.',
      run_now: 'Call now', next_round: 'Move to the next', skip: 'Skip', run_now_help: 'Calls now whom law and policy still allow.', next_round_help: 'Its people are shared among the rounds left today.', skip_help: 'Nobody is called; its share of the day is lost.', done_run_now: 'The round begins now', done_next_round: 'Moved to the next round', done_skip: 'The round was skipped',
    },
    caps: { title: 'People called today', none: 'No campaign is running.', used: '{{called}} of {{limit}}', label: 'Daily share of {{name}}' },
    hours: { title: 'Calls an hour', hour: 'Hour', calls: 'Calls', contacts: 'With conversation', none: 'No calls today.', describe: '{{hour}}: {{calls}} calls, {{contacts}} with conversation' },
    alert: { title: 'Alerts', none: 'Nothing needs your attention.', see_one: 'Mark {{count, number}} as seen', see_other: 'Mark {{count, number}} as seen', openCall: 'See call', openCampaign: 'See campaign', info: 'Information', warning: 'Warning', error: 'Problem' },
    review: { title: 'To clear up', body: 'Nobody knows whether these calls were placed. These people will not be called again until you clear it up.', all_one: 'See {{count, number}}', all_other: 'See all {{count, number}}' },
    clock: { title: 'Practice clock', speed: 'Speed', other: '{{speed}}×', skipIdle: 'Skip times without calls', skip: 'Go to the next moment' },
  },
  promises: {
    calendar: 'Calendar of promises', previousMonth: 'Previous month', nextMonth: 'Next month', today: 'Today', count_zero: 'No promises', count_one: '{{count, number}} promise', count_other: '{{count, number}} promises', sums: 'Promised {{promised}} · paid {{paid}}', ofDay: 'Promises of {{date}}', none: 'Nothing was promised for this day.', paid: 'paid {{amount}}',
    review: 'Review', settle: 'Change state', addPayment: 'Add payment', openCall: 'See call', settled: 'Promise saved', settleTitle: 'Promise of {{name}}', settleBody: 'What you say takes the place of what was understood from the call.',
    choice: { open: 'It stands', open_help: 'Payment is expected on that day; put right the day or the amount where needed.', kept: 'It was kept', kept_help: 'They paid, although no payment was written down.', cancelled: 'Give it up', cancelled_help: 'It was no promise, or is not expected any more.' },
    badAmount: 'Write an amount above zero', paymentTitle: 'Payment of {{name}}', paymentBody: 'It is taken off the debt and fulfils the promise it belongs to.', debt: 'Debt', amount: 'Amount', paidOn: 'Day of the payment', externalId: 'Number of the receipt', externalIdHint: 'Optional. With it the same payment is not counted twice.', paymentKept: 'Payment saved', paymentSettled: 'Payment saved and counted on the promise',
  },
  reports: {
    by: { hour: 'By hour of the day', weekday: 'By day of the week', region: 'By region', day: 'By day', campaign: 'By campaign', disposition: 'By how they ended', outcome: 'By outcome' },
    tab: { hour: 'Hour', weekday: 'Weekday', region: 'Region', day: 'Day', campaign: 'Campaign', disposition: 'How they ended', outcome: 'Outcome' },
    key: { hour: 'Hour', weekday: 'Day', region: 'Region', day: 'Day', campaign: 'Campaign', disposition: 'How it ended', outcome: 'Outcome' },
    measure: { answered: 'Answered', contacts: 'With conversation', successes: 'Successful', promises: 'With promise', kept: 'Promise kept' }, measureLabel: 'What stands out', otherCalls: 'The other calls',
    column: { attempts: 'Calls', answered: 'Answered', answerRate: '% answered', contacts: 'Conversations', successes: 'Successful', successRate: '% success', promises: 'Promises', kept: 'Kept', cost: 'Cost', costPerKept: 'Cost per kept' },
    none: 'No calls in these days.', describe: '{{name}}: {{calls}} calls, {{part}} {{measure}}', total: 'Total', unknown: 'Not known', noConversation: 'No conversation', notEnded: 'Not ended', fileName: 'report',
  },
}
