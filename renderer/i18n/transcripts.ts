export const es = {}

export const en = {}
