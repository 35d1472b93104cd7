import type { Db } from '../database/connection.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import { isId, type Typed } from '../http/form.ts'
import type { Acting } from '../kernel/acting.ts'
import type { Problem } from '../kernel/problem.ts'
import { mayBeSeen, visibleTo } from '../organization/scope.ts'
import { endedOfBatch } from './batch.store.ts'
import {
  type BatchRow,
  batchRows,
  checkFormer,
  type FormerMovement,
  isBatchColumn,
  mostBatchRows,
} from './batch-rows.ts'
import type { PlacedProblem } from './draft-batch.ts'
import type { MovementDraft } from './draft-movement.ts'
import { movementOf } from './movement.store.ts'
import { readMovementForm } from './movement-form.ts'
import { isMovementKind, movementRule } from './movement-kind.ts'

/** What was typed and pasted: common to all, and one row a person. */
export type ReadBatch = {
  rows: BatchRow[]
  /** one a row, when nothing is wrong */
  drafts: MovementDraft[]
  /** of the fields common to all */
  problems: Problem[]
  rowProblems: PlacedProblem[]
}

/** Each row is read like a form of its own; what is wrong in the common fields is said once. */
export async function readBatchForm(
  db: Db,
  cipher: PersonalCipher,
  acting: Acting,
  typed: Typed,
): Promise<ReadBatch> {
  const { rows, unknown } = batchRows(typed.people ?? '')
  const problems: Problem[] = []
  const rowProblems: PlacedProblem[] = []
  const drafts: MovementDraft[] = []
  const { kind = '' } = typed
  if (!isMovementKind(kind) || !movementRule(kind).registersPerson) {
    return { rows: [], drafts, problems: [{ code: 'not-a-choice', field: 'kind' }], rowProblems }
  }
  const because = unreadable({ rows, unknown })
  if (because !== null) {
    return { rows: [], drafts, problems: [{ code: 'refused', field: 'people', because }], rowProblems }
  }
  if (rows.length === 0) problems.push({ code: 'required', field: 'people' })
  const { people: _people, formerId: _formerId, ...common } = typed
  const formers = await formersOf(db, acting, typed.formerId ?? '')
  // Without a row the common fields are still read, so that all is said at once.
  const asked = rows.length === 0 ? [{ line: 0, typed: {}, problems: [] }] : rows
  for (const [place, row] of asked.entries()) {
    if (row.typed.formerNumber !== undefined) row.problems.push(...checkFormer(row, formers))
    const read = await readMovementForm(db, cipher, acting, { ...common, ...fieldsOfRow(row, formers) })
    const unread = new Set(row.problems.map((problem) => problem.field))
    const found = read.done ? [] : read.problems
    if (rows.length > 0) {
      const own = found.filter(({ field: at }) => isBatchColumn(at) && !unread.has(at))
      rowProblems.push(...[...row.problems, ...own].map((problem) => ({ place, problem })))
    }
    for (const problem of found) {
      const isCommon = !isBatchColumn(problem.field)
      if (isCommon && !problems.some((known) => known.field === problem.field)) problems.push(problem)
    }
    if (read.done && rows.length > 0) drafts.push(takingUp(read.value, formers))
  }
  return { rows, drafts, problems, rowProblems }
}

/** The movements of the returned list that is handed in again, as far as the user may see it. */
async function formersOf(db: Db, acting: Acting, formerId: string): Promise<FormerMovement[]> {
  const { regionCode, today } = acting
  const former = isId(formerId) ? await movementOf(db, regionCode, formerId) : null
  if (former === null) return []
  const visible = await visibleTo(db, acting, { regionCode, asOf: today, asKnownAt: null })
  const seen = former.toOrganizationId !== null && mayBeSeen(visible, former.toOrganizationId)
  return seen || former.recordedBy === acting.userId ? endedOfBatch(db, regionCode, former) : []
}

/** The fields of a row: of somebody who is registered, who it is and the movement that is taken up. */
function fieldsOfRow({ typed }: BatchRow, formers: readonly FormerMovement[]): Typed {
  const former = formers.find(({ number }) => number === typed.formerNumber)
  if (former === undefined) return typed
  const { otherUnit } = typed
  return {
    personId: former.personId,
    amendsId: former.id,
    ...(otherUnit === undefined ? {} : { otherUnit }),
  }
}

/** Somebody of the returned list who was typed with the number again takes up the movement as well. */
function takingUp(draft: MovementDraft, formers: readonly FormerMovement[]): MovementDraft {
  const { person } = draft
  const former = 'id' in person ? formers.find(({ personId }) => personId === person.id) : undefined
  return former === undefined ? draft : { ...draft, amendsId: former.id }
}

/** Why the list is not even looked at row by row. */
function unreadable({ rows, unknown }: ReturnType<typeof batchRows>): string | null {
  if (unknown.length > 0) {
    return `没有名为“${unknown.slice(0, 3).join('”“')}”的栏目。请改用列出的栏目名，或删除该列。`
  }
  if (rows.length <= mostBatchRows) return null
  return `一次最多 ${mostBatchRows} 人，现有 ${rows.length} 人。请分次办理，或使用文件导入。`
}
