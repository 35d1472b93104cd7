import { z } from 'zod'
import {
  optionalChoice,
  optionalText,
  requiredChoice,
  requiredDate,
  requiredText,
  shaped,
  type Typed,
} from '../http/form.ts'
import { readCreditCode } from '../kernel/credit-code.ts'
import { organizationPinyin } from '../kernel/pinyin.ts'
import { done, type Outcome, type Problem, refused } from '../kernel/problem.ts'
import { documentShape } from './document-form.ts'
import { fundings, organizationCategories, organizationNatures, organizationRanks } from './organization.ts'
import type { OrganizationFacts } from './organization-version.ts'

/** The kinds of event a form is filled for; merger and split move people and come with the movements. */
export const eventForms = {
  renaming: '更名',
  reparenting: '调整隶属',
  conversion: '变更性质、规格、经费形式',
  amendment: '变更登记事项',
  abolition: '撤销',
} as const

export type EventForm = keyof typeof eventForms

const keys = <Table extends object>(table: Table) => Object.keys(table) as (keyof Table & string)[]

const names = { name: requiredText(100), shortName: requiredText(50), otherNames: optionalText(500) }
const place = { parent: requiredText(100), supervisor: optionalText(100) }
const character = {
  category: requiredChoice(keys(organizationCategories)),
  nature: requiredChoice(keys(organizationNatures)),
  rank: optionalChoice(keys(organizationRanks)),
  funding: optionalChoice(keys(fundings)),
}
const particulars = {
  creditCode: optionalText(18),
  legalRepresentative: optionalText(50),
  address: optionalText(200),
  budgetUnitCode: optionalText(30),
  functionClass: optionalText(5),
  duties: optionalText(20_000),
}
const frame = { effectiveOn: requiredDate(), summary: optionalText(500), ...documentShape }

export const foundingShape = z.object({
  code: requiredText(30),
  kind: requiredChoice(['unit', 'division']),
  ...names,
  ...place,
  ...character,
  ...particulars,
  ...frame,
})

const eventShapes = {
  renaming: z.object({ ...names, ...frame }),
  reparenting: z.object({ ...place, ...frame }),
  conversion: z.object({ ...character, ...frame }),
  amendment: z.object({ ...particulars, ...frame }),
  abolition: z.object({ ...frame }),
}

/** A correction may touch every fact but the place in the tree, which has its own event. */
export const correctionShape = z.object({
  ...names,
  ...character,
  ...particulars,
  ...frame,
  summary: requiredText(500),
})

type TypedFacts = {
  name?: string | undefined
  shortName?: string | undefined
  otherNames?: string | null | undefined
  category?: string | undefined
  nature?: string | undefined
  rank?: string | null | undefined
  funding?: string | null | undefined
  creditCode?: string | null | undefined
  legalRepresentative?: string | null | undefined
  address?: string | null | undefined
  budgetUnitCode?: string | null | undefined
  functionClass?: string | null | undefined
  duties?: string | null | undefined
}

/** The facts a filled form states; what the form does not ask is not among them. */
export function factsOfForm(form: TypedFacts): Outcome<Partial<OrganizationFacts>> {
  const facts: Partial<OrganizationFacts> = {}
  if (form.name !== undefined) facts.name = form.name
  if (form.shortName !== undefined) {
    facts.shortName = form.shortName
    facts.initials = organizationPinyin(form.shortName).initials
  }
  if (form.otherNames !== undefined) facts.otherNames = namesOf(form.otherNames)
  if (form.category !== undefined) facts.category = form.category
  if (form.nature !== undefined) facts.nature = form.nature
  if (form.rank !== undefined) facts.rank = form.rank
  if (form.funding !== undefined) facts.funding = form.funding
  if (form.legalRepresentative !== undefined) facts.legalRepresentative = form.legalRepresentative
  if (form.address !== undefined) facts.address = form.address
  if (form.budgetUnitCode !== undefined) facts.budgetUnitCode = form.budgetUnitCode
  if (form.duties !== undefined) facts.duties = form.duties
  const problems: Problem[] = []
  if (form.functionClass !== undefined) {
    facts.functionClass = form.functionClass
    if (form.functionClass !== null && !/^\d{5}$/.test(form.functionClass)) {
      problems.push({ code: 'not-a-choice', field: 'functionClass' })
    }
  }
  if (form.creditCode !== undefined) {
    const code = form.creditCode === null ? done(null) : readCreditCode(form.creditCode, 'creditCode')
    if (code.done) facts.creditCode = code.value
    else problems.push(...code.problems)
  }
  return problems.length > 0 ? refused(...problems) : done(facts)
}

/** A form that begins with what stands now. */
export function typedFacts(facts: OrganizationFacts, above: { parent: string; supervisor: string }): Typed {
  return {
    name: facts.name,
    shortName: facts.shortName,
    otherNames: facts.otherNames.join('、'),
    kind: facts.kind,
    category: facts.category,
    nature: facts.nature,
    rank: facts.rank ?? '',
    funding: facts.funding ?? '',
    creditCode: facts.creditCode ?? '',
    legalRepresentative: facts.legalRepresentative ?? '',
    address: facts.address ?? '',
    budgetUnitCode: facts.budgetUnitCode ?? '',
    functionClass: facts.functionClass ?? '',
    duties: facts.duties ?? '',
    ...above,
  }
}

export function isEventForm(text: string): text is EventForm {
  return text in eventForms
}

/** What every event form states, whichever groups of facts it asks. */
export type EventFields = TypedFacts & z.output<z.ZodObject<typeof frame>>

/** Reads the shape of the kind from what was typed. */
export function readEvent(kind: EventForm, typed: Typed): Outcome<EventFields> {
  return shaped(typed, eventShapes[kind])
}

/** 、 , ， ; and line ends divide; each name once. */
function namesOf(text: string | null): string[] {
  const parts = (text ?? '').split(/[、,，;；\n]/).map((part) => part.trim())
  return [...new Set(parts.filter((part) => part !== ''))]
}
