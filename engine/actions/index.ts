export { openActions } from './area.ts'
export type { ActionsArea, ActionsNeeds } from './area.ts'
export type { ActionEvent } from './variables.ts'
