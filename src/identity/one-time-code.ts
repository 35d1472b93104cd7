import { createHash, randomInt, timingSafeEqual } from 'node:crypto'

const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const length = 12
const triesOfOneCode = 10

/**
 * A code that only whoever sees the server's console knows. Ten wrong ones and another is printed; what was spent
 * opens nothing any more.
 */
export function oneTimeCode(print: (code: string) => void) {
  let code = drawn()
  let tries = 0
  print(code)
  return {
    matches(typed: string): boolean {
      if (sameText(typed.toUpperCase().replace(/[^A-Z0-9]/g, ''), code.replaceAll('-', ''))) return true
      tries += 1
      if (tries >= triesOfOneCode) {
        code = drawn()
        tries = 0
        print(code)
      }
      return false
    },
  }
}

export type OneTimeCode = ReturnType<typeof oneTimeCode>

/** 12 of 31 signs, about 59 bits, in groups of four as they are read out. */
function drawn(): string {
  const signs = Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
  return signs.replace(/(.{4})(?=.)/g, '$1-')
}

function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
