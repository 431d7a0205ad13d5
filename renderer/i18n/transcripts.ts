export const es = {
  table: {
    columns: 'Columnas', moveUp: 'Mover {{column}} hacia la izquierda', moveDown: 'Mover {{column}} hacia la derecha',
    narrower: 'Hacer {{column}} más angosta', wider: 'Hacer {{column}} más ancha', fit: 'Ajustar {{column}} al contenido', reset: 'Volver a las columnas iniciales',
    selectLoaded: 'Seleccionar las filas cargadas', selectRow: 'Seleccionar la fila',
    failed: 'No se pudo leer la lista', failedBody: 'Tus datos están a salvo. Inténtalo otra vez.', retry: 'Reintentar',
  },
  transcripts: {
    count_one: '{{number}} transcripción', count_other: '{{number}} transcripciones',
    field: {
      clientName: 'Cliente', clientEmail: 'Correo', clientPhone: 'Teléfono', metOn: 'Fecha', seller: 'Vendedor', closed: 'Resultado', sentiment: 'Sentimiento',
      confidence: 'Confianza', summary: 'Resumen', excerpt: 'Comienzo del texto', corrected: 'Corregida', taxonomyVersion: 'Taxonomía', rowNumber: 'Fila', transcript: 'Transcripción',
    },
    sentiment: { positive: 'Positivo', neutral: 'Neutral', negative: 'Negativo' },
    outcome: { won: 'Ganada', notWon: 'No ganada' },
    stage: { zero_shot: 'pistas', trained: 'modelo', prior: 'frecuencia', detected: 'detectado', person: 'Persona', llm: 'modelo de lenguaje' },
    source: { offline: 'Clasificada sin conexión', llm: 'Clasificada por un modelo de lenguaje', person: 'Clasificada por una persona' },
    corrected: 'Corregida', notClassified: 'Sin clasificar', outdatedVersion: 'Versión {{version}}, anterior',
    noName: 'Sin nombre', analysis: 'Análisis', detail: 'Transcripción', openPage: 'Ver en página completa', backToList: 'Volver a la lista', previous: 'Anterior de la lista', next: 'Siguiente de la lista', positionOf: '{{position}} de {{total}}',
    labels: 'Etiquetas', signals: 'Señales encontradas', signalsAbsent: 'Sin indicios: {{signals}}', keyTopics: 'Temas clave', actionItems: 'Compromisos', tone: 'Tono: {{tone}}',
    noEvidence: 'Sin evidencia en el texto: se muestra el valor más frecuente', quoteOf: 'Cita de {{labels}}: {{quote}}',
    taxonomyVersion: 'taxonomía {{version}}', modelVersion: 'modelo {{version}}', noModel: 'sin modelo entrenado',
    failedToClassify: 'No se pudo clasificar: {{error}}', waiting: 'Todavía no está clasificada. El resultado aparecerá aquí en cuanto esté listo.',
    opinion: {
      offline: 'Sin conexión', llm: 'Modelo de lenguaje', differs: '{{who}}: {{value}} ({{confidence}})', promptVersion: 'prompt {{version}}', uncalibrated: 'La confianza es la que dice el modelo: todavía hay pocas correcciones para medirla.',
      cut: 'El texto era largo: el modelo no vio {{number}} caracteres del medio.', fellBack: 'Se pidió un modelo de lenguaje y no respondió ({{when}}): {{reason}}. Vale el resultado sin conexión.', switchedOff: 'se apagó antes de preguntarle', jobFailed: 'su tarea falló',
    },
    noMatch: 'Ninguna transcripción coincide', noMatchBody: 'Quita algún filtro o cambia el texto buscado.',
    filter: {
      text: 'Buscar en nombres y textos', add: 'Filtrar', remove: 'Quitar el filtro {{label}}', batch: 'Importación', from: 'Desde', to: 'Hasta', signals: 'Señal encontrada', below: 'Menos de {{share}}',
      closed: 'Resultado', closedYes: 'Ganada', closedNo: 'No ganada', corrected: 'Corrección', correctedYes: 'Corregidas por una persona', correctedNo: 'Sin corregir',
      classified: 'Clasificación', classifiedYes: 'Clasificadas', classifiedNo: 'Sin clasificar', outdated: 'Taxonomía', outdatedYes: 'De una versión anterior', outdatedNo: 'De la versión actual',
      sources: 'Quién clasificó', disagree: 'Desacuerdo', disagreeYes: 'Con desacuerdo por resolver', disagreeNo: 'Sin desacuerdo', fellBack: 'Modelo', fellBackYes: 'No respondió', fellBackNo: 'Respondió o no se le preguntó',
      group: { meeting: 'Reunión', result: 'Análisis', labels: 'Etiquetas' },
    },
    views: {
      title: 'Vistas', none: 'No hay vistas guardadas', changed: 'con cambios', saveAs: 'Guardar vista como…', update: 'Actualizar “{{name}}”', reset: 'Descartar los cambios', renameTitle: 'Cambiar el nombre de la vista',
      removeTitle: '¿Eliminar la vista “{{name}}”?', removeBody: 'Se elimina solo la vista; las transcripciones no cambian.',
    },
    export: { csv: 'Exportar lo que se ve (CSV)', json: 'Exportar lo que se ve (JSON)', running: 'Exportando… {{size}}', done: 'Archivo exportado', fileName: 'transcripciones' },
    reclassify: {
      action: 'Volver a clasificar lo que se ve…', title_one: '¿Volver a clasificar {{count}} transcripción?', title_other: '¿Volver a clasificar {{count}} transcripciones?',
      body: 'Las etiquetas corregidas por una persona no se tocan. El trabajo sigue en segundo plano y se puede cancelar en Tareas.', confirm: 'Volver a clasificar',
      started_one: 'Clasificando {{count}} transcripción', started_other: 'Clasificando {{count}} transcripciones',
    },
    correction: {
      change: '{{label}}: {{value}}. Corregir', pick: 'Elegir {{label}}', was: 'Corregida por una persona; era {{value}}', confirmed: 'Confirmada por una persona', takeBack: 'Deshacer la corrección', takeBackTo: 'Deshacer la corrección: volver a {{value}}',
      undo: 'Deshacer (Z)', undone: 'Corrección deshecha',
    },
  },
  dashboards: {
    total: 'Transcripciones', classified: 'Clasificadas', corrected: 'Corregidas', closingRate: 'Tasa de cierre', closingRateOf: '{{won}} de {{known}} con resultado',
    bySeller: 'Cierre por vendedor', byMonth: 'Cierre por mes', sentimentByMonth: 'Sentimiento por mes', cross: 'Cruce de etiquetas', crossRow: 'Filas', crossColumn: 'Columnas',
    value: 'Valor', count: 'Cantidad', share: 'Parte', known: 'Con resultado', won: 'Ganadas', month: 'Mes',
    bar: '{{label}}: {{count}} ({{share}}), cierre {{rate}}', cell: '{{row}} y {{column}}: {{count}}', monthBar: '{{month}}: cierre {{rate}}, {{won}} de {{known}}', segment: '{{month}}, {{sentiment}}: {{count}}',
    empty: 'No hay nada que mostrar con este filtro', emptyBody: 'Cambia el filtro o importa transcripciones.', noMonths: 'Ninguna transcripción con fecha', noSellers: 'Ninguna transcripción con vendedor', showAll: 'Ver los {{count}}', showFewer: 'Ver menos',
  },
}

