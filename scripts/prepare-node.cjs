/** Loaded before anything else by the package's scripts. */
'use strict'
// An older Node cannot even read a .ts file, and would say so in words nobody understands.
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write(`Vocero needs Node 24, this is Node ${process.versions.node}. Run "npm ci" in its folder, which brings the right one, and then "npm start".\n`)
  process.exit(2)
}
// Keeps what V8 compiled, and the sources without their types: halves what starting from source costs.
require('node:module').enableCompileCache()
