import { z } from 'zod'
import {
  requiredAmount,
  requiredChoice,
  requiredDate,
  requiredText,
  shaped,
  type Typed,
} from '../http/form.ts'
import type { Money } from '../kernel/money.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { documentShape } from '../organization/document-form.ts'
import { isEconomicItem, isFunctionItem } from './account-code.ts'
import { documentKinds } from './budget-adjustment.ts'

/** How many lines the form offers; a longer paper is entered in parts. */
export const formLines = 8

export const adjustmentShape = z.object({
  kind: requiredChoice(documentKinds),
  effectiveOn: requiredDate(),
  reason: requiredText(500),
  ...documentShape,
})

export type AdjustmentFormLine = {
  field: string
  projectCode: string
  functionCode: string
  economicCode: string
  amount: Money
}

/** Field names of the line with this number, from 0. */
export function lineFields(at: number) {
  return {
    project: `project-${at}`,
    function: `function-${at}`,
    economic: `economic-${at}`,
    amount: `amount-${at}`,
  }
}

/** The lines that were filled in; each wrong cell has its own problem. At least one line must be there. */
export function readLines(typed: Typed): Outcome<AdjustmentFormLine[]> {
  const lines: AdjustmentFormLine[] = []
  const problems: Problem[] = []
  for (let at = 0; at < formLines; at += 1) {
    const fields = lineFields(at)
    if (Object.values(fields).every((field) => (typed[field] ?? '').trim() === '')) continue
    const read = shaped(
      typed,
      z.object({
        [fields.project]: requiredText(21),
        [fields.function]: requiredText(7),
        [fields.economic]: requiredText(5),
      }),
    )
    const amount = shaped(typed, z.object({ [fields.amount]: requiredAmount() }))
    if (!read.done) problems.push(...read.problems)
    if (!amount.done) problems.push(...amount.problems)
    if (!read.done || !amount.done) continue
    const line = {
      field: fields.amount,
      projectCode: read.value[fields.project] ?? '',
      functionCode: read.value[fields.function] ?? '',
      economicCode: read.value[fields.economic] ?? '',
      amount: amount.value[fields.amount],
    }
    problems.push(...codeProblems(line, fields))
    if (line.amount !== undefined) lines.push({ ...line, amount: line.amount })
  }
  if (problems.length > 0) return refused(...problems)
  if (lines.length === 0) return refused({ code: 'required', field: lineFields(0).project })
  return done(lines)
}

function codeProblems(
  { functionCode, economicCode }: { functionCode: string; economicCode: string },
  fields: ReturnType<typeof lineFields>,
): Problem[] {
  return [
    ...(isFunctionItem(functionCode)
      ? []
      : [{ code: 'not-found' as const, field: fields.function, sought: functionCode }]),
    ...(isEconomicItem(economicCode)
      ? []
      : [{ code: 'not-found' as const, field: fields.economic, sought: economicCode }]),
  ]
}
