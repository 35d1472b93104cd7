import { z } from 'zod'
import { requiredChoice, requiredCount, requiredText, shaped, type Typed } from '../http/form.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { establishmentKindOrder } from './establishment-kind.ts'
import type { PlanLine } from './vacancy-plan.ts'
import { type WayIn, waysIn } from './vacancy-request.ts'

/** More lines than there are kinds and ways nobody needs; the form begins with a few of them. */
const mostLines = 40
const firstLines = 4

/** What a line of the plan is called on the form. */
export function planFields(at: number) {
  return { kind: `kind-${at}`, wayIn: `wayIn-${at}`, count: `count-${at}`, reason: `reason-${at}` }
}

/** How many lines the form shows: those with something in them, and some to fill in. */
export function shownLines(typed: Typed): number {
  let last = -1
  for (let at = 0; at < mostLines; at += 1) if (isFilled(typed, at)) last = at
  const asked = Number.parseInt(typed.lines ?? '', 10)
  const wanted = Number.isNaN(asked) ? firstLines : asked
  return Math.min(mostLines, Math.max(wanted, last + 2, firstLines))
}

/** The lines that were filled in; each wrong cell has its own problem. `field` is the count of the line. */
export function readPlanLines(
  typed: Typed,
  { least }: { least: number },
): Outcome<(PlanLine & { field: string })[]> {
  const lines: (PlanLine & { field: string })[] = []
  const problems: Problem[] = []
  for (let at = 0; at < mostLines; at += 1) {
    if (!isFilled(typed, at)) continue
    const fields = planFields(at)
    const read = shaped(
      {
        [fields.kind]: typed[fields.kind],
        [fields.wayIn]: typed[fields.wayIn],
        [fields.count]: typed[fields.count],
        [fields.reason]: typed[fields.reason],
      },
      z.object({
        [fields.kind]: requiredChoice(establishmentKindOrder),
        [fields.wayIn]: requiredChoice(Object.keys(waysIn) as WayIn[]),
        [fields.reason]: requiredText(300),
      }),
    )
    const count = shaped(typed, z.object({ [fields.count]: requiredCount({ least, most: 10_000 }) }))
    if (!read.done) problems.push(...read.problems)
    if (!count.done) problems.push(...count.problems)
    if (!read.done || !count.done) continue
    lines.push({
      establishmentKind: read.value[fields.kind] ?? '',
      wayIn: read.value[fields.wayIn] ?? '',
      count: count.value[fields.count] ?? 0,
      reason: read.value[fields.reason] ?? '',
      field: fields.count,
    })
  }
  return problems.length > 0 ? refused(...problems) : done(lines)
}

/** A form that begins with lines that are known. */
export function typedLines(lines: readonly PlanLine[]): Typed {
  return Object.fromEntries(
    lines.flatMap(({ establishmentKind, wayIn, count, reason }, at) => {
      const fields = planFields(at)
      return [
        [fields.kind, establishmentKind],
        [fields.wayIn, wayIn],
        [fields.count, String(count)],
        [fields.reason, reason],
      ]
    }),
  )
}

function isFilled(typed: Typed, at: number): boolean {
  return Object.values(planFields(at)).some((field) => (typed[field] ?? '').trim() !== '')
}

/** Where the count of a plan's line stands on the page that decides many of them. */
export function decidedField(
  organizationId: string,
  line: Pick<PlanLine, 'establishmentKind' | 'wayIn'>,
): string {
  return `approved-${organizationId}-${line.establishmentKind}-${line.wayIn}`
}

/** The tick that takes a unit into the decision. */
export function takenField(organizationId: string): string {
  return `take-${organizationId}`
}

/** Where the count that the office finds right stands. */
export function reviewedField(line: Pick<PlanLine, 'establishmentKind' | 'wayIn'>): string {
  return `reviewed-${line.establishmentKind}-${line.wayIn}`
}

/** Counts of lines that are known, each at its field: whole numbers, none below zero. */
export function readCounts<Line extends Pick<PlanLine, 'establishmentKind' | 'wayIn'>>(
  typed: Typed,
  lines: readonly Line[],
  fieldOf: (line: Line) => string,
): Outcome<(Pick<PlanLine, 'establishmentKind' | 'wayIn'> & { count: number; field: string })[]> {
  const problems: Problem[] = []
  const counts = lines.flatMap((line) => {
    const field = fieldOf(line)
    const read = shaped(typed, z.object({ [field]: requiredCount({ least: 0, most: 10_000 }) }))
    if (!read.done) problems.push(...read.problems)
    const { establishmentKind, wayIn } = line
    return read.done ? [{ establishmentKind, wayIn, count: read.value[field] ?? 0, field }] : []
  })
  return problems.length > 0 ? refused(...problems) : done(counts)
}
