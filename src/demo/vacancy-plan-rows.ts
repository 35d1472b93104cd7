import { addDays, type IsoDate } from '../kernel/dates.ts'
import type { DistrictRows } from './district-rows.ts'
import { demoDay, exampleRegionCode, moment, rootOrganizationId } from './example-region.ts'
import { clerk, deputyDirector, director, educationContact, sectionHead } from './example-users.ts'
import type { Generator } from './generator.ts'
import type { Unit } from './unit.ts'

type Line = { establishmentKind: string; wayIn: string; count: number; reason: string }
type Step = { step: string; role: string; by: string; at: Date; words: string; documentId?: string }
type Planning = { rows: DistrictRows; generator: Generator; units: readonly Unit[] }

/**
 * 用编计划 of the example: 2023 decided on what was then asked for; 2024 on its way, most of it waiting for the
 * 编委会. One 超编进人特批 is in force. Drawn last, so that nothing else of the district changes by it.
 */
export function planVacancies(planning: Planning): void {
  decidedPlans(planning)
  openPlans(planning)
  overrideInForce(planning)
}

/** Each unit's plan of 2023 is what it asked for in that year; the paper is of February. */
function decidedPlans({ rows, generator }: Planning): void {
  const documentId = paper(rows, generator, {
    number: '朝编发〔2023〕12号',
    title: '关于下达2023年度用编计划的通知',
    issuedOn: '2023-02-17',
  })
  const byUnit = new Map<string, Line[]>()
  for (const { organizationId, establishmentKind, wayIn, count, planYear } of rows.vacancyRequests) {
    if (planYear !== 2023) continue
    const lines = byUnit.get(organizationId) ?? []
    const known = lines.find((line) => line.establishmentKind === establishmentKind && line.wayIn === wayIn)
    if (known === undefined)
      lines.push({ establishmentKind, wayIn, count, reason: '退休、调出减员，补充工作力量' })
    else known.count += count
    byUnit.set(organizationId, lines)
  }
  for (const [serial, [organizationId, lines]] of [...byUnit].entries()) {
    const at = (day: IsoDate) => moment(day, `1${serial % 2}:${String(10 + (serial % 50)).padStart(2, '0')}`)
    writePlan({ rows, generator }, { serial: serial + 1, organizationId, year: 2023 }, [
      { step: 'submission', role: 'clerk', by: clerk.id, at: at('2023-01-16'), words: '' },
      { step: 'review', role: 'section-head', by: sectionHead.id, at: at('2023-02-06'), words: '同意' },
      {
        step: 'decision',
        role: 'director',
        by: director.id,
        at: at('2023-02-17'),
        words: '同意',
        documentId,
      },
    ])
    const planId = rows.vacancyPlans.at(-1)?.id ?? ''
    writeLines({ rows, generator }, { planId, stage: 'declared', lines, at: at('2023-01-16'), by: clerk.id })
    writeLines(
      { rows, generator },
      { planId, stage: 'reviewed', lines, at: at('2023-02-06'), by: sectionHead.id },
    )
    writeLines(
      { rows, generator },
      { planId, stage: 'approved', lines, at: at('2023-02-17'), by: director.id },
    )
  }
}

const mostOpenPlans = 80

