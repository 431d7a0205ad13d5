export const es = {
  taxonomy: {
    intro: 'Las etiquetas, sus valores y lo que habla por cada uno. Una versión en servicio no se cambia: se abre como borrador, se edita y se publica como versión nueva.', versions: 'Versiones', drafts: 'Borradores', version: 'Versión {{version}}', author: { program: 'del programa', operator: 'propia' }, size: '{{enums}} etiquetas, {{values}} valores',
    draftWithout: 'Borrador sin nombre', draftOf: 'sobre la versión {{version}}, {{date}}', edit: 'Editar', openAsDraft: 'Abrir como borrador', activate: 'Poner en servicio', activateTitle: '¿Volver a la versión {{version}}?', activated: 'Versión {{version}} en servicio',
    publish: 'Publicar', publishTitle: '¿Publicar el borrador sin probarlo antes?', publishBody: 'Lo que se clasifique desde ahora la sigue. Los resultados anteriores quedan marcados como de una versión anterior y se pueden volver a clasificar.', published: 'Versión {{version}} publicada y en servicio',
    tryFirst: 'Ver qué cambiaría', faultsFirst: 'Corrige antes las fallas', faults_one: '{{count, number}} falla', faults_other: '{{count, number}} fallas', noFaults: 'Sin fallas', undo: 'Deshacer', remove: 'Eliminar el borrador', removeTitle: '¿Eliminar el borrador?', removeBody: 'Sus cambios se pierden. La versión en servicio no se toca.',
    note: 'Nota del borrador', notePlaceholder: 'Qué cambia y por qué', backToVersions: 'Volver a las versiones', draftGone: 'Ese borrador ya no existe', draftGoneBody: 'Puede que se haya publicado o eliminado.',
    saved: 'Guardado', saving: 'Guardando…', notSaved: 'Sin guardar; sigue aquí', unreadable: 'El texto no es un JSON con etiquetas y señales. Corrígelo en JSON.',
    views: 'Vistas del borrador', view: { form: 'Etiquetas', changes: 'Cambios sobre la versión {{version}}', raw: 'JSON' }, rawHint: 'Todo el borrador, también lo que los formularios no muestran: cantidades, marcos y frecuencias por idioma.',
    enums: 'Etiquetas', signals: 'Señales', values: 'Valores', add: { enums: 'Agregar una etiqueta', signals: 'Agregar una señal', values: 'Agregar un valor' }, moveUp: 'Subir', moveDown: 'Bajar', takeOut: 'Quitar {{name}}', nothingChosen: 'Agrega una etiqueta o una señal.',
    enumName: 'Nombre de la etiqueta', signalName: 'Nombre de la señal', valueName: 'Valor', nameHint: 'Como se guarda: minúsculas, cifras y guion bajo.', label: 'Texto', description: 'Descripción', inLanguage: '{{label}} en {{language}}', language: { es: 'español', en: 'inglés' },
    prior: 'Frecuencia (%)', priorHint: 'Cuán común es donde el texto no dice nada.', priorFault: 'Un porcentaje entre 0 y 100.', priorSum: 'Las frecuencias suman {{sum}}', scalePriors: 'Ajustar para que sumen 100 %',
    cuesIn: 'Pistas en {{language}} ({{count, number}})', cuesHint: 'Una por línea; (a|b) es una elección, (a)? puede faltar, ... salta hasta siete palabras. Entre corchetes al final: el peso, - si habla en contra y * si vale en cualquier parte, como en “no nos interesa [2 -]”. =employees 10..50 [2] es una cantidad.',
    cueUnread: 'Línea {{line}}: no se entiende', cueFault: 'Línea {{line}}: {{fault}}',
    fault: {
      empty: 'No puede quedar vacío', tooLong: 'Como máximo {{most}} caracteres', tooLow: 'Tiene que ser mayor que {{least}}', tooHigh: 'Como máximo {{most}}', name: 'Solo minúsculas, cifras y guion bajo', missing: 'Falta', type: 'No es del tipo esperado ({{wanted}})',
      priors: 'Las frecuencias suman {{sum}}, no 100 %', languagePriors: 'Las frecuencias para {{language}} suman {{sum}}, no 100 %', repeatedValue: 'Un valor está repetido', repeatedName: 'Un nombre se usa dos veces entre etiquetas y señales', quantity: 'La cantidad {{quantity}} no existe',
      parentheses: 'Una pista tiene un paréntesis sin cerrar', noWords: 'Una pista tiene una parte sin palabras', spellings: 'Una pista tiene más de {{most}} variantes', json: 'El texto no es JSON: {{message}}',
    },
    change: {
      none: 'El borrador es igual a la versión {{version}}.', kind: { added: 'Nuevo', removed: 'Quitado', renamed: 'Otro nombre', changed: 'Cambiado' }, own: 'Cambian sus textos o sus ajustes.', reordered: 'Cambia el orden de sus valores.', rest: 'También cambian el nombre, las cantidades u otras partes: mira JSON.',
      part: { label: 'texto: {{before}} → {{after}}', description: 'descripción', prior: 'frecuencia {{before}} → {{after}}', cues: 'pistas: {{added}} nuevas, {{removed}} quitadas', other: 'otros ajustes' },
    },
  },
}

