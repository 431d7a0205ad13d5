export const es = {
  watched: {
    views: 'Vistas de las importaciones', viewImports: 'Importaciones', viewFolders: 'Carpetas vigiladas', intro: 'Los archivos que lleguen a una carpeta vigilada se importan y clasifican solos en cuanto dejan de crecer. El mismo contenido no se importa dos veces.', empty: 'Ninguna carpeta vigilada', add: 'Vigilar una carpeta', change: 'Cambiar la carpeta vigilada',
    path: 'Carpeta de esta máquina', pathHint: 'La ruta completa, como /home/ana/reuniones o C:\\Reuniones.', afterwards: 'Después de importar un archivo', after: { move: 'se mueve a «processed»', keep: 'se queda donde está' },
    afterHint: { move: 'Queda en la subcarpeta processed, así se ve qué falta.', keep: 'Se reconoce por su contenido y no se vuelve a importar.' }, watch: 'Vigilar {{path}}', on: 'Vigilando', off: 'En pausa', files_one: '{{count, number}} archivo importado', files_other: '{{count, number}} archivos importados', lastFile: 'último: {{file}}', lastLooked: 'mirada {{when}}',
    not_found: 'Esa carpeta ya no se vigila', path_not_absolute: 'Escribe la ruta completa, desde la raíz del disco', own_folder: 'Esa es la carpeta de datos de Vocero; elige otra', path_taken: 'Esa carpeta ya se vigila', folder_missing: 'La carpeta no existe o no está conectada. Se vuelve a mirar sola.', not_allowed: 'Vocero no tiene permiso: {{detail}}', unreadable: 'No se pudo leer: {{detail}}',
    lookNow: 'Mirar ahora', looked: 'Se miró {{path}}', nothingNew: 'No hay archivos nuevos', edit: 'Cambiar {{path}}', remove: 'Dejar de vigilar {{path}}', removeTitle: '¿Dejar de vigilar {{path}}?', removeBody: 'Lo importado se conserva y los archivos no se tocan.',
  },
}

export const en: typeof es = {
  watched: {
    views: 'Views of imports', viewImports: 'Imports', viewFolders: 'Watched folders', intro: 'Files that arrive in a watched folder are imported and classified by themselves as soon as they stop growing. The same content is not imported twice.', empty: 'No watched folder', add: 'Watch a folder', change: 'Change the watched folder',
    path: 'Folder on this machine', pathHint: 'The whole path, such as /home/ana/meetings or C:\\Meetings.', afterwards: 'After a file was imported', after: { move: 'it moves to “processed”', keep: 'it stays where it is' },
    afterHint: { move: 'It goes into the subfolder processed, so that what is left can be seen.', keep: 'It is known by its content and not imported again.' }, watch: 'Watch {{path}}', on: 'Watching', off: 'Paused', files_one: '{{count, number}} file imported', files_other: '{{count, number}} files imported', lastFile: 'last: {{file}}', lastLooked: 'looked at {{when}}',
    not_found: 'That folder is no longer watched', path_not_absolute: 'Write the whole path, from the root of the disk', own_folder: 'That is Vocero’s own data folder; choose another one', path_taken: 'That folder is watched already', folder_missing: 'The folder does not exist or is not connected. It is looked at again by itself.', not_allowed: 'Vocero is not allowed: {{detail}}', unreadable: 'It could not be read: {{detail}}',
    lookNow: 'Look now', looked: '{{path}} was looked at', nothingNew: 'No new files', edit: 'Change {{path}}', remove: 'Stop watching {{path}}', removeTitle: 'Stop watching {{path}}?', removeBody: 'What was imported stays and the files are not touched.',
  },
}
