/**
 * The same path in the folder beside the archive, when it points into the archive of a packed program. The engine lives
 * there: it is plain Node, and neither its threads nor SQLite can read inside Electron's archive.
 */
export function unpacked(path: string): string {
  return path.replace(/([\\/]app\.asar)(?=[\\/])/, '$1.unpacked')
}