export const en: typeof es = {
  taxonomy: {
    intro: 'The labels, their values and what speaks for each. A version in service is not changed: it is opened as a draft, edited and published as a new version.', versions: 'Versions', drafts: 'Drafts', version: 'Version {{version}}', author: { program: 'the program’s', operator: 'your own' }, size: '{{enums}} labels, {{values}} values',
    draftWithout: 'Draft without a note', draftOf: 'on version {{version}}, {{date}}', edit: 'Edit', openAsDraft: 'Open as a draft', activate: 'Put into service', activateTitle: 'Go back to version {{version}}?', activated: 'Version {{version}} in service',
    publish: 'Publish', publishTitle: 'Publish the draft without trying it first?', publishBody: 'What is classified from now on follows it. Earlier results are marked as of an older version and can be classified again.', published: 'Version {{version}} published and in service',
    tryFirst: 'See what would change', faultsFirst: 'Put the faults right first', faults_one: '{{count, number}} fault', faults_other: '{{count, number}} faults', noFaults: 'No faults', undo: 'Undo', remove: 'Remove the draft', removeTitle: 'Remove the draft?', removeBody: 'Its changes are lost. The version in service is not touched.',
    note: 'Note of the draft', notePlaceholder: 'What changes and why', backToVersions: 'Back to the versions', draftGone: 'That draft no longer exists', draftGoneBody: 'It may have been published or removed.',
    saved: 'Saved', saving: 'Saving…', notSaved: 'Not saved; it is still here', unreadable: 'The text is no JSON with labels and signals. Put it right under JSON.',
    views: 'Views of the draft', view: { form: 'Labels', changes: 'Changes against version {{version}}', raw: 'JSON' }, rawHint: 'The whole draft, also what the forms do not show: amounts, frames and frequencies by language.',
    enums: 'Labels', signals: 'Signals', values: 'Values', add: { enums: 'Add a label', signals: 'Add a signal', values: 'Add a value' }, moveUp: 'Move up', moveDown: 'Move down', takeOut: 'Take out {{name}}', nothingChosen: 'Add a label or a signal.',
    enumName: 'Name of the label', signalName: 'Name of the signal', valueName: 'Value', nameHint: 'As it is kept: small letters, digits and underscores.', label: 'Text', description: 'Description', inLanguage: '{{label}} in {{language}}', language: { es: 'Spanish', en: 'English' },
    prior: 'Frequency (%)', priorHint: 'How common it is where the text says nothing.', priorFault: 'A percentage from 0 to 100.', priorSum: 'The frequencies add up to {{sum}}', scalePriors: 'Make them add up to 100 %',
    cuesIn: 'Cues in {{language}} ({{count, number}})', cuesHint: 'One a line; (a|b) is a choice, (a)? may be left out, ... skips up to seven words. In brackets at the end: the weight, - where it speaks against and * where it counts anywhere, as in “not interested [2 -]”. =employees 10..50 [2] is an amount.',
    cueUnread: 'Line {{line}}: not understood', cueFault: 'Line {{line}}: {{fault}}',
    fault: {
      empty: 'It cannot be empty', tooLong: 'At most {{most}} characters', tooLow: 'It has to be more than {{least}}', tooHigh: 'At most {{most}}', name: 'Small letters, digits and underscores only', missing: 'It is missing', type: 'It is not of the type expected ({{wanted}})',
      priors: 'The frequencies add up to {{sum}}, not 100 %', languagePriors: 'The frequencies for {{language}} add up to {{sum}}, not 100 %', repeatedValue: 'A value is repeated', repeatedName: 'A name is used twice among labels and signals', quantity: 'There is no quantity {{quantity}}',
      parentheses: 'A cue has a parenthesis that is not closed', noWords: 'A cue has a part without words', spellings: 'A cue has more than {{most}} spellings', json: 'The text is no JSON: {{message}}',
    },
    change: {
      none: 'The draft is the same as version {{version}}.', kind: { added: 'New', removed: 'Taken out', renamed: 'Renamed', changed: 'Changed' }, own: 'Its words or settings change.', reordered: 'The order of its values changes.', rest: 'The name, the amounts or other parts change too: look at JSON.',
      part: { label: 'text: {{before}} → {{after}}', description: 'description', prior: 'frequency {{before}} → {{after}}', cues: 'cues: {{added}} new, {{removed}} taken out', other: 'other settings' },
    },
  },
}
