import { done, type Outcome, refused } from './problem.ts'

/**
 * Reads a 统一社会信用代码 (GB 32100-2015): registering authority 1, kind 1, region 6, organization code 9 (GB 11714,
 * with a check of its own), check 1. Full-width characters, spaces and lower case are put right first.
 * Problems stand at `field`.
 */
export function readCreditCode(text: string, field: string): Outcome<string> {
  const code = text
    .normalize('NFKC')
    .replace(/[\s\u200B\uFEFF]/g, '')
    .toUpperCase()
  const places = [...code].map((character) => characters.indexOf(character))
  if (places.length !== 18 || places.includes(-1) || !/^.{2}\d{6}/.test(code)) {
    return refused({ code: 'credit-code-form', field })
  }
  const expected = creditCodeCheckCharacter(code.slice(0, 17))
  if (code.slice(17) !== expected) return refused({ code: 'credit-code-check', field, expected })
  return done(code)
}

/** The check character of the first seventeen characters (GB 32100-2015, weights are powers of 3 modulo 31). */
function creditCodeCheckCharacter(seventeen: string): string {
  let sum = 0
  let weight = 1
  for (const character of seventeen) {
    sum += characters.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return characters.charAt((31 - (sum % 31)) % 31)
}

/**
 * A whole credit code from its first eight characters (authority, kind, region) and the first eight of the
 * organization code, with both check characters (GB 11714 and GB 32100).
 */
export function creditCodeOf({ prefix, organization }: { prefix: string; organization: string }): string {
  const seventeen = prefix + organization + organizationCheckCharacter(organization)
  return seventeen + creditCodeCheckCharacter(seventeen)
}

/** GB 11714: 10 is X, 11 is 0. */
function organizationCheckCharacter(eight: string): string {
  const sum = organizationWeights.reduce(
    (total, weight, place) => total + weight * Number.parseInt(eight.charAt(place), 36),
    0,
  )
  return '0123456789X0'.charAt(11 - (sum % 11))
}

/** Thirty-one of the letters and digits: I, O, S, V and Z are left out. */
const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

const organizationWeights = [3, 7, 9, 10, 5, 8, 4, 2]
