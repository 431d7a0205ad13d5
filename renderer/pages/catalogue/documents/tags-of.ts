/** Tags as a person writes them, with commas between. */
export const tagsOf = (text: string): string[] => [...new Set(text.split(',').map(tag => tag.trim().slice(0, 60)).filter(tag => tag !== ''))].slice(0, 20)
