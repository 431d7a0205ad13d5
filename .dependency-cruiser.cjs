/**
 * The import rules of the house (docs/architecture.md, "Who may import whom").
 * A layer that reaches past its neighbours is refused here, so that the folder names keep telling the truth.
 */
const areas = 'calls|catalogue|classification|chat|assistant|knowledge|actions|ingest|files|sync|settings|samples'
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'renderer-only-contract', comment: 'The console knows the engine by its contract alone.', severity: 'error',
      from: { path: '^renderer/' }, to: { path: '^(engine|electron|db)/', pathNot: '^(engine/contract/|db/values\\.ts$)' } },
    { name: 'contract-is-a-leaf', comment: 'The contract crosses into the browser: schemas only.', severity: 'error',
      from: { path: '^engine/contract/', pathNot: '\\.test\\.ts$' },
      to: { path: '.', pathNot: '^(engine/contract/|db/values\\.ts$|node_modules/(zod|@orpc/contract)/)' } },
    { name: 'electron-is-thin', severity: 'error', from: { path: '^electron/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(engine|db|renderer)/', pathNot: '^engine/(start\\.ts|hosts/|contract/)' } },
    { name: 'engine-knows-no-electron', severity: 'error', from: { path: '^(engine|db)/' }, to: { path: '^(electron/|renderer/|node_modules/electron/)' } },
    { name: 'db-is-the-floor', comment: 'Nothing of the database layer knows what is built on it.', severity: 'error',
      from: { path: '^db/' }, to: { path: '^(engine|electron|renderer)/' } },
    { name: 'values-import-nothing', severity: 'error', from: { path: '^db/values\\.ts$' }, to: { path: '.' } },
    { name: 'work-is-pure', comment: 'Work runs in threads and never sees a database.', severity: 'error',
      from: { path: '\\.work\\.ts$' }, to: { path: '^db/|node_modules/(better-sqlite3|drizzle-orm)/|\\.api\\.ts$|^engine/jobs/(queue|runner|lease)', pathNot: '^db/values\\.ts$', dependencyTypesNot: ['type-only'] } },
    { name: 'areas-keep-to-themselves', comment: 'One area uses what another area exports in its index.ts, never its insides.', severity: 'error',
      from: { path: `^engine/(${areas})/` }, to: { path: `^engine/(${areas})/`, pathNot: ['^engine/$1/', '/index\\.ts$', '^engine/knowledge/'] } },
    { name: 'areas-do-not-drive-jobs', comment: 'Areas declare jobs and enqueue them; only start.ts runs the runner.', severity: 'error',
      from: { path: `^engine/(${areas})/`, pathNot: '\\.test\\.ts$' }, to: { path: '^engine/(hosts|start)' } },
    { name: 'hosts-serve', severity: 'error', from: { path: '^engine/hosts/', pathNot: '(\\.test\\.ts$|^engine/hosts/cli/)' },
      to: { path: `^(engine/(${areas}|jobs|llm)/|db/)`, pathNot: '^db/values\\.ts$' } },
    { name: 'product-without-tests', comment: 'Nothing shipped may lean on tests, benches or scripts.', severity: 'error',
      from: { path: '^(engine|db|electron|renderer)/', pathNot: '\\.test\\.tsx?$' }, to: { path: '^(tests|bench|scripts)/' } },
    { name: 'no-dev-dependency-in-product', severity: 'error', from: { path: '^(engine|db)/', pathNot: '\\.test\\.ts$' }, to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|node_modules/\\.)' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
}