/** Units with places free declare for 2024; what belongs to 区教育局 comes by its contact, the rest by the clerk. */
function openPlans({ rows, generator, units }: Planning): void {
  const education = new Set(
    units
      .filter(({ shortName, supervisor }) => (supervisor?.shortName ?? shortName) === '区教育局')
      .map(({ id }) => id),
  )
  const free = freePlaces(rows).filter(({ organizationId }) => organizationId !== rootOrganizationId)
  const chosen = generator.shuffled(free).slice(0, mostOpenPlans)
  for (const [serial, { organizationId, establishmentKind, places }] of chosen.entries()) {
    const administrative = establishmentKind === 'administrative' || establishmentKind === 'political-legal'
    const first = {
      establishmentKind,
      wayIn: administrative ? 'recruitment' : 'hiring',
      count: Math.min(places, generator.whole({ least: 1, most: 3 })),
      reason: generator.pick(['年内退休减员，补充工作力量', '新增职责，人手不足', '长期缺员，影响正常履职']),
    }
    const rest = places - first.count
    const lines = [
      first,
      ...(rest > 0 && generator.chance(0.3)
        ? [{ ...first, wayIn: 'transfer-in', count: 1, reason: '引进有经验的骨干' }]
        : []),
    ]
    const ofEducation = education.has(organizationId)
    const by = ofEducation ? educationContact.id : clerk.id
    const declaredAt = moment(
      '2024-01-08',
      `0${9 - (serial % 2)}:${String(10 + (serial % 50)).padStart(2, '0')}`,
    )
    const passed = passedSteps({ ofEducation, serial })
    const step = passed === 'draft' ? 'draft' : 'submission'
    const role = ofEducation ? 'department' : 'clerk'
    const steps: Step[] = [{ step, role, by, at: declaredAt, words: '' }]
    const reviewedAt = addDays('2024-01-10', serial % 3)
    if (passed === 'returned') {
      const words = '请补充岗位说明和年内退休人员名单'
      steps.push({
        step: 'return',
        role: 'section-head',
        by: sectionHead.id,
        at: moment(reviewedAt, '15:20'),
        words,
      })
    }
    if (passed === 'reviewed' && ofEducation) {
      const words = '空编核实无误'
      steps.push({ step: 'review', role: 'clerk', by: clerk.id, at: moment(reviewedAt, '09:40'), words })
    }
    if (passed === 'reviewed') {
      steps.push({
        step: 'review',
        role: 'section-head',
        by: sectionHead.id,
        at: moment(reviewedAt, '15:20'),
        words: '同意',
      })
    }
    writePlan({ rows, generator }, { serial: serial + 1, organizationId, year: 2024 }, steps)
    const planId = rows.vacancyPlans.at(-1)?.id ?? ''
    writeLines({ rows, generator }, { planId, stage: 'declared', lines, at: declaredAt, by })
    if (passed === 'reviewed') {
      const found = lines.map((line) => ({
        ...line,
        count: line.count - (line.count > 1 && serial % 4 === 0 ? 1 : 0),
      }))
      const at = moment(reviewedAt, '15:20')
      writeLines({ rows, generator }, { planId, stage: 'reviewed', lines: found, at, by: sectionHead.id })
    }
  }
}

/** Most wait for the decision; some stand at each other step. */
function passedSteps({ ofEducation, serial }: { ofEducation: boolean; serial: number }) {
  if (ofEducation) return serial % 2 === 0 ? 'submitted' : 'reviewed'
  if (serial % 20 === 3) return 'draft'
  if (serial % 20 === 7) return 'returned'
  return serial % 8 === 5 ? 'submitted' : 'reviewed'
}

/** A full unit may take one in beyond its establishment until the end of January. */
function overrideInForce({ rows, generator }: Planning): void {
  const full = positions(rows).find(
    ({ establishmentKind, organizationId, approved, taken }) =>
      establishmentKind === 'institution' &&
      organizationId !== rootOrganizationId &&
      approved > 5 &&
      approved === taken,
  )
  if (full === undefined) throw new Error('no unit of the example is full')
  const documentId = paper(rows, generator, {
    number: '朝编发〔2024〕4号',
    title: '关于引进急需紧缺人才用编的批复',
    issuedOn: '2024-01-05',
  })
  const overrideId = generator.id()
  const { organizationId, establishmentKind } = full
  rows.entryOverrides.push({
    regionCode: exampleRegionCode,
    id: overrideId,
    number: '超编特批2024-0001',
    organizationId,
    establishmentKind,
    count: 1,
    expiresOn: '2024-02-09',
    reason: '引进急需紧缺专业技术人才 1 名，退休 1 名后自然消化。',
    documentId,
    recordedAt: moment('2024-01-08', '09:30'),
    recordedBy: clerk.id,
  })
  const steps = [
    ['submission', clerk, '引进急需紧缺专业技术人才'],
    ['review', sectionHead, '情况属实，同意'],
    ['review', deputyDirector, '同意'],
    ['approval', director, '同意'],
  ] as const
  for (const [place, [decision, signer, words]] of steps.entries()) {
    rows.entryOverrideSteps.push({
      regionCode: exampleRegionCode,
      id: generator.id(),
      overrideId,
      place,
      decision,
      role: signer.role,
      words,
      approvedCount: decision === 'approval' ? 1 : null,
      effectiveOn: addDays('2024-01-08', place),
      recordedAt: moment(addDays('2024-01-08', place), '10:15'),
      recordedBy: signer.id,
    })
  }
}

