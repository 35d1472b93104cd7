import { getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import * as budget from '../budget/schema.ts'
import type { Db } from '../database/connection.ts'
import { insertRows } from '../database/insert-rows.ts'
import type { PersonalCipher } from '../database/personal-cipher.ts'
import * as entryOverride from '../establishment/entry-override.schema.ts'
import * as rankQuota from '../establishment/rank-quota.schema.ts'
import * as establishment from '../establishment/schema.ts'
import * as vacancyPlan from '../establishment/vacancy-plan.schema.ts'
import { maskIdentityNumber } from '../kernel/identity-number.ts'
import { organizationPinyin, personPinyin } from '../kernel/pinyin.ts'
import * as movement from '../movement/schema.ts'
import * as organization from '../organization/schema.ts'
import * as pay from '../pay/schema.ts'
import { maskContact } from '../staffing/contact.ts'
import * as personFact from '../staffing/person-fact.schema.ts'
import * as staffing from '../staffing/schema.ts'
import type {
  DistrictRows,
  OrganizationVersionRow,
  PersonContactRow,
  PersonParticularsRow,
} from './district-rows.ts'

type InsertRow<Table extends PgTable> = Table['$inferInsert']

/** Writes every table in the order its references ask for; answers the rows written by table. */
export async function insertDistrict(
  tx: Db,
  district: DistrictRows,
  cipher: PersonalCipher,
): Promise<Record<string, number>> {
  const counted: Record<string, number> = {}
  const into = async <Table extends PgTable>(table: Table, rows: readonly InsertRow<Table>[]) => {
    await insertRows(tx, table, rows)
    counted[getTableName(table)] = rows.length
  }
  await into(organization.approvalDocuments, district.approvalDocuments)
  await into(organization.organizations, district.organizations)
  await into(organization.organizationVersions, district.organizationVersions.map(searchableOrganization))
  await into(organization.organizationEvents, district.organizationEvents)
  await into(organization.organizationSuccessions, district.organizationSuccessions)
  await into(establishment.establishmentPositions, district.establishmentPositions)
  await into(establishment.approvedHeadcounts, district.approvedHeadcounts)
  await into(establishment.headcountFreezes, district.headcountFreezes)
  await into(establishment.leadershipPosts, district.leadershipPosts)
  await into(rankQuota.rankRatios, district.rankRatios)
  await into(rankQuota.rankApprovals, district.rankApprovals)
  await into(establishment.establishmentControls, district.establishmentControls)
  await into(establishment.vacancyRequests, district.vacancyRequests)
  await into(establishment.vacancyRequestDecisions, district.vacancyRequestDecisions)
  await into(vacancyPlan.vacancyPlans, district.vacancyPlans)
  await into(vacancyPlan.vacancyPlanSteps, district.vacancyPlanSteps)
  await into(vacancyPlan.vacancyPlanLines, district.vacancyPlanLines)
  await into(entryOverride.entryOverrides, district.entryOverrides)
  await into(entryOverride.entryOverrideSteps, district.entryOverrideSteps)
  await into(staffing.people, district.people)
  await into(staffing.personParticulars, particulars(district.personParticulars, cipher))
  await into(staffing.educationRecords, district.educationRecords)
  await into(personFact.personTitles, district.personTitles)
  await into(personFact.personContacts, district.personContacts.map(contactHeld(cipher)))
  await into(movement.movements, district.movements)
  await into(movement.movementSignatures, district.movementSignatures)
  await into(movement.movementEffects, district.movementEffects)
  await into(establishment.vacancyRequestUses, district.vacancyRequestUses)
  await into(staffing.assignments, district.assignments)
  await into(staffing.personPosts, district.personPosts)
  await into(staffing.placements, district.placements)
  await into(pay.wageStandards, district.wageStandards)
  await into(pay.payItems, district.payItems)
  await into(pay.payProfiles, district.payProfiles)
  await into(pay.personalAmounts, district.personalAmounts)
  await into(pay.contributionBases, district.contributionBases)
  await into(pay.contributionRates, district.contributionRates)
  await into(budget.budgetProjects, district.budgetProjects)
  await into(budget.initialBudgetLines, district.initialBudgetLines)
  await into(budget.budgetAdjustments, district.budgetAdjustments)
  await into(budget.budgetAdjustmentLines, district.budgetAdjustmentLines)
  await into(budget.budgetAdjustmentDecisions, district.budgetAdjustmentDecisions)
  await into(budget.expenditures, district.expenditures)
  return counted
}

function searchableOrganization(
  row: OrganizationVersionRow,
): InsertRow<typeof organization.organizationVersions> {
  return { ...row, initials: organizationPinyin(row.shortName).initials }
}

/** The identity number leaves its plain form here: encrypted, hashed for search, masked for show. */
function particulars(
  rows: readonly PersonParticularsRow[],
  cipher: PersonalCipher,
): InsertRow<typeof staffing.personParticulars>[] {
  const readings = new Map<string, ReturnType<typeof personPinyin>>()
  return rows.map(({ identityNumber, ...row }) => {
    const reading = readings.get(row.name) ?? personPinyin(row.name)
    readings.set(row.name, reading)
    return {
      ...row,
      ...reading,
      identityCiphertext: cipher.encrypt(identityNumber),
      identityHash: cipher.hash(identityNumber),
      identityMasked: maskIdentityNumber(identityNumber),
    }
  })
}

/** A number or an address leaves its plain form in the same way. */
function contactHeld(cipher: PersonalCipher) {
  return ({ content, ...row }: PersonContactRow): InsertRow<typeof personFact.personContacts> => ({
    ...row,
    ciphertext: cipher.encrypt(content),
    contentHash: cipher.hash(content),
    masked: maskContact(row.aspect, content),
  })
}
