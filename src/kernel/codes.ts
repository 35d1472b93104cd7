import { readStandardTable } from './standard-table.ts'

/** One entry of a code table; `parent` is null at the top. */
export type Code = { code: string; name: string; parent: string | null }

/**
 * The code sets of standards/code-sets.csv. GB: national standards (性别 GB2261, 民族 GB3304, 政治面貌 GB4762,
 * 学位 GB6864, 学历 GB4658). ZB: sets of the cadre information system. The rest: sets of the budget system.
 */
export const codeSets = [
  'GB2261',
  'GB3304',
  'GB4762',
  'GB6864',
  'GB4658_2006',
  'GB4658_OLD',
  'ZB03',
  'ZB04',
  'ZB09',
  'ZB15',
  'ZB16',
  'ZB18',
  'ZB42',
  'ZB64',
  'ZB72',
  'ZB73',
  'ZB77',
  'ZB78',
  'ZB87',
  'ZB122',
  'ZB123',
  'ZB125',
  'ZB126',
  'ZB129',
  'ZB130',
  'ZB132',
  'ZB134',
  'ZB135',
  'ZB139',
  'IDEN_TYPE',
  'PERS_IDENT',
  'PER_IDE',
  'PER_SOU',
  'PER_STA',
  'PER_TYPE',
  'RANK_GENERAL',
  'TEC_WORKER_GR',
  'WAGE_STRUCT',
] as const

export type CodeSet = (typeof codeSets)[number]

/** 汉族 for GB3304 01; null when the set has no such code. */
export function codeName(set: CodeSet, code: string): string | null {
  return sets.get(set)?.get(code)?.name ?? null
}

/** In the order of the standard. */
export function codesOf(set: CodeSet): Code[] {
  return [...(sets.get(set)?.values() ?? [])]
}

/** 支出功能分类: the name of a 类, 款 or 项 alone (2013101 → 行政运行); null when the table has no such code. */
export function functionName(code: string): string | null {
  return functions.get(code)?.name ?? null
}

/** 类, 款, 项 from the top: [一般公共服务支出, 党委办公厅（室）及相关机构事务, 行政运行]; empty when unknown. */
export function functionPath(code: string): string[] {
  return pathOf(functions, code).map(({ name }) => name)
}

/** 部门预算支出经济分类: the name of a 类 (301) or 款 (30101); null when the table has no such code. */
export function economicName(code: string): string | null {
  return departmentEconomics.get(code)?.name ?? null
}

/** 人员经费 or 公用经费 of a 类 or 款 in basic expenditure; null outside both. Source: state form of the accounts. */
export function expenditureGroup(departmentCode: string): '人员经费' | '公用经费' | null {
  const group = departmentEconomics.get(departmentCode)?.expenditureGroup
  return group === '人员经费' || group === '公用经费' ? group : null
}

/** 政府预算支出经济分类: the name of a 类 (501) or 款 (50101); null when the table has no such code. */
export function governmentEconomicName(code: string): string | null {
  return governmentEconomics.get(code)?.name ?? null
}

/**
 * The government economic code of a department economic code. It follows the staff that a project pays for, not
 * the unit. Codes without a place in the comparison table (307, 311 to 313, 399) are a mistake of the caller.
 */
export function governmentEconomicCode(
  departmentCode: string,
  staff: 'administrative' | 'institution',
): string {
  const row = economicMap.get(departmentCode)
  if (row === undefined) throw new Error(`no government economic code for ${departmentCode}`)
  return staff === 'administrative' ? row.administrative_code : row.institution_code
}

/** Every department economic code (款) that has its place in the government's classification. */
export function mappedEconomicCodes(): string[] {
  return [...economicMap.keys()]
}

const sets = new Map<string, Map<string, Code>>(codeSets.map((set) => [set, new Map()]))
for (const { set, code, name, parent } of readStandardTable('code-sets.csv', [
  'set',
  'set_name',
  'code',
  'name',
  'parent',
  'basis',
])) {
  const codes = sets.get(set)
  if (codes === undefined) throw new Error(`code-sets.csv has a set ${set} that codes.ts does not know`)
  codes.set(code, { code, name, parent: parent === '' ? null : parent })
}

const functions = byCode(
  readStandardTable('function-codes.csv', [
    'code',
    'name',
    'level',
    'parent',
    'valid_from',
    'valid_to',
    'basis',
    'certainty_percent',
  ]),
)

const departmentRows = readStandardTable('department-economic-codes.csv', [
  'code',
  'name',
  'level',
  'parent',
  'expenditure_group',
  'published',
  'basis',
  'certainty_percent',
])
const departmentEconomics = new Map(
  departmentRows.map((row) => [row.code, { name: row.name, expenditureGroup: row.expenditure_group }]),
)

const governmentEconomics = byCode(
  readStandardTable('government-economic-codes.csv', [
    'code',
    'name',
    'level',
    'parent',
    'basis',
    'certainty_percent',
  ]),
)

const economicMap = new Map(
  readStandardTable('economic-code-map.csv', [
    'department_code',
    'administrative_code',
    'institution_code',
    'administrative_basis',
    'administrative_certainty_percent',
    'institution_basis',
    'institution_certainty_percent',
  ]).map((row) => [row.department_code, row]),
)

function byCode(rows: { code: string; name: string; parent: string }[]): Map<string, Code> {
  return new Map(
    rows.map(({ code, name, parent }) => [code, { code, name, parent: parent === '' ? null : parent }]),
  )
}

function pathOf(codes: ReadonlyMap<string, Code>, code: string): Code[] {
  const found = codes.get(code)
  if (found === undefined) return []
  return found.parent === null ? [found] : [...pathOf(codes, found.parent), found]
}
