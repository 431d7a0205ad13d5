export const es = {
  common: {
    cancel: 'Cancelar', close: 'Cerrar', clear: 'Quitar', save: 'Guardar', create: 'Crear', rename: 'Cambiar nombre', remove: 'Eliminar',
    retry: 'Reintentar', copy: 'Copiar', copied: 'Copiado', find: 'Buscar…', nothingFound: 'Nada coincide', chosen: 'elegido',
    loading: 'Cargando…', all: 'Todos', none: 'Ninguno', yes: 'Sí', no: 'No', more: 'Más', back: 'Volver', next: 'Siguiente', now: 'ahora',
    details: 'Detalle', showTable: 'Ver como tabla', showChart: 'Ver como gráfico', clearFilters: 'Quitar filtros', on: 'Activo', off: 'Inactivo',
    name: 'Nombre', date: 'Fecha', size: 'Tamaño', never: 'Nunca', minutes_one: '{{count, number}} minuto', minutes_other: '{{count, number}} minutos',
  },
  problems: {
    lost: 'Sin conexión con el motor', lostBody: 'Tus datos están guardados. Reintenta cuando vuelva la conexión.',
    nothingChanged: 'No se cambió nada.', refused: 'El motor no aceptó los datos enviados', notFound: 'Eso ya no existe',
    notFoundBody: 'Puede que se haya eliminado. Actualiza la lista.', unexpected: 'Algo salió mal en el motor',
    unexpectedBody: 'Tus datos guardados no se tocaron. Reintenta; si se repite, revisa las comprobaciones en Ajustes.',
    page: 'Esta pantalla no pudo mostrarse', pageBody: 'Tus datos están a salvo en el motor. Vuelve a abrirla; si se repite, revisa las comprobaciones en Ajustes.',
    openAgain: 'Abrir de nuevo', load: 'No se pudo cargar',
  },
  frame: {
    skip: 'Ir al contenido', areas: 'Áreas', floor: 'Piso', campaigns: 'Campañas', debtors: 'Deudores', calls: 'Llamadas', promises: 'Promesas', reports: 'Informes', transcripts: 'Transcripciones', disagreements: 'Desacuerdos', batches: 'Importaciones', dashboards: 'Tableros', models: 'Modelos', actions: 'Acciones', jobs: 'Tareas', settings: 'Ajustes', usage: 'Uso de IA', 'chat-lab': 'Chat lab', catalogue: 'Catálogo',
    collapse: 'Contraer barra', expand: 'Expandir barra', search: 'Buscar o ir a…', business: 'Negocio', newBusiness: 'Nuevo negocio…', renameBusiness: 'Cambiar nombre…',
    newBusinessTitle: 'Nuevo negocio', renameBusinessTitle: 'Cambiar el nombre del negocio', businessName: 'Nombre del negocio', businessHint: 'Las transcripciones, resultados y modelos de cada negocio se guardan por separado.',
    language: 'Idioma', theme: 'Tema', themeSystem: 'Del sistema', themeLight: 'Claro', themeDark: 'Oscuro', languageEs: 'Español', languageEn: 'Inglés',
    notFound: 'Esta dirección no lleva a ninguna pantalla', notFoundBody: 'Puede venir de una versión distinta.', goHome: 'Ir a Transcripciones',
  },
  engine: {
    title: 'Motor', connected: 'Motor listo', connecting: 'Conectando', lost: 'Sin motor', working_one: '{{count, number}} tarea en curso', working_other: '{{count, number}} tareas en curso', idle: 'Sin tareas en curso',
    version: 'Versión', boot: 'Arranque', startedAt: 'Iniciado', dataFolder: 'Carpeta de datos', connection: 'Conexión', connectionDesktop: 'Aplicación de escritorio', connectionHost: 'Servidor local', since: 'desde {{time}}',
    running: 'Tareas en curso', checks: 'Comprobaciones', checksOk: 'Todo en orden', checksBad_one: '{{count, number}} problema', checksBad_other: '{{count, number}} problemas', checkOk: 'Correcto', checkBad: 'Con problema',
    lostTitle: 'El motor no responde', lostBody: 'Tus datos están guardados y lo que ves sigue disponible para leer. Reconectando…', lostNext: 'Próximo intento en {{seconds}} s', reconnect: 'Reconectar ahora',
    lostFirst: 'No se pudo llegar al motor', lostFirstBody: 'Si abriste esta página desde un enlace antiguo, vuelve a abrir Vocero para obtener una dirección nueva. Tus datos están guardados en esta máquina.',
    backAgain: 'Motor conectado de nuevo',
  },
  notice: {
    batch_done: '«{{name}}»: {{classified, number}} transcripciones clasificadas', batch_done_with_failures: '«{{name}}»: {{classified, number}} transcripciones clasificadas, {{failed, number}} filas con error', batch_failed: 'La importación «{{name}}» se detuvo; lo ya clasificado está a salvo', batch_removed: '«{{name}}» eliminada, con {{removed, number}} transcripciones',
    queue_not_written: 'El motor no pudo guardar el avance ({{error}}). Lo guardado está a salvo; revisa el espacio en disco. Se reintenta solo.', backup_failed: 'La copia de seguridad nocturna falló: {{error}}', database_damaged: 'La base de datos está dañada ({{fault}}). Cierra Vocero y ejecuta «vocero doctor --restore» para reponer la copia sana más reciente.',
    llm_budget_alert: 'Los modelos de lenguaje llevan gastados US$ {{spent}} de los US$ {{limit}} de hoy', llm_budget_stop: 'Se agotó el presupuesto de hoy (US$ {{limit}}): no se pregunta más a los modelos hasta mañana', llm_breaker_open: '«{{name}}» falló varias veces seguidas y queda en pausa; se prueba solo dentro de poco', llm_price_unknown: 'No se conoce el precio de {{model}}: cuenta como gratis hasta que lo escribas en Ajustes',
  },
  notices: { title: 'Avisos', empty: 'No hay avisos en esta sesión', clear: 'Vaciar', show: 'Ver', unread_one: '{{count, number}} aviso sin leer', unread_other: '{{count, number}} avisos sin leer' },
  palette: {
    title: 'Buscar y actuar', placeholder: 'Escribe una página, una acción o texto de una transcripción…', pages: 'Ir a', actions: 'Acciones', transcripts: 'Transcripciones', businesses: 'Cambiar de negocio',
    empty: 'Nada coincide', searching: 'Buscando…', themeTo: 'Tema: {{name}}', languageTo: 'Idioma: {{name}}', import: 'Importar archivo', compare: 'Comparar un cambio de prompt, modelo o taxonomía', taxonomy: 'Editar la taxonomía', folders: 'Carpetas vigiladas', files: 'Archivos guardados y dónde están', shortcuts: 'Ver atajos de teclado', backup: 'Hacer copia de seguridad', toggleRail: 'Contraer o expandir la barra',
    searchAll: 'Filtrar transcripciones por “{{text}}”',
  },
  shortcuts: {
    title: 'Atajos de teclado', go: 'Ir a', general: 'General', lists: 'En las listas', palette: 'Buscar y actuar', filter: 'Ir al filtro', sheet: 'Esta hoja', close: 'Cerrar el panel',
    move: 'Mover por la lista', open: 'Abrir', ends: 'Primera y última fila', select: 'Seleccionar fila', judge: 'Respuesta buena, mala',
  },
}

