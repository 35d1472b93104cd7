import { z } from 'zod'
import {
  optionalChoice,
  optionalDate,
  optionalText,
  requiredChoice,
  requiredDate,
  requiredText,
  shaped,
  type Typed,
} from '../http/form.ts'
import { addDays } from '../kernel/dates.ts'
import { done, type Outcome, refused } from '../kernel/problem.ts'
import type { DocumentDraft } from '../organization/document.ts'
import { optionalDocumentOfForm, optionalDocumentShape } from '../organization/document-form.ts'
import {
  type FactAct,
  type FactDraft,
  type FactField,
  type FactKind,
  factRules,
  type PersonFact,
} from './person-fact.ts'

export type FactForm = {
  draft: Omit<FactDraft, 'kind'> | null
  reason: string
  document: DocumentDraft | null
}

/** Reads the form of one kind and act; the fields are those of the kind's own table. */
export function readFactForm(typed: Typed, kind: FactKind, act: FactAct): Outcome<FactForm> {
  const whyShape = { reason: optionalText(200), ...optionalDocumentShape }
  if (act === 'removal') {
    const why = shaped(typed, z.object({ ...whyShape, reason: requiredText(200) }))
    return why.done ? withPaper(why.value, null) : why
  }
  const { fields, ends } = factRules[kind]
  const facts = shaped(
    typed,
    z.object(Object.fromEntries(fields.map((field) => [field.key, shapeOf(field, act)]))),
  )
  const frame = shaped(
    typed,
    z.object({
      from: requiredDate(),
      to: optionalDate(),
      ...whyShape,
      ...(act === 'addition' ? {} : { reason: requiredText(200) }),
    }),
  )
  if (!facts.done || !frame.done) {
    return refused(...(facts.done ? [] : facts.problems), ...(frame.done ? [] : frame.problems))
  }
  const { from, to } = frame.value
  const until = !ends || to === null ? null : addDays(to, 1)
  return withPaper(frame.value, { values: facts.value, from, to: until })
}

/** The form as it begins: what is recorded, but never what is shown masked. */
export function typedFact({ kind, values, effectiveFrom, effectiveTo }: PersonFact): Typed {
  const said = factRules[kind].fields.flatMap(({ key, secret }): [string, string][] =>
    secret === true ? [] : [[key, values[key] ?? '']],
  )
  return {
    ...Object.fromEntries(said),
    from: effectiveFrom,
    to: effectiveTo === null ? '' : addDays(effectiveTo, -1),
  }
}

function withPaper(
  form: { reason: string | null } & Parameters<typeof optionalDocumentOfForm>[0],
  draft: FactForm['draft'],
): Outcome<FactForm> {
  const document = optionalDocumentOfForm(form)
  return document.done ? done({ draft, reason: form.reason ?? '', document: document.value }) : document
}

/** What is kept masked may stay as it is when it is put right. */
function shapeOf({ kind, choices = [], required, most, secret }: FactField, act: FactAct) {
  const must = required && !(secret === true && act === 'correction')
  const values = choices.map(({ value }) => value)
  if (kind === 'choice') return must ? requiredChoice(values) : optionalChoice(values)
  return must ? requiredText(most) : optionalText(most)
}
