import type { EstablishmentKind } from '../establishment/establishment-kind.ts'
import type { Generator } from './generator.ts'
import type { Unit } from './unit.ts'

/**
 * 职级 or 岗位等级 a person holds. `levelCode` is of RANK_GENERAL for 职级 and of ZB09 for posts and leading duties
 * (standards/code_sets.csv).
 */
export type Standing = { aspect: 'rank' | 'post'; levelCode: string; title: string }

type Ladder = readonly (readonly [fromYears: number, levelCode: string, title: string])[]

/** By years of service; a county's usual pace. */
const ladders = {
  official: [
    [0, '12', '二级科员'],
    [2, '11', '一级科员'],
    [9, '10', '四级主任科员'],
    [16, '09', '三级主任科员'],
    [23, '08', '二级主任科员'],
    [31, '07', '一级主任科员'],
  ],
  professional: [
    [0, '0351', '专业技术十三级'],
    [2, '0342', '专业技术十二级'],
    [6, '0341', '专业技术十一级'],
    [10, '0333', '专业技术十级'],
    [16, '0332', '专业技术九级'],
    [22, '0331', '专业技术八级'],
    [29, '0323', '专业技术七级'],
    [35, '0322', '专业技术六级'],
  ],
  manager: [
    [0, '0860', '管理十级'],
    [2, '0850', '管理九级'],
    [20, '0842', '管理八级'],
    [33, '0841', '管理七级'],
  ],
  worker: [
    [0, '0450', '机关初级工'],
    [8, '0440', '机关中级工'],
    [16, '0430', '机关高级工'],
    [28, '0420', '机关技师'],
  ],
  institutionWorker: [
    [0, '0650', '事业单位初级工'],
    [8, '0640', '事业单位中级工'],
    [18, '0630', '事业单位高级工'],
    [30, '0620', '事业单位技师'],
  ],
} as const satisfies Record<string, Ladder>

export type LadderName = keyof typeof ladders

export function ladderFor(unit: Unit, kind: EstablishmentKind, generator: Generator): LadderName {
  if (kind === 'office-worker') return 'worker'
  if (kind === 'office-use-institution') return 'manager'
  if (kind !== 'institution' && kind !== 'filed') return 'official'
  const worker = ['institutionWorker', 6] as const
  if (unit.calling === 'teaching') return generator.weighted([['professional', 94], worker])
  if (unit.calling === 'medicine') return generator.weighted([['professional', 88], ['manager', 6], worker])
  if (unit.calling === 'technical') return generator.weighted([['professional', 62], ['manager', 28], worker])
  return generator.weighted([['manager', 72], ['professional', 22], worker])
}

/** The step of a ladder that so many years of service reach. */
export function standingAfter(ladder: LadderName, years: number): Standing {
  const steps: Ladder = ladders[ladder]
  const step = steps.findLast(([fromYears]) => fromYears <= years) ?? steps[0]
  if (!step) throw new Error(`the ladder ${ladder} has no step`)
  return { aspect: ladder === 'official' ? 'rank' : 'post', levelCode: step[1], title: step[2] }
}

/** The step above, or null at the top. */
export function standingAbove(ladder: LadderName, levelCode: string): Standing | null {
  const steps: Ladder = ladders[ladder]
  const above = steps[steps.findIndex(([, code]) => code === levelCode) + 1]
  return above
    ? { aspect: ladder === 'official' ? 'rank' : 'post', levelCode: above[1], title: above[2] }
    : null
}

const heads: readonly (readonly [ending: RegExp, chief: string])[] = [
  [/(纪委监委)$/, '书记'],
  [/(党校|小学|中学|学校|高中)$/, '校长'],
  [/幼儿园$/, '园长'],
  [/检察院$/, '检察长'],
  [/院$/, '院长'],
  [/局$/, '局长'],
  [/部$/, '部长'],
  [/镇$/, '镇长'],
  [/乡$/, '乡长'],
  [/大队$/, '大队长'],
  [/站$/, '站长'],
  [/馆$/, '馆长'],
  [/林场$/, '场长'],
  [/团区委$/, '书记'],
  [/(工会|联合会|合会|协会|红十字会|联合社)$/, '主席'],
  [/政法委$/, '书记'],
  [/工委$/, '书记'],
]

/** 局长, 副局长 … as the name of the unit asks. */
export function leaderTitle(unit: Unit, position: 'chief' | 'deputy'): string {
  const chief = heads.find(([ending]) => ending.test(unit.shortName))?.[1] ?? '主任'
  return position === 'chief' ? chief : `副${chief}`
}

/** 领导职务层次 of ZB09, one step lower for deputies: 乡科级 for departments, posts of institutions by their rank. */
export function leaderLevelCode(unit: Unit, position: 'chief' | 'deputy'): string {
  if (unit.level !== 'institution') return position === 'chief' ? '0141' : '0142'
  if (unit.nature === 'civil-service-institution') return position === 'chief' ? '0142' : '0150'
  return position === 'chief' ? '0842' : '0850'
}