export const en: typeof es = {
  table: {
    columns: 'Columns', moveUp: 'Move {{column}} to the left', moveDown: 'Move {{column}} to the right',
    narrower: 'Make {{column}} narrower', wider: 'Make {{column}} wider', fit: 'Fit {{column}} to its content', reset: 'Back to the first columns',
    selectLoaded: 'Select the loaded rows', selectRow: 'Select the row',
    failed: 'The list could not be read', failedBody: 'Your data is safe. Try again.', retry: 'Try again',
  },
  transcripts: {
    count_one: '{{number}} transcript', count_other: '{{number}} transcripts',
    field: {
      clientName: 'Client', clientEmail: 'E-mail', clientPhone: 'Phone', metOn: 'Date', seller: 'Seller', closed: 'Outcome', sentiment: 'Sentiment',
      confidence: 'Confidence', summary: 'Summary', excerpt: 'Start of the text', corrected: 'Corrected', taxonomyVersion: 'Taxonomy', rowNumber: 'Row', transcript: 'Transcript',
    },
    sentiment: { positive: 'Positive', neutral: 'Neutral', negative: 'Negative' },
    outcome: { won: 'Won', notWon: 'Not won' },
    stage: { zero_shot: 'cues', trained: 'model', prior: 'base rate', detected: 'detected', person: 'Person', llm: 'language model' },
    source: { offline: 'Classified offline', llm: 'Classified by a language model', person: 'Classified by a person' },
    corrected: 'Corrected', notClassified: 'Not classified', outdatedVersion: 'Version {{version}}, older',
    noName: 'No name', analysis: 'Analysis', detail: 'Transcript', openPage: 'Open as a full page', backToList: 'Back to the list', previous: 'Previous in the list', next: 'Next in the list', positionOf: '{{position}} of {{total}}',
    labels: 'Labels', signals: 'Signals found', signalsAbsent: 'No indicators: {{signals}}', keyTopics: 'Key topics', actionItems: 'Action items', tone: 'Tone: {{tone}}',
    noEvidence: 'No evidence in the text: the most frequent value is shown', quoteOf: 'Quote for {{labels}}: {{quote}}',
    taxonomyVersion: 'taxonomy {{version}}', modelVersion: 'model {{version}}', noModel: 'no trained model',
    failedToClassify: 'Could not be classified: {{error}}', waiting: 'Not classified yet. The result will appear here as soon as it is ready.',
    opinion: {
      offline: 'Offline', llm: 'Language model', differs: '{{who}}: {{value}} ({{confidence}})', promptVersion: 'prompt {{version}}', uncalibrated: 'The confidence is the model’s own word: there are too few corrections to measure it yet.',
      cut: 'The text was long: the model did not see {{number}} characters of its middle.', fellBack: 'A language model was asked for and did not answer ({{when}}): {{reason}}. The offline result stands.', switchedOff: 'it was switched off before it was asked', jobFailed: 'its job failed',
    },
    noMatch: 'No transcript matches', noMatchBody: 'Remove a filter or change the text searched for.',
    filter: {
      text: 'Search names and texts', add: 'Filter', remove: 'Remove the filter {{label}}', batch: 'Import', from: 'From', to: 'To', signals: 'Signal found', below: 'Below {{share}}',
      closed: 'Outcome', closedYes: 'Won', closedNo: 'Not won', corrected: 'Correction', correctedYes: 'Corrected by a person', correctedNo: 'Not corrected',
      classified: 'Classification', classifiedYes: 'Classified', classifiedNo: 'Not classified', outdated: 'Taxonomy', outdatedYes: 'Of an older version', outdatedNo: 'Of the current version',
      sources: 'Who classified', disagree: 'Disagreement', disagreeYes: 'With a disagreement to settle', disagreeNo: 'Without one', fellBack: 'Model', fellBackYes: 'Did not answer', fellBackNo: 'Answered or was not asked',
      group: { meeting: 'Meeting', result: 'Analysis', labels: 'Labels' },
    },
    views: {
      title: 'Views', none: 'No saved views', changed: 'changed', saveAs: 'Save view as…', update: 'Update “{{name}}”', reset: 'Discard the changes', renameTitle: 'Rename the view',
      removeTitle: 'Remove the view “{{name}}”?', removeBody: 'Only the view is removed; the transcripts do not change.',
    },
    export: { csv: 'Export what is shown (CSV)', json: 'Export what is shown (JSON)', running: 'Exporting… {{size}}', done: 'File exported', fileName: 'transcripts' },
    reclassify: {
      action: 'Classify what is shown again…', title_one: 'Classify {{count}} transcript again?', title_other: 'Classify {{count}} transcripts again?',
      body: 'Labels corrected by a person are not touched. The work goes on in the background and can be cancelled in Jobs.', confirm: 'Classify again',
      started_one: 'Classifying {{count}} transcript', started_other: 'Classifying {{count}} transcripts',
    },
    correction: {
      change: '{{label}}: {{value}}. Correct it', pick: 'Choose {{label}}', was: 'Corrected by a person; was {{value}}', confirmed: 'Confirmed by a person', takeBack: 'Take the correction back', takeBackTo: 'Take the correction back to {{value}}',
      undo: 'Undo (Z)', undone: 'Correction taken back',
    },
  },
  dashboards: {
    total: 'Transcripts', classified: 'Classified', corrected: 'Corrected', closingRate: 'Closing rate', closingRateOf: '{{won}} of {{known}} with an outcome',
    bySeller: 'Closing by seller', byMonth: 'Closing by month', sentimentByMonth: 'Sentiment by month', cross: 'Labels against each other', crossRow: 'Rows', crossColumn: 'Columns',
    value: 'Value', count: 'Count', share: 'Share', known: 'With an outcome', won: 'Won', month: 'Month',
    bar: '{{label}}: {{count}} ({{share}}), closing {{rate}}', cell: '{{row}} and {{column}}: {{count}}', monthBar: '{{month}}: closing {{rate}}, {{won}} of {{known}}', segment: '{{month}}, {{sentiment}}: {{count}}',
    empty: 'Nothing to show with this filter', emptyBody: 'Change the filter or import transcripts.', noMonths: 'No transcript has a date', noSellers: 'No transcript has a seller', showAll: 'Show all {{count}}', showFewer: 'Show fewer',
  },
}
