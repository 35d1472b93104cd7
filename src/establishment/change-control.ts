import { recordAudit } from '../database/audit.ts'
import type { Db } from '../database/connection.ts'
import { brokenConstraint } from '../database/constraint.ts'
import type { Acting } from '../kernel/acting.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import { saveDocument } from '../organization/document.store.ts'
import type { DocumentDraft } from '../organization/document.ts'
import { appendControl, controlRows, supersedeControls } from './establishment-control.store.ts'
import {
  type Control,
  type ControlChange,
  type ControlRow,
  changeOfControl,
  type Measure,
} from './establishment-control.ts'

export type ControlDraft = {
  measure: Measure
  /** one, or all of them at once */
  establishmentKinds: readonly string[]
  control: Control
  effectiveFrom: IsoDate
  note: string
  document: DocumentDraft
}

/** What a draft would change: the kinds it concerns, each with its series. Kinds where it already holds are left out. */
export async function changesOf(
  db: Db,
  regionCode: string,
  draft: Pick<ControlDraft, 'measure' | 'establishmentKinds' | 'control' | 'effectiveFrom'>,
): Promise<Outcome<{ establishmentKind: string; before: ControlRow | null; change: ControlChange }[]>> {
  const { measure, control, effectiveFrom: on } = draft
  const rows = (await controlRows(db, { regionCode, asKnownAt: null })).filter(
    (row) => row.measure === measure,
  )
  const changes = []
  for (const establishmentKind of draft.establishmentKinds) {
    const known = rows.filter((row) => row.establishmentKind === establishmentKind)
    const change = changeOfControl(known, { measure, control, on })
    if (change.done) {
      changes.push({ establishmentKind, before: change.value.superseded[0] ?? null, change: change.value })
    } else if (change.problems.some(({ code }) => code !== 'nothing-changed')) return change
  }
  return changes.length === 0 ? refused({ code: 'nothing-changed', field: 'control' }) : done(changes)
}

/** 变更控制方式: from a day on, on a paper of the 编委会. Answers how many kinds changed. */
export async function changeControl(db: Db, acting: Acting, draft: ControlDraft): Promise<Outcome<number>> {
  try {
    return await db.transaction(async (tx) => {
      const { measure, control, effectiveFrom, note } = draft
      const changes = await changesOf(tx, acting.regionCode, draft)
      if (!changes.done) return changes
      const documentId = await saveDocument(tx, acting, draft.document)
      for (const { establishmentKind, before, change } of changes.value) {
        const { superseded, shortened } = change
        await supersedeControls(
          tx,
          acting,
          superseded.map(({ controlId }) => controlId),
        )
        if (shortened !== null) await appendControl(tx, acting, shortenedRow(shortened))
        const id = await appendControl(tx, acting, {
          measure,
          establishmentKind,
          control,
          effectiveFrom,
          effectiveTo: null,
          note,
          documentId,
        })
        await recordAudit(tx, acting, {
          action: 'control.change',
          subjectKind: 'establishment-control',
          subjectId: id,
          documentNumber: draft.document.number,
          before: before === null ? null : { measure, establishmentKind, control: before.control },
          after: { measure, establishmentKind, control, effectiveFrom, note },
        })
      }
      return done(changes.value.length)
    })
  } catch (error) {
    // Two who change one kind at once: the second one's row would stand beside the first one's.
    if (brokenConstraint(error) !== 'establishment_controls_one_at_a_time') throw error
    return refused({ code: 'changed-meanwhile', field: 'control' })
  }
}

function shortenedRow({ row, effectiveTo }: NonNullable<ControlChange['shortened']>) {
  const { measure, establishmentKind, control, effectiveFrom, note, document } = row
  return {
    measure,
    establishmentKind,
    control,
    effectiveFrom,
    effectiveTo,
    note,
    documentId: document?.id ?? null,
  }
}
