import type {
  budgetAdjustmentDecisions,
  budgetAdjustmentLines,
  budgetAdjustments,
  budgetProjects,
  expenditures,
  initialBudgetLines,
} from '../budget/schema.ts'
import type { entryOverrideSteps, entryOverrides } from '../establishment/entry-override.schema.ts'
import type { rankApprovals, rankRatios } from '../establishment/rank-quota.schema.ts'
import type {
  approvedHeadcounts,
  establishmentControls,
  establishmentPositions,
  headcountFreezes,
  leadershipPosts,
  vacancyRequestDecisions,
  vacancyRequests,
  vacancyRequestUses,
} from '../establishment/schema.ts'
import type {
  vacancyPlanLines,
  vacancyPlanSteps,
  vacancyPlans,
} from '../establishment/vacancy-plan.schema.ts'
import type { movementEffects, movementSignatures, movements } from '../movement/schema.ts'
import type {
  approvalDocuments,
  organizationEvents,
  organizationSuccessions,
  organizations,
  organizationVersions,
} from '../organization/schema.ts'
import type {
  contributionBases,
  contributionRates,
  payItems,
  payProfiles,
  personalAmounts,
  wageStandards,
} from '../pay/schema.ts'
import type { ContactAspect } from '../staffing/contact.ts'
import type { personContacts, personTitles } from '../staffing/person-fact.schema.ts'
import type {
  assignments,
  educationRecords,
  people,
  personParticulars,
  personPosts,
  placements,
} from '../staffing/schema.ts'

/** The loader adds pinyin initials. */
export type OrganizationVersionRow = Omit<typeof organizationVersions.$inferInsert, 'initials'>

/** The identity number as it is; the loader encrypts, hashes and masks it, and adds pinyin. */
export type PersonParticularsRow = Omit<
  typeof personParticulars.$inferInsert,
  'pinyin' | 'initials' | 'identityCiphertext' | 'identityHash' | 'identityMasked'
> & { identityNumber: string }

/** What it holds as it is; the loader encrypts, hashes and masks it. */
export type PersonContactRow = Omit<
  typeof personContacts.$inferInsert,
  'ciphertext' | 'contentHash' | 'masked' | 'aspect'
> & { aspect: ContactAspect; content: string }

/** Everything the example district holds, a list a table; the loader inserts the lists in this order. */
export type DistrictRows = {
  approvalDocuments: (typeof approvalDocuments.$inferInsert)[]
  organizations: (typeof organizations.$inferInsert)[]
  organizationVersions: OrganizationVersionRow[]
  organizationEvents: (typeof organizationEvents.$inferInsert)[]
  organizationSuccessions: (typeof organizationSuccessions.$inferInsert)[]
  establishmentPositions: (typeof establishmentPositions.$inferInsert)[]
  approvedHeadcounts: (typeof approvedHeadcounts.$inferInsert)[]
  headcountFreezes: (typeof headcountFreezes.$inferInsert)[]
  leadershipPosts: (typeof leadershipPosts.$inferInsert)[]
  rankRatios: (typeof rankRatios.$inferInsert)[]
  rankApprovals: (typeof rankApprovals.$inferInsert)[]
  establishmentControls: (typeof establishmentControls.$inferInsert)[]
  vacancyRequests: (typeof vacancyRequests.$inferInsert)[]
  vacancyRequestDecisions: (typeof vacancyRequestDecisions.$inferInsert)[]
  vacancyRequestUses: (typeof vacancyRequestUses.$inferInsert)[]
  vacancyPlans: (typeof vacancyPlans.$inferInsert)[]
  vacancyPlanSteps: (typeof vacancyPlanSteps.$inferInsert)[]
  vacancyPlanLines: (typeof vacancyPlanLines.$inferInsert)[]
  entryOverrides: (typeof entryOverrides.$inferInsert)[]
  entryOverrideSteps: (typeof entryOverrideSteps.$inferInsert)[]
  people: (typeof people.$inferInsert)[]
  personParticulars: PersonParticularsRow[]
  educationRecords: (typeof educationRecords.$inferInsert)[]
  personTitles: (typeof personTitles.$inferInsert)[]
  personContacts: PersonContactRow[]
  movements: (typeof movements.$inferInsert)[]
  movementSignatures: (typeof movementSignatures.$inferInsert)[]
  movementEffects: (typeof movementEffects.$inferInsert)[]
  assignments: (typeof assignments.$inferInsert)[]
  personPosts: (typeof personPosts.$inferInsert)[]
  placements: (typeof placements.$inferInsert)[]
  wageStandards: (typeof wageStandards.$inferInsert)[]
  payItems: (typeof payItems.$inferInsert)[]
  payProfiles: (typeof payProfiles.$inferInsert)[]
  personalAmounts: (typeof personalAmounts.$inferInsert)[]
  contributionBases: (typeof contributionBases.$inferInsert)[]
  contributionRates: (typeof contributionRates.$inferInsert)[]
  budgetProjects: (typeof budgetProjects.$inferInsert)[]
  initialBudgetLines: (typeof initialBudgetLines.$inferInsert)[]
  budgetAdjustments: (typeof budgetAdjustments.$inferInsert)[]
  budgetAdjustmentLines: (typeof budgetAdjustmentLines.$inferInsert)[]
  budgetAdjustmentDecisions: (typeof budgetAdjustmentDecisions.$inferInsert)[]
  expenditures: (typeof expenditures.$inferInsert)[]
}

export function noRows(): DistrictRows {
  return {
    approvalDocuments: [],
    organizations: [],
    organizationVersions: [],
    organizationEvents: [],
    organizationSuccessions: [],
    establishmentPositions: [],
    approvedHeadcounts: [],
    headcountFreezes: [],
    leadershipPosts: [],
    rankRatios: [],
    rankApprovals: [],
    establishmentControls: [],
    vacancyRequests: [],
    vacancyRequestDecisions: [],
    vacancyRequestUses: [],
    vacancyPlans: [],
    vacancyPlanSteps: [],
    vacancyPlanLines: [],
    entryOverrides: [],
    entryOverrideSteps: [],
    people: [],
    personParticulars: [],
    educationRecords: [],
    personTitles: [],
    personContacts: [],
    movements: [],
    movementSignatures: [],
    movementEffects: [],
    assignments: [],
    personPosts: [],
    placements: [],
    wageStandards: [],
    payItems: [],
    payProfiles: [],
    personalAmounts: [],
    contributionBases: [],
    contributionRates: [],
    budgetProjects: [],
    initialBudgetLines: [],
    budgetAdjustments: [],
    budgetAdjustmentLines: [],
    budgetAdjustmentDecisions: [],
    expenditures: [],
  }
}

/** Adds the rows of one part of the district to the whole, in place. */
export function addRows(whole: DistrictRows, part: Partial<DistrictRows>): void {
  const names = Object.keys(part) as (keyof DistrictRows)[]
  for (const name of names) {
    const target: unknown[] = whole[name]
    for (const row of part[name] ?? []) target.push(row)
  }
}
