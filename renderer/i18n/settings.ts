export const es = {
  settings: {
    business_not_found: 'Ese negocio ya no existe', secrets_too_open: 'Otros usuarios de esta máquina pueden leer secrets.json de la carpeta de datos; ponle permisos 600', secrets_unreadable: 'secrets.json de la carpeta de datos no se puede leer; corrígelo, o bórralo y vuelve a escribir las claves', sections: 'Secciones de ajustes',
    business: 'Negocio', models: 'Modelos de lenguaje', policies: 'Políticas', delinquency: 'Moras y negociación', agents: 'Agentes y números', dispositions: 'Fin de llamada', holidays: 'Feriados', telephony: 'Telefonía', files: 'Archivos', appearance: 'Apariencia', data: 'Datos', checks: 'Comprobaciones', shortcuts: 'Atajos', about: 'Acerca de',
    businessBody: 'Cada negocio guarda aparte sus transcripciones, resultados y modelos. Se cambia de negocio arriba a la izquierda.', saved: 'Guardado',
    languageBody: 'Cambia todos los textos al momento.', themeBody: 'El del sistema sigue la hora del día si tu equipo lo hace.',
    dataFolder: 'Carpeta de datos', dataFolderBody: 'Todo se guarda en esta máquina, en esta carpeta.', samples: 'Datos de ejemplo', samplesBody: 'Reuniones ficticias para probar la clasificación; llegan como una importación que puedes eliminar entera.', loadSamples: 'Cargar ejemplos', samplesLoaded: 'Ejemplos cargados en {{name}}',
    backups: 'Copias de seguridad', backupsBody: 'Copia consistente de la base de datos, sin detener el trabajo. Se guarda en la carpeta de datos.', backupNow: 'Copiar ahora', backedUp: 'Copia de seguridad hecha', noBackups: 'Aún no hay copias', file: 'Archivo', copyPath: 'Copiar ruta',
    checksBody: 'Lo que el motor encuentra al examinarse.', shortcutsBody: 'Todo se puede hacer con el teclado.',
    aboutBody: 'Consola local para operar llamadas de voz con IA y leer lo que se dijo en ellas. Tus datos no salen de esta máquina.', license: 'Licencia', version: 'Versión',
  },
  checks: { node: 'Entorno', data_folder: 'Carpeta de datos', free_space: 'Espacio en disco', sqlite: 'SQLite', database: 'Base de datos', integrity: 'Integridad', backup: 'Copia de seguridad', taxonomy: 'Taxonomía', worker_thread: 'Hilos de trabajo', vectors: 'Búsqueda por significado' },
}

export const en: typeof es = {
  settings: {
    business_not_found: 'That business no longer exists', secrets_too_open: 'Other users of this machine can read secrets.json in the data folder; set its permissions to 600', secrets_unreadable: 'secrets.json in the data folder cannot be read; put it right, or delete it and enter the keys again', sections: 'Sections of settings',
    business: 'Business', models: 'Language models', policies: 'Policies', delinquency: 'Delinquency', agents: 'Agents and numbers', dispositions: 'Ends of calls', holidays: 'Holidays', telephony: 'Telephony', files: 'Files', appearance: 'Appearance', data: 'Data', checks: 'Checks', shortcuts: 'Shortcuts', about: 'About',
    businessBody: 'Each business keeps its own transcripts, results and models. Switch between them at the top left.', saved: 'Saved',
    languageBody: 'Changes every text at once.', themeBody: 'System follows the time of day if your computer does.',
    dataFolder: 'Data folder', dataFolderBody: 'Everything is kept on this machine, in this folder.', samples: 'Sample data', samplesBody: 'Fictional meetings to try the classification with; they arrive as one import that you can remove as a whole.', loadSamples: 'Load samples', samplesLoaded: 'Samples loaded into {{name}}',
    backups: 'Backups', backupsBody: 'A consistent copy of the database, without stopping the work. It is kept in the data folder.', backupNow: 'Back up now', backedUp: 'Backup made', noBackups: 'No backups yet', file: 'File', copyPath: 'Copy path',
    checksBody: 'What the engine finds when it examines itself.', shortcutsBody: 'Everything can be done from the keyboard.',
    aboutBody: 'A local console to run AI voice calls and read what was said in them. Your data does not leave this machine.', license: 'Licence', version: 'Version',
  },
  checks: { node: 'Runtime', data_folder: 'Data folder', free_space: 'Disk space', sqlite: 'SQLite', database: 'Database', integrity: 'Integrity', backup: 'Backup', taxonomy: 'Taxonomy', worker_thread: 'Worker threads', vectors: 'Search by meaning' },
}
