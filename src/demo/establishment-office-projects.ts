import type { DistrictRows } from './district-rows.ts'
import { officeId } from './establishment-office-place.ts'
import { exampleRegionCode, moment } from './example-region.ts'
import { finance } from './example-users.ts'

type Project = Pick<DistrictRows['budgetProjects'][number], 'code' | 'name' | 'purpose' | 'staff'> & {
  years: readonly number[]
}

/** The codes are the published ones; those of 2024's own projects are invented. */
const bothYears = [2023, 2024]

export const teamProject = '51081222Y000005899943'
export const codesProject = '51081223T000008999883'
export const domainsProject = '51081223T000008999980'
export const registryProject = '51081224T000010100237'
const codesProject2024 = '51081224T000010900011'
const domainsProject2024 = '51081224T000010900012'

const projects: readonly Project[] = [
  { code: '51081221R000000033747', name: '独子费', purpose: 'only-child', staff: 'all', years: bothYears },
  {
    code: '51081221R000000051755',
    name: '其他交通费用（公务用车改革补贴）',
    purpose: 'car-subsidy',
    staff: 'administrative',
    years: bothYears,
  },
  {
    code: '51081222Y000005135060',
    name: '定额公用经费（行政）',
    purpose: 'operating-quota',
    staff: 'administrative',
    years: bothYears,
  },
  {
    code: '51081222Y000005135504',
    name: '定额公用经费（事业）',
    purpose: 'operating-quota',
    staff: 'institution',
    years: bothYears,
  },
  {
    code: teamProject,
    name: '乡村振兴第一书记和工作队工作经费',
    purpose: 'other',
    staff: 'administrative',
    years: bothYears,
  },
  ...yearly('wages', [
    ['administrative', '51081223R000007945709', '51081224R000010900001', '年工资性支出（行政）'],
    ['institution', '51081223R000007945883', '51081224R000010900002', '年工资性支出（事业）'],
  ]),
  ...yearly('contributions', [
    [
      'administrative',
      '51081223R000007946093',
      '51081224R000010900003',
      '各类保险及住房公积金单位缴费（行政）',
    ],
    ['institution', '51081223R000007946267', '51081224R000010900004', '各类保险及住房公积金单位缴费（事业）'],
  ]),
  {
    code: '51081223R000009778479',
    name: '优秀事业人员奖励金',
    purpose: 'award',
    staff: 'all',
    years: [2023],
  },
  ...[
    { code: codesProject, name: '统一社会信用代码赋码颁证2023', years: [2023] },
    { code: domainsProject, name: '中文域名注册运行维护2023', years: [2023] },
    // The published code carries 24: the year in a code is when the project entered the library.
    { code: registryProject, name: '实名制系统运行与维护费用2023', years: [2023] },
    { code: codesProject2024, name: '统一社会信用代码赋码颁证2024', years: [2024] },
    { code: domainsProject2024, name: '中文域名注册运行维护2024', years: [2024] },
  ].map((project) => ({ ...project, purpose: 'other', staff: 'administrative' })),
]

/** The projects of 区委编办 of 2023 and 2024. */
export function officeProjectRows(): DistrictRows['budgetProjects'] {
  return projects.flatMap(({ years, ...project }) =>
    years.map((year) => ({
      regionCode: exampleRegionCode,
      year,
      ...project,
      kind: project.code.charAt(8),
      organizationId: officeId,
      expenditureKind: project.code.charAt(8) === 'T' ? 'project' : 'basic',
      recordedAt: moment(`${year}-01-04`, '10:00'),
      recordedBy: finance.id,
    })),
  )
}

/** The project of the year that bears what the pay items name; null where the office has none. */
export function officeProjectFor(need: { year: number; purpose: string; staff: string }): Project | null {
  return (
    projects.find(
      ({ years, purpose, staff }) =>
        purpose === need.purpose && years.includes(need.year) && (staff === need.staff || staff === 'all'),
    ) ?? null
  )
}

/** Whose codes the lines of a project take. */
export function staffOfProject(code: string): string {
  return projects.find((project) => project.code === code)?.staff ?? 'administrative'
}

/** Initial lines that nobody's pay makes, in yuan; economic codes of the office's own plan. */
export function enteredLines(year: 2023 | 2024) {
  const [codes, domains] =
    year === 2023 ? [codesProject, domainsProject] : [codesProject2024, domainsProject2024]
  return [
    { projectCode: teamProject, functionCode: '2130599', economicCode: '30201', amount: '2000.00' },
    { projectCode: teamProject, functionCode: '2130599', economicCode: '30211', amount: '8000.00' },
    { projectCode: codes, functionCode: '2013102', economicCode: '30202', amount: '70000.00' },
    { projectCode: domains, functionCode: '2013102', economicCode: '30227', amount: '80000.00' },
  ]
}

function yearly(
  purpose: string,
  lines: readonly (readonly [staff: string, code2023: string, code2024: string, name: string])[],
): Project[] {
  return lines.flatMap(([staff, code2023, code2024, name]) => [
    { code: code2023, name: nameOf(2023, name), purpose, staff, years: [2023] },
    { code: code2024, name: nameOf(2024, name), purpose, staff, years: [2024] },
  ])
}

function nameOf(year: number, name: string): string {
  return name.startsWith('年') ? `${year}${name}` : name
}
