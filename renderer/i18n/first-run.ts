export const es = {
  firstRun: {
    title: 'Te damos la bienvenida a Vocero', body: 'Llama a tus deudores sin romper ninguna regla, lee ya clasificado lo que se habló y vende por chat con tu propio catálogo. Todo se queda en esta máquina.',
    language: 'Idioma', name: 'Nombre de tu negocio', namePlaceholder: 'Por ejemplo, Ferretería Andina', nameHint: 'Podrás cambiarlo y crear más negocios después.', nameMissing: 'Escribe un nombre para continuar.',
    samples: 'Explorar con datos de ejemplo', samplesBody: 'Una campaña de práctica que llama a deudores ficticios en un reloj rápido, reuniones ya clasificadas, y un catálogo con un año de ventas para probar el agente de chat. No se llama a nadie de verdad.',
    empty: 'Empezar vacío', emptyBody: 'Ve directo a tu primera campaña con tu propio archivo CSV o Excel.',
    preparing: 'Preparando los datos de ejemplo…', goOn: 'Seguir sin ejemplos',
  },
}

export const en: typeof es = {
  firstRun: {
    title: 'Welcome to Vocero', body: 'Call your debtors without breaking a rule, read what was said already classified, and sell by chat from your own catalogue. Everything stays on this machine.',
    language: 'Language', name: 'Name of your business', namePlaceholder: 'For example, Harbor Hardware', nameHint: 'You can change it and add more businesses later.', nameMissing: 'Type a name to go on.',
    samples: 'Explore with sample data', samplesBody: 'A practice campaign that calls fictional debtors on a fast clock, meetings already classified, and a catalogue with a year of sales to try the chat agent on. Nobody is really called.',
    empty: 'Start empty', emptyBody: 'Go straight to your first campaign with your own CSV or Excel file.',
    preparing: 'Preparing the sample data…', goOn: 'Go on without samples',
  },
}
