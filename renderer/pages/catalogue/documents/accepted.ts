/** Endings of the files that can be read as documents, as a file picker wants them. */
export const accepted = '.pdf,.docx,.md,.markdown,.txt,.text,.html,.htm,.xhtml,.csv,.tsv'
