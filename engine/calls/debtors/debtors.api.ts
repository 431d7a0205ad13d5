import { importsApi, type ImportsApiNeeds } from './imports.api.ts'

/** All routes about debtors. */
export function debtorsApi(needs: ImportsApiNeeds) {
  return { ...importsApi(needs) }
}
