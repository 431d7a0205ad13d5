/** What is chosen before a campaign starts, in order. */
export const setupSteps = ['debtors', 'policy', 'script', 'limits', 'review'] as const
export type SetupStep = (typeof setupSteps)[number]
