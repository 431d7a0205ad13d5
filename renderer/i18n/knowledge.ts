/** Documents, their search, and vectors. The keys under `knowledge` and `answer_cache` are reasons of the engine; see connection/problem.ts. */
export const es = {
  knowledge: {
    problem: {
      stopped: 'Se detuvo antes de terminar. Nada se perdió; continuará donde quedó',
      unknown_kind: 'Este tipo de archivo no se puede leer. Usa PDF, Word (.docx), texto, Markdown, HTML o CSV', old_word: 'Es un archivo de Word antiguo (.doc). Ábrelo en Word, guárdalo como .docx y vuelve a agregarlo', too_large: 'El archivo es demasiado grande (hasta 50 MB). Divídelo en partes o guárdalo sin imágenes',
      too_many_pages: 'Tiene más de 3.000 páginas. Divídelo en partes', too_much_text: 'Tiene demasiado texto para un solo documento. Divídelo en partes', binary: 'No es un archivo de texto, aunque se llame así. Guárdalo de nuevo como texto y vuelve a agregarlo', empty: 'No tiene texto que se pueda buscar. Revisa que sea el archivo correcto',
      broken_pdf: 'El PDF está dañado o incompleto. Descárgalo o expórtalo de nuevo y vuelve a agregarlo', encrypted_pdf: 'El PDF pide una contraseña. Guarda una copia sin contraseña y agrégala', scanned_pdf: 'El PDF solo tiene imágenes de páginas, sin texto. Pásalo por un reconocimiento de texto (OCR) y agrega el resultado',
      broken_docx: 'El archivo de Word está dañado. Ábrelo en Word, guárdalo de nuevo y vuelve a agregarlo', encrypted_docx: 'El archivo de Word pide una contraseña. Guarda una copia sin contraseña y agrégala', broken_table: 'La tabla no se puede leer. Guárdala de nuevo como CSV y vuelve a agregarla',
      file_missing: 'El archivo ya no está en la carpeta de datos. Bórralo de la lista y agrégalo de nuevo', unexpected: 'No se pudo leer por un fallo inesperado. El archivo se conserva; inténtalo de nuevo', words_only: 'No se pudo preparar la búsqueda por significado. Se encuentra por sus palabras; reemplázalo por el mismo archivo para intentarlo de nuevo',
      document_not_found: 'Ese documento ya no existe', still_reading: 'Todavía se está leyendo. Espera a que termine o detenlo', reading_ended: 'La lectura ya terminó', nothing_to_repeat: 'La última lectura no falló',
    },
  },
  answer_cache: { problem: { hit_not_found: 'Ese acierto ya no está: los que nadie juzgó se borran a los 30 días' } },
  documents: {
    search: 'Buscar en los documentos', filters: 'Filtros de documentos', add: 'Agregar documento', panel: 'Documento', open: 'Ver',
    empty: 'Todavía no hay documentos', emptyBody: 'Arrastra aquí manuales, políticas, precios o preguntas frecuentes, o elige un archivo. El agente y el asistente responden con lo que dicen y citan de dónde salió.',
    field: { title: 'Título', kind: 'Tipo', state: 'Estado', chunks: 'Fragmentos', language: 'Idioma', tags: 'Etiquetas', bytes: 'Tamaño', updatedAt: 'Actualizado', fileName: 'Archivo', pages: 'Páginas', ownTitle: 'Título en el archivo' },
    kind: { text: 'Texto', markdown: 'Markdown', html: 'Página web', csv: 'Tabla CSV', docx: 'Word', pdf: 'PDF' }, language: { es: 'Español', en: 'Inglés' },
    state: { waiting: 'En espera', reading: 'Leyendo', indexing: 'Indexando', ready: 'Listo', failed: 'No se pudo leer', cancelled: 'Detenido' }, readyWords: 'Listo, solo palabras',
    progress: '{{done}} de {{total}} fragmentos', earlier: 'Mientras tanto se busca en el archivo anterior.',
    addTitle: 'Agregar documentos', addBody: 'Se leen en esta máquina, en segundo plano. Un archivo que ya está se reconoce.', ways: 'De dónde viene', fromFile: 'Archivos', fromText: 'Pegar texto', formats: 'PDF, Word (.docx), texto, Markdown, HTML o CSV, hasta 50 MB cada uno.', text: 'Texto', asMarkdown: 'Tiene marcas de Markdown', textNeeded: 'Pega un texto.', titleNeeded: 'Escribe un título.',
    outcome: { sending: 'Copiando', added: 'Agregado', known: 'Ya estaba', failed: 'No se agregó' }, tagsHint: 'Separadas por comas. Sirven para filtrar.', edit: 'Editar', saved: 'Guardado', replace: 'Reemplazar archivo', replaced: 'Se lee el archivo nuevo', again: 'Leer de nuevo', stop: 'Detener',
    remove: 'Borrar', removeTitle: '¿Borrar «{{title}}»?', removeBody: 'Deja de encontrarse enseguida, y se borran su archivo, su texto y todo lo que se calculó de él. No se puede deshacer.', removed: 'Documento borrado',
    facts: 'Datos', content: 'Lo que se busca', noContent: 'Todavía no hay nada que mostrar.', more: 'Ver más fragmentos', page: 'pág. {{page}}', piece: 'Fragmento {{position}}',
    results_one: '{{count, number}} fragmento encontrado', results_other: '{{count, number}} fragmentos encontrados', noResults: 'Nada coincide', noResultsBody: 'Prueba con otras palabras o quita los filtros.', whyTitle: 'Por qué se encontró',
    byWords: 'Palabras: n.º {{rank}} ({{score}})', byMeaning: 'Significado: n.º {{rank}} ({{score}})', notByWords: 'Palabras: ninguna', notByMeaning: 'Significado: lejano', fused: 'Juntos: {{score}}',
    wordsOnly: { not_ready: 'El índice de significado todavía se está preparando: estos resultados son solo por palabras.', failed: 'No se pudo comparar por significado: estos resultados son solo por palabras. Inténtalo de nuevo.' },
  },
}

