/** What was typed, as a sentence may repeat it: at most forty characters, none that a terminal would obey. */
export function shown(text: string): string {
  const plain = [...text].map((letter) => (/\p{C}/u.test(letter) ? '?' : letter))
  return plain.length > 40 ? `${plain.slice(0, 40).join('')}…` : plain.join('')
}
