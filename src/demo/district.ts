import { correctMistakes } from './corrections.ts'
import { districtPay } from './district-pay.ts'
import { districtProjects, projectRows, projectVouchers } from './district-projects.ts'
import { addRows, type DistrictRows, noRows } from './district-rows.ts'
import { documentRegister } from './document-register.ts'
import { establishmentOffice, exampleStandardRows } from './establishment-office.ts'
import { generatorOf } from './generator.ts'
import { openControls } from './headcount-history.ts'
import { addCeilings, addPositions, openHeadcounts } from './headcount-rows.ts'
import type { Writer } from './member.ts'
import { numberPapers } from './number-papers.ts'
import { leavePapersOpen } from './open-papers.ts'
import { openStaff } from './opening-staff.ts'
import { openingMoment, organizationRows } from './organization-rows.ts'
import { personDetails } from './person-details.ts'
import { openState } from './position-state.ts'
import { rankRatioRows } from './rank-ratio-rows.ts'
import { passYears } from './staffing-years.ts'
import { unitsOfDistrict } from './unit.ts'
import { planVacancies } from './vacancy-plan-rows.ts'

const seed = '朝天区（示例） 2024-01-15'

/** 用编 approved in the district by year; 222 in 2023 is the published figure. */
const approvedPlaces: Readonly<Record<number, number>> = { 2021: 198, 2022: 207, 2023: 222 }

export type District = {
  rows: DistrictRows
  projects: ReturnType<typeof districtProjects>
  /** 区委编办's own: its year is told in establishment-office.ts to the last fen */
  officePeople: ReadonlySet<string>
  officeUnits: readonly string[]
}

/** The whole example district as rows; the same on every machine and at every call. */
export function exampleDistrict(): District {
  const generator = generatorOf(seed)
  const documents = documentRegister(generator.part('documents'))
  const units = unitsOfDistrict()
  const rows = noRows()
  addRows(rows, organizationRows(units, documents, generator.part('organizations')))
  const writer: Writer = { rows, documents, generator: generator.part('staff'), serials: new Map() }
  const state = openState(units)
  const office = establishmentOffice(generator.part('区委编办'))
  openHeadcounts(writer, units)
  openControls(writer, openingMoment(generator.part('controls')))
  openStaff(writer, state)
  passYears(writer, state, (year) => (approvedPlaces[year] ?? 0) - placesApprovedIn(office, year))
  correctMistakes(writer, state)
  leavePapersOpen(writer, state)
  addRows(rows, districtPay(rows, state.members, units, generator.part('pay')))
  addRows(rows, exampleStandardRows())
  addRows(rows, office)
  addRows(rows, rankRatioRows())
  addRows(rows, personDetails(rows, units, generator.part('details')))
  const projects = districtProjects(units, generator.part('projects'))
  addRows(rows, { budgetProjects: projectRows(projects), expenditures: projectVouchers(projects) })
  addCeilings(writer)
  addPositions(writer)
  numberPapers(rows)
  addRows(rows, { approvalDocuments: documents.rows() })
  planVacancies({ rows, generator: generator.part('vacancy plans'), units })
  return {
    rows,
    projects,
    officePeople: new Set(office.people.map(({ id }) => id)),
    officeUnits: office.organizations.map(({ id }) => id),
  }
}

function placesApprovedIn({ vacancyRequestDecisions }: DistrictRows, year: number): number {
  return vacancyRequestDecisions
    .filter(({ effectiveOn }) => effectiveOn.startsWith(String(year)))
    .reduce((sum, { approvedCount }) => sum + (approvedCount ?? 0), 0)
}
