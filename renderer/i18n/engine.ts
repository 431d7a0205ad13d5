/** Sentences for the reasons the engine gives when it refuses something; see connection/problem.ts. */
export const es = {
  reasons: {
    batches: {
      not_found: 'Esa importación ya no existe', no_transcript_column: 'Falta indicar qué columna es la transcripción', column_missing: 'El archivo ya no tiene una de las columnas elegidas', not_running: 'La importación no está en curso',
      not_paused: 'La importación no está en pausa', ended: 'La importación ya terminó', being_removed: 'Ya se está eliminando', nothing_to_retry: 'No hay filas fallidas que reintentar',
    },
    transcripts: {
      not_found: 'Esa transcripción ya no existe', business_not_found: 'Ese negocio ya no existe', not_classified: 'Esta transcripción aún no está clasificada', unknown_enum: 'Esa etiqueta no está en la taxonomía', unknown_value: 'Ese valor no está en la taxonomía',
      view_not_found: 'Esa vista ya no existe', view_name_taken: 'Ya hay una vista con ese nombre', view_without_name: 'La vista necesita un nombre',
    },
    classification: {
      too_few_examples: 'Para entrenar faltan transcripciones corregidas: {{detail}} más', training_under_way: 'Ya hay un entrenamiento en curso', version_not_found: 'Esa versión del modelo ya no existe', other_taxonomy: 'Esa versión se entrenó con otra taxonomía',
    },
  },
}

export const en: typeof es = {
  reasons: {
    batches: {
      not_found: 'That import no longer exists', no_transcript_column: 'Choose which column is the transcript', column_missing: 'The file no longer has one of the chosen columns', not_running: 'The import is not running',
      not_paused: 'The import is not paused', ended: 'The import has already ended', being_removed: 'It is being removed already', nothing_to_retry: 'There are no failed rows to retry',
    },
    transcripts: {
      not_found: 'That transcript no longer exists', business_not_found: 'That business no longer exists', not_classified: 'This transcript is not classified yet', unknown_enum: 'That label is not in the taxonomy', unknown_value: 'That value is not in the taxonomy',
      view_not_found: 'That view no longer exists', view_name_taken: 'There is already a view with that name', view_without_name: 'The view needs a name',
    },
    classification: {
      too_few_examples: 'Training needs more corrected transcripts: {{detail}} more', training_under_way: 'A training is already under way', version_not_found: 'That version of the model no longer exists', other_taxonomy: 'That version was trained with another taxonomy',
    },
  },
}