export const en: typeof es = {
  common: {
    cancel: 'Cancel', close: 'Close', clear: 'Clear', save: 'Save', create: 'Create', rename: 'Rename', remove: 'Remove',
    retry: 'Retry', copy: 'Copy', copied: 'Copied', find: 'Find…', nothingFound: 'Nothing matches', chosen: 'chosen',
    loading: 'Loading…', all: 'All', none: 'None', yes: 'Yes', no: 'No', more: 'More', back: 'Back', next: 'Next', now: 'now',
    details: 'Details', showTable: 'Show as table', showChart: 'Show as chart', clearFilters: 'Clear filters', on: 'On', off: 'Off',
    name: 'Name', date: 'Date', size: 'Size', never: 'Never', minutes_one: '{{count, number}} minute', minutes_other: '{{count, number}} minutes',
  },
  problems: {
    lost: 'No connection to the engine', lostBody: 'Your data is saved. Try again when the connection is back.',
    nothingChanged: 'Nothing was changed.', refused: 'The engine did not accept what was sent', notFound: 'That no longer exists',
    notFoundBody: 'It may have been removed. Refresh the list.', unexpected: 'Something went wrong in the engine',
    unexpectedBody: 'Your saved data was not touched. Try again; if it happens again, look at the checks in Settings.',
    page: 'This screen could not be shown', pageBody: 'Your data is safe in the engine. Open it again; if it happens again, look at the checks in Settings.',
    openAgain: 'Open again', load: 'Could not be loaded',
  },
  frame: {
    skip: 'Skip to content', areas: 'Areas', floor: 'Floor', campaigns: 'Campaigns', debtors: 'Debtors', calls: 'Calls', promises: 'Promises', reports: 'Reports', transcripts: 'Transcripts', disagreements: 'Disagreements', batches: 'Imports', dashboards: 'Dashboards', models: 'Models', actions: 'Actions', jobs: 'Jobs', settings: 'Settings', usage: 'AI usage', 'chat-lab': 'Chat lab', catalogue: 'Catalogue',
    collapse: 'Collapse rail', expand: 'Expand rail', search: 'Search or go to…', business: 'Business', newBusiness: 'New business…', renameBusiness: 'Rename…',
    newBusinessTitle: 'New business', renameBusinessTitle: 'Rename the business', businessName: 'Name of the business', businessHint: 'Each business keeps its own transcripts, results and models.',
    language: 'Language', theme: 'Theme', themeSystem: 'System', themeLight: 'Light', themeDark: 'Dark', languageEs: 'Spanish', languageEn: 'English',
    notFound: 'This address leads to no screen', notFoundBody: 'It may come from a different version.', goHome: 'Go to Transcripts',
  },
  engine: {
    title: 'Engine', connected: 'Engine ready', connecting: 'Connecting', lost: 'No engine', working_one: '{{count, number}} job running', working_other: '{{count, number}} jobs running', idle: 'No jobs running',
    version: 'Version', boot: 'Boot', startedAt: 'Started', dataFolder: 'Data folder', connection: 'Connection', connectionDesktop: 'Desktop application', connectionHost: 'Local host', since: 'since {{time}}',
    running: 'Jobs running', checks: 'Checks', checksOk: 'All in order', checksBad_one: '{{count, number}} problem', checksBad_other: '{{count, number}} problems', checkOk: 'Passed', checkBad: 'Has a problem',
    lostTitle: 'The engine does not answer', lostBody: 'Your data is saved and what you see stays readable. Reconnecting…', lostNext: 'Next attempt in {{seconds}} s', reconnect: 'Reconnect now',
    lostFirst: 'The engine could not be reached', lostFirstBody: 'If you opened this page from an old link, open Vocero again to get a new address. Your data is saved on this machine.',
    backAgain: 'Engine connected again',
  },
  notice: {
    batch_done: '“{{name}}”: {{classified, number}} transcripts classified', batch_done_with_failures: '“{{name}}”: {{classified, number}} transcripts classified, {{failed, number}} rows failed', batch_failed: 'The import “{{name}}” stopped; what was classified is safe', batch_removed: '“{{name}}” removed, with {{removed, number}} transcripts',
    queue_not_written: 'The engine could not save its progress ({{error}}). What is saved is safe; look at the disk space. It tries again by itself.', backup_failed: 'The nightly backup failed: {{error}}', database_damaged: 'The database is damaged ({{fault}}). Close Vocero and run "vocero doctor --restore" to put the newest sound backup back.',
    llm_budget_alert: 'Language models have cost US$ {{spent}} of today’s US$ {{limit}}', llm_budget_stop: 'Today’s budget (US$ {{limit}}) is spent: models are asked nothing more until tomorrow', llm_breaker_open: '“{{name}}” failed several times in a row and is paused; it is tried again by itself before long', llm_price_unknown: 'The price of {{model}} is not known: it counts as free until you enter it in Settings',
  },
  notices: { title: 'Notices', empty: 'No notices in this session', clear: 'Clear', show: 'Show', unread_one: '{{count, number}} unread notice', unread_other: '{{count, number}} unread notices' },
  palette: {
    title: 'Search and act', placeholder: 'Type a page, an action or words of a transcript…', pages: 'Go to', actions: 'Actions', transcripts: 'Transcripts', businesses: 'Switch business',
    empty: 'Nothing matches', searching: 'Searching…', themeTo: 'Theme: {{name}}', languageTo: 'Language: {{name}}', import: 'Import a file', compare: 'Compare a change of prompt, model or taxonomy', taxonomy: 'Edit the taxonomy', folders: 'Watched folders', files: 'Kept files and where they are', shortcuts: 'Show keyboard shortcuts', backup: 'Back up now', toggleRail: 'Collapse or expand the rail',
    searchAll: 'Filter transcripts by “{{text}}”',
  },
  shortcuts: {
    title: 'Keyboard shortcuts', go: 'Go to', general: 'General', lists: 'In lists', palette: 'Search and act', filter: 'Go to the filter', sheet: 'This sheet', close: 'Close the panel',
    move: 'Move through the list', open: 'Open', ends: 'First and last row', select: 'Select row', judge: 'Good answer, bad answer',
  },
}
