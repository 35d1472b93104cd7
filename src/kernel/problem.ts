/**
 * Something the person at the keyboard can put right. Everything else is a bug and throws.
 * `field` is the name of the form field the message stands at; views/messages.ts puts it into Chinese, and a
 * new code does not compile until it has a message there.
 */
export type Problem =
  | { code: 'required'; field: string }
  | { code: 'too-long'; field: string; most: number }
  | { code: 'not-a-date'; field: string }
  | { code: 'not-an-amount'; field: string }
  | { code: 'not-a-number'; field: string; least: number; most: number }
  | { code: 'not-a-percent'; field: string }
  | { code: 'not-a-choice'; field: string }
  /** what may stand there, the first of them; `near`: what may have been meant */
  | { code: 'not-among'; field: string; choices: readonly string[]; isWhole: boolean; near: string | null }
  | { code: 'not-found'; field: string; sought: string }
  | { code: 'control-characters'; field: string }
  | { code: 'identity-number-form'; field: string }
  | { code: 'identity-number-old'; field: string }
  | { code: 'identity-number-date'; field: string }
  | { code: 'identity-number-check'; field: string; expected: string }
  | { code: 'identity-number-taken'; field: string }
  | { code: 'credit-code-form'; field: string }
  | { code: 'credit-code-check'; field: string; expected: string }
  | { code: 'period-reversed'; field: string; from: string; to: string }
  | {
      code: 'no-vacancy'
      field: string
      on: string
      organizationName: string
      establishmentKind: string
      approved: number
      occupied: number
      reserved: number
      frozen: number
    }
  | {
      code: 'no-seat'
      field: string
      on: string
      organizationName: string
      rank: string
      position: string
      approved: number
      held: number
    }
  | {
      code: 'no-rank'
      field: string
      on: string
      organizationName: string
      fromLevel: string
      toLevel: string
      approved: number
      held: number
    }
  | {
      code: 'plan-over-limit'
      field: string
      establishmentKind: string
      planned: number
      limit: number
      vacancies: number
      retiring: number
      expected: number
    }
  | { code: 'beyond-plan'; field: string; year: number; planned: number; requested: number; count: number }
  | { code: 'already-assigned'; field: string; organizationName: string; from: string }
  | { code: 'not-assigned'; field: string; on: string }
  | { code: 'same-place'; field: string }
  | { code: 'kind-not-approved'; field: string; organizationName: string; establishmentKind: string }
  | { code: 'signed-twice'; field: string; step: string }
  | { code: 'not-your-step'; field: string; step: string; roleName: string }
  | { code: 'not-open-for-signature'; field: string; state: string }
  | { code: 'changed-meanwhile'; field: string }
  | {
      code: 'over-total'
      field: string
      on: string
      establishmentKind: string
      ceiling: number
      allocated: number
    }
  | { code: 'approved-below-zero'; field: string; on: string; approved: number }
  | { code: 'seats-below-zero'; field: string; on: string; approved: number }
  | {
      code: 'headcount-not-conserved'
      field: string
      establishmentKind: string
      before: number
      after: number
    }
  | { code: 'not-acknowledged'; field: string }
  | { code: 'several-found'; field: string; sought: string; names: string[] }
  | { code: 'reversed-already'; field: string }
  | { code: 'organization-code-taken'; field: string; sought: string }
  | { code: 'organization-name-taken'; field: string; sought: string }
  | { code: 'organization-not-there'; field: string; on: string }
  | { code: 'recorded-for-later'; field: string; on: string }
  | { code: 'below-itself'; field: string }
  | { code: 'nothing-changed'; field: string }
  | { code: 'override-not-given'; field: string; vacancies: number }
  | { code: 'day-passed'; field: string; today: string }
  | {
      code: 'still-has'
      field: string
      children: number
      approved: number
      occupied: number
      reserved: number
    }
  | { code: 'password-rule'; field: string; rule: 'short' | 'classes' | 'name' | 'known' | 'used-before' }
  | { code: 'repeat-differs'; field: string }
  | { code: 'account-form'; field: string }
  | { code: 'account-taken'; field: string; account: string }
  | { code: 'administrators-apart'; field: string; held: string; wanted: string }
  | { code: 'last-administrator'; field: string; role: string }
  | { code: 'too-often'; field: string; minutes: number }
  | { code: 'refused'; field: string; because: string }

export type Outcome<T> = { done: true; value: T } | { done: false; problems: Problem[] }

export function done<T>(value: T): Outcome<T> {
  return { done: true, value }
}

export function refused<T = never>(...problems: Problem[]): Outcome<T> {
  return { done: false, problems }
}

/** So many are named in a message; who wants them all looks at the form. */
const named = 8

/** A word of a file or a list that is none of those which may stand there. */
export function notAmong(field: string, typed: string, words: readonly string[]): Problem {
  const near = words.find((word) => word.includes(typed) || typed.includes(word)) ?? null
  return { code: 'not-among', field, choices: words.slice(0, named), isWhole: words.length <= named, near }
}
