export const es = {
  firstRun: {
    title: 'Te damos la bienvenida a Vocero', body: 'Importa lo que se habló con tus clientes y léelo ya clasificado. Todo se queda en esta máquina.',
    language: 'Idioma', name: 'Nombre de tu negocio', namePlaceholder: 'Por ejemplo, Ferretería Andina', nameHint: 'Podrás cambiarlo y crear más negocios después.', nameMissing: 'Escribe un nombre para continuar.',
    samples: 'Explorar con datos de ejemplo', samplesBody: 'Reuniones ficticias ya listas: ves la clasificación, las citas y los tableros en un minuto.',
    empty: 'Empezar vacío', emptyBody: 'Ve directo a importar tu propio archivo CSV, Excel o de texto.',
    preparing: 'Preparando los datos de ejemplo…', goOn: 'Seguir sin ejemplos',
  },
}

export const en: typeof es = {
  firstRun: {
    title: 'Welcome to Vocero', body: 'Import what was said with your customers and read it classified. Everything stays on this machine.',
    language: 'Language', name: 'Name of your business', namePlaceholder: 'For example, Harbor Hardware', nameHint: 'You can change it and add more businesses later.', nameMissing: 'Type a name to go on.',
    samples: 'Explore with sample data', samplesBody: 'Fictional meetings, ready to go: see the classification, the quotes and the dashboards within a minute.',
    empty: 'Start empty', emptyBody: 'Go straight to importing your own CSV, Excel or text file.',
    preparing: 'Preparing the sample data…', goOn: 'Go on without samples',
  },
}