type Target = Pick<Planning, 'rows' | 'generator'>

function writePlan(
  { rows, generator }: Target,
  { serial, organizationId, year }: { serial: number; organizationId: string; year: number },
  steps: readonly Step[],
): void {
  const planId = generator.id()
  const [first] = steps
  rows.vacancyPlans.push({
    regionCode: exampleRegionCode,
    id: planId,
    number: `用编计划${year}-${String(serial).padStart(4, '0')}`,
    organizationId,
    year,
    recordedAt: first?.at ?? moment(demoDay, '08:00'),
    recordedBy: first?.by ?? clerk.id,
  })
  for (const [place, { step, role, by, at, words, documentId }] of steps.entries()) {
    rows.vacancyPlanSteps.push({
      regionCode: exampleRegionCode,
      id: generator.id(),
      planId,
      place,
      step,
      role,
      words,
      documentId: documentId ?? null,
      effectiveOn: at.toISOString().slice(0, 10),
      recordedAt: at,
      recordedBy: by,
    })
  }
}

type Written = { planId: string; stage: string; lines: readonly Line[]; at: Date; by: string }

function writeLines({ rows, generator }: Target, { planId, stage, lines, at, by }: Written): void {
  for (const line of lines) {
    rows.vacancyPlanLines.push({
      regionCode: exampleRegionCode,
      id: generator.id(),
      planId,
      stage,
      ...line,
      recordedAt: at,
      recordedBy: by,
      supersededAt: null,
    })
  }
}

/** A number below those the register gives. */
function paper(
  rows: DistrictRows,
  generator: Generator,
  { number, title, issuedOn }: { number: string; title: string; issuedOn: IsoDate },
): string {
  const id = generator.id()
  rows.approvalDocuments.push({
    regionCode: exampleRegionCode,
    id,
    number,
    title,
    issuer: '中共朝天区委机构编制委员会',
    issuedOn,
    recordedAt: moment(addDays(issuedOn, 1), '09:10'),
    recordedBy: clerk.id,
  })
  return id
}

type Place = { organizationId: string; establishmentKind: string }

/** Places left on the demo day, one kept back, so that a cut later in the year leaves the plan standing. */
function freePlaces(rows: DistrictRows): (Place & { places: number })[] {
  const free = positions(rows).map(({ approved, taken, ...place }) => ({
    ...place,
    places: approved - taken - 1,
  }))
  const first = new Map<string, Place & { places: number }>()
  for (const place of free)
    if (place.places > 0 && !first.has(place.organizationId)) first.set(place.organizationId, place)
  return [...first.values()]
}

function positions(rows: DistrictRows): (Place & { approved: number; taken: number })[] {
  const counted = new Map<string, Place & { approved: number; taken: number }>()
  const at = ({ organizationId, establishmentKind }: Place) => {
    const key = `${organizationId} ${establishmentKind}`
    const known = counted.get(key) ?? { organizationId, establishmentKind, approved: 0, taken: 0 }
    counted.set(key, known)
    return known
  }
  for (const row of rows.approvedHeadcounts) if (row.effectiveOn <= demoDay) at(row).approved += row.change
  for (const row of rows.assignments) if (holds(row)) at(row).taken += 1
  for (const row of rows.headcountFreezes) if (holds(row)) at(row).taken += row.count
  const uses = rows.vacancyRequestUses.filter(({ usedOn, reversesId }) => usedOn <= demoDay && !reversesId)
  const requests = new Map(rows.vacancyRequests.map((request) => [request.id, request]))
  for (const { requestId, decision, approvedCount, expiresOn } of rows.vacancyRequestDecisions) {
    const request = requests.get(requestId)
    if (decision !== 'approval' || request === undefined || (expiresOn ?? demoDay) < demoDay) continue
    at(request).taken += (approvedCount ?? 0) - uses.filter((use) => use.requestId === requestId).length
  }
  return [...counted.values()]
}

function holds(row: {
  effectiveFrom: string
  effectiveTo?: string | null
  supersededAt?: Date | null
}): boolean {
  const open = row.effectiveTo === null || row.effectiveTo === undefined || row.effectiveTo > demoDay
  return row.effectiveFrom <= demoDay && open && (row.supersededAt ?? null) === null
}
