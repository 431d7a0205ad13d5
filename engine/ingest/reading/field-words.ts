/** By which headers a column is known, in Spanish and English, as `normalise` spells them. */
export interface FieldWords {
  /** Whole headers. */
  readonly names: readonly string[]
  /** Words that tell the field when the header has others besides. */
  readonly words: readonly string[]
  /** Words with which the header speaks of something else. */
  readonly unless?: readonly string[]
}
