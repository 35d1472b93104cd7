import { z } from 'zod'
import { establishmentKindOrder } from '../establishment/establishment-kind.ts'
import {
  optionalChoice,
  optionalId,
  requiredChoice,
  requiredDate,
  requiredText,
  shaped,
  type Typed,
} from '../http/form.ts'
import { done, type Outcome } from '../kernel/problem.ts'
import { documentOfForm, documentShape } from '../organization/document-form.ts'
import type { ReformDraft } from './draft-reform.ts'
import type { ReformGround } from './reform-ground.ts'

const shape = z.object({
  effectiveOn: requiredDate(),
  summary: requiredText(200),
  establishmentKind: optionalChoice(establishmentKindOrder),
  toEstablishmentKind: optionalChoice(establishmentKindOrder),
  places: requiredChoice(['stay', 'along'] as const),
  amendsId: optionalId(),
  ...documentShape,
})

export type TransferFrame = Omit<ReformDraft, 'plan'> & {
  /** only people of this kind; null: of every kind */
  establishmentKind: string | null
  placesGoAlong: boolean
  /** what they have from the day on; null: as before */
  toEstablishmentKind: string | null
}

/** What, when and on which paper. Which units is asked as for a reform: predecessor1 and existing1. */
export function frameOfTransfer(typed: Typed): Outcome<TransferFrame> {
  const read = shaped(typed, shape)
  if (!read.done) return read
  const { effectiveOn, summary, establishmentKind, toEstablishmentKind, places, amendsId, ...paper } =
    read.value
  return done({
    kind: 'transfer',
    effectiveOn,
    summary,
    establishmentKind,
    placesGoAlong: places === 'along',
    toEstablishmentKind,
    amendsId,
    document: documentOfForm(paper),
    acknowledged: typed.acknowledged === 'yes',
  })
}

/** 全部 of the people offered, or those ticked. */
export function chosenPeople(typed: Typed, offered: ReformGround['people']): string[] {
  return offered
    .filter(({ personId }) => typed.take !== 'ticked' || typed[`person-${personId}`] !== undefined)
    .map(({ personId }) => personId)
}
