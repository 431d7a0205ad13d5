export const es = {
  table: {
    columns: 'Columnas',
    moveUp: 'Mover {{column}} hacia la izquierda',
    moveDown: 'Mover {{column}} hacia la derecha',
    selectLoaded: 'Seleccionar las filas cargadas',
    selectRow: 'Seleccionar la fila',
    failed: 'No se pudo leer la lista',
    failedBody: 'Tus datos están a salvo. Inténtalo otra vez.',
    retry: 'Reintentar',
  },
}

export const en = {
  table: {
    columns: 'Columns',
    moveUp: 'Move {{column}} to the left',
    moveDown: 'Move {{column}} to the right',
    selectLoaded: 'Select the loaded rows',
    selectRow: 'Select the row',
    failed: 'The list could not be read',
    failedBody: 'Your data is safe. Try again.',
    retry: 'Try again',
  },
}
