import { z } from 'zod'
import { type IsoDate, parseDate } from '../kernel/dates.ts'
import { type Money, parseYuan } from '../kernel/money.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import type { Request } from './environment.ts'

/** What the person typed, as typed: the form is shown again with it. */
export type Typed = Record<string, string>

type WithoutField<P> = P extends { field: string } ? Omit<P, 'field'> : never
type FieldProblem = WithoutField<Problem>

/** Reads a posted form: the typed values always, and either the shaped value or the problems at their fields. */
export async function readForm<Shape extends z.ZodType>(
  c: Request,
  shape: Shape,
): Promise<{ typed: Typed; outcome: Outcome<z.output<Shape>> }> {
  const body = await bodyOf(c)
  const typed: Typed = {}
  for (const [name, value] of Object.entries(body)) if (typeof value === 'string') typed[name] = value
  return { typed, outcome: shaped(typed, shape) }
}

/** The posted form; empty when what was sent is none. */
export async function bodyOf(c: Request): Promise<Record<string, string | File>> {
  return c.req.parseBody().catch(() => ({}))
}

/** The same for a query or a row of a file. */
export function shaped<Shape extends z.ZodType>(typed: unknown, shape: Shape): Outcome<z.output<Shape>> {
  const result = shape.safeParse(typed)
  if (result.success) return done(result.data)
  return refused(...result.error.issues.map(problemOf))
}

/** A line of text, trimmed; `most` counts characters. */
export function requiredText(most: number) {
  return z
    .string()
    .optional()
    .transform((text, context) => {
      const value = text?.trim() ?? ''
      return value === '' ? problem(context, text, { code: 'required' }) : checkedText(context, value, most)
    })
}

/** The same, null when left empty. */
export function optionalText(most: number) {
  return z
    .string()
    .optional()
    .transform((text, context) => {
      const value = text?.trim() ?? ''
      return value === '' ? null : checkedText(context, value, most)
    })
}

/** 2026-3-1, 2026.3.1, 20260301, 2026年3月1日. */
export function requiredDate() {
  return z
    .string()
    .optional()
    .transform((text, context): IsoDate => {
      const value = text?.trim() ?? ''
      if (value === '') return problem(context, text, { code: 'required' })
      return parseDate(value) ?? problem(context, text, { code: 'not-a-date' })
    })
}

export function optionalDate() {
  return z
    .string()
    .optional()
    .transform((text, context): IsoDate | null => {
      const value = text?.trim() ?? ''
      if (value === '') return null
      return parseDate(value) ?? problem(context, text, { code: 'not-a-date' })
    })
}

/** Yuan, at most two decimals; 1,234.5 is read. */
export function requiredAmount() {
  return z
    .string()
    .optional()
    .transform((text, context): Money => {
      const value = text?.trim() ?? ''
      if (value === '') return problem(context, text, { code: 'required' })
      return parseYuan(value) ?? problem(context, text, { code: 'not-an-amount' })
    })
}

/** A whole number within bounds, both inclusive. */
export function requiredCount({ least, most }: { least: number; most: number }) {
  return z
    .string()
    .optional()
    .transform((text, context): number => {
      const value = text?.trim() ?? ''
      if (value === '') return problem(context, text, { code: 'required' })
      const count = /^-?\d{1,9}$/.test(value) ? Number.parseInt(value, 10) : Number.NaN
      return count >= least && count <= most
        ? count
        : problem(context, text, { code: 'not-a-number', least, most })
    })
}

/** A share above 0 and up to 100, at most two decimals, with or without the sign; answered as 12.50. */
export function requiredPercent() {
  return z
    .string()
    .optional()
    .transform((text, context): string => {
      const value = text?.trim().replace(/[%％]$/, '') ?? ''
      if (value === '') return problem(context, text, { code: 'required' })
      const [, whole = '', part = ''] = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(value) ?? []
      const hundredths = Number.parseInt(`${whole}${part.padEnd(2, '0')}`, 10)
      return whole !== '' && hundredths > 0 && hundredths <= 10_000
        ? `${Number.parseInt(whole, 10)}.${part.padEnd(2, '0')}`
        : problem(context, text, { code: 'not-a-percent' })
    })
}

export function requiredChoice<Choice extends string>(choices: readonly Choice[]) {
  return z
    .string()
    .optional()
    .transform((text, context): Choice => {
      if (text === undefined || text === '') return problem(context, text, { code: 'required' })
      const chosen = choices.find((choice) => choice === text)
      return chosen ?? problem(context, text, { code: 'not-a-choice' })
    })
}

/** The same, null when left empty. */
export function optionalChoice<Choice extends string>(choices: readonly Choice[]) {
  return z
    .string()
    .optional()
    .transform((text, context): Choice | null => {
      if (text === undefined || text === '') return null
      const chosen = choices.find((choice) => choice === text)
      return chosen ?? problem(context, text, { code: 'not-a-choice' })
    })
}

/** A record's id; the store says whether it is there. */
export function requiredId() {
  return z
    .string()
    .optional()
    .transform((text, context): string => {
      if (text === undefined || text === '') return problem(context, text, { code: 'required' })
      return isId(text) ? text : problem(context, text, { code: 'not-a-choice' })
    })
}

export function optionalId() {
  return z
    .string()
    .optional()
    .transform((text, context): string | null => {
      if (text === undefined || text === '') return null
      return isId(text) ? text : problem(context, text, { code: 'not-a-choice' })
    })
}

export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)
}

type Issuing = {
  issues: { push(issue: { code: 'custom'; input: unknown; params: { problem: FieldProblem } }): unknown }
}

/** Notes the problem and stops the transform. */
function problem(context: Issuing, input: unknown, found: FieldProblem): never {
  context.issues.push({ code: 'custom', input, params: { problem: found } })
  return z.NEVER
}

function checkedText(context: Issuing, value: string, most: number): string {
  // NUL cannot be stored, other control characters break prints and lists; line ends and tabs may stay.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value)) {
    return problem(context, value, { code: 'control-characters' })
  }
  return [...value].length > most ? problem(context, value, { code: 'too-long', most }) : value
}

function problemOf(issue: z.core.$ZodIssue): Problem {
  const field = issue.path.join('.')
  const found = issue.code === 'custom' ? (issue.params?.problem as FieldProblem | undefined) : undefined
  return { ...(found ?? { code: 'not-a-choice' }), field } as Problem
}

/** 意见 and which way on, as views/parts/signing-form.tsx asks for them. */
export function signingShape<Choice extends string>(ways: readonly Choice[]) {
  return z.object({ decision: requiredChoice(ways), words: optionalText(200) })
}
