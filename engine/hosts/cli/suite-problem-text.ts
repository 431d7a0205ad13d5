import type { SuiteProblem } from '../../contract/chat-bench.ts'

/** What the console shows in the person's language, as lines of a terminal; {so} are the problem's values. */
const texts: Readonly<Record<string, string>> = {
  yaml_indent: 'the indentation does not fit the lines above',
  yaml_tab: 'indent with spaces, not with tabs',
  yaml_duplicate: 'this key was there before',
  yaml_unclosed: 'something before this is not closed: a quote, a bracket, or a colon is missing',
  yaml_documents: 'a file holds one list of conversations; take out the line of ---',
  yaml_alias: 'references (& and *) cannot be used',
  yaml_unexpected: 'this cannot be read: texts with : # @ or quotes need quotes around them, entries between { } need commas',
  unknown_key: 'nothing is called "{key}" here',
  not_one_of: '"{got}" is none of {known}',
  missing: '"{key}" is missing',
  cart: 'a cart is products with whole pieces: { P01: 2 }, or {} for an empty one',
  list_needed: '"{key}" must be a list: [ ... ]',
  text_needed: '"{key}" must be a text; put quotes around numbers',
  map_needed: 'entries with a name and a colon are needed here, such as "conversations:"',
  title: 'the title is a text, or { es: ..., en: ... }',
  empty: '"{key}" is empty',
  too_many: '"{key}" has more than {most} entries',
  too_long: '"{key}" is longer than {most} characters',
  same_name: 'the conversation of line {line} has this name too',
  not_understood: 'this is not understood',
}

export function suiteProblemText({ reason, values }: SuiteProblem): string {
  return (texts[reason] ?? reason).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
}