export const en: typeof es = {
  knowledge: {
    problem: {
      stopped: 'It was stopped before it ended. Nothing is lost; it goes on where it was',
      unknown_kind: 'This kind of file cannot be read. Use PDF, Word (.docx), text, Markdown, HTML or CSV', old_word: 'This is an old Word file (.doc). Open it in Word, save it as .docx and add it again', too_large: 'The file is too large (up to 50 MB). Split it or save it without pictures',
      too_many_pages: 'It has more than 3,000 pages. Split it into parts', too_much_text: 'It has too much text for one document. Split it into parts', binary: 'This is no text file, whatever its name says. Save it as text and add it again', empty: 'It has no text that could be searched. Check that it is the right file',
      broken_pdf: 'The PDF is damaged or incomplete. Download or export it once more and add it again', encrypted_pdf: 'The PDF asks for a password. Save a copy without one and add that', scanned_pdf: 'The PDF holds only pictures of pages, no text. Run it through text recognition (OCR) and add the result',
      broken_docx: 'The Word file is damaged. Open it in Word, save it once more and add it again', encrypted_docx: 'The Word file asks for a password. Save a copy without one and add that', broken_table: 'The table cannot be read. Save it as CSV once more and add it again',
      file_missing: 'The file is no longer in the data folder. Delete it from the list and add it again', unexpected: 'It could not be read because of an unexpected failure. The file is kept; try again', words_only: 'Searching it by meaning could not be prepared. It is found by its words; replace it by the same file to try again',
      document_not_found: 'That document no longer exists', still_reading: 'It is still being read. Wait until it ends or stop it', reading_ended: 'Reading it has ended already', nothing_to_repeat: 'It did not fail the last time',
    },
  },
  answer_cache: { problem: { hit_not_found: 'That hit is no longer there: those that nobody judged are deleted after 30 days' } },
  documents: {
    search: 'Search the documents', filters: 'Document filters', add: 'Add document', panel: 'Document', open: 'View',
    empty: 'No documents yet', emptyBody: 'Drop manuals, policies, prices or common questions here, or choose a file. The agent and the assistant answer with what they say and cite where it came from.',
    field: { title: 'Title', kind: 'Kind', state: 'State', chunks: 'Passages', language: 'Language', tags: 'Tags', bytes: 'Size', updatedAt: 'Updated', fileName: 'File', pages: 'Pages', ownTitle: 'Title in the file' },
    kind: { text: 'Text', markdown: 'Markdown', html: 'Web page', csv: 'CSV table', docx: 'Word', pdf: 'PDF' }, language: { es: 'Spanish', en: 'English' },
    state: { waiting: 'Waiting', reading: 'Reading', indexing: 'Indexing', ready: 'Ready', failed: 'Could not be read', cancelled: 'Stopped' }, readyWords: 'Ready, words only',
    progress: '{{done}} of {{total}} passages', earlier: 'Meanwhile the former file is searched.',
    addTitle: 'Add documents', addBody: 'They are read on this machine, in the background. A file that is there already is recognised.', ways: 'Where it comes from', fromFile: 'Files', fromText: 'Paste text', formats: 'PDF, Word (.docx), text, Markdown, HTML or CSV, up to 50 MB each.', text: 'Text', asMarkdown: 'It has Markdown marks', textNeeded: 'Paste a text.', titleNeeded: 'Write a title.',
    outcome: { sending: 'Copying', added: 'Added', known: 'Already there', failed: 'Not added' }, tagsHint: 'Separated by commas. They are for filtering.', edit: 'Edit', saved: 'Saved', replace: 'Replace file', replaced: 'The new file is being read', again: 'Read again', stop: 'Stop',
    remove: 'Delete', removeTitle: 'Delete “{{title}}”?', removeBody: 'It is no longer found at once, and its file, its text and all that was computed from it are deleted. This cannot be undone.', removed: 'Document deleted',
    facts: 'Facts', content: 'What is searched', noContent: 'Nothing to show yet.', more: 'Show more passages', page: 'p. {{page}}', piece: 'Passage {{position}}',
    results_one: '{{count, number}} passage found', results_other: '{{count, number}} passages found', noResults: 'Nothing matches', noResultsBody: 'Try other words or clear the filters.', whyTitle: 'Why it was found',
    byWords: 'Words: no. {{rank}} ({{score}})', byMeaning: 'Meaning: no. {{rank}} ({{score}})', notByWords: 'Words: none', notByMeaning: 'Meaning: far', fused: 'Together: {{score}}',
    wordsOnly: { not_ready: 'The index of meaning is still being prepared: these results are by words alone.', failed: 'Meaning could not be compared: these results are by words alone. Try again.' },
  },
}
