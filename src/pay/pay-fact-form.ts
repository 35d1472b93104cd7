import { z } from 'zod'
import { optionalDate, requiredAmount, requiredDate, requiredText } from '../http/form.ts'
import { documentShape } from '../organization/document-form.ts'

/** The form for a person's own amount or declared base. */
export const payFactShape = z.object({
  subject: requiredText(60),
  amount: requiredAmount(),
  effectiveFrom: requiredDate(),
  effectiveTo: optionalDate(),
  reason: requiredText(100),
  ...documentShape,
})
