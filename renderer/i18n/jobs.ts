export const es = {}

export const en: typeof es = {}
