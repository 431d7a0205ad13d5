/** Hands a file to the browser's (or the desktop shell's) download. */
export function downloadFile(content: Blob, fileName: string): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // The download reads the address after the click: it is given up on the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 0)
}
