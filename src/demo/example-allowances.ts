/**
 * 示范标准: amounts invented for the example, of the shape the state's and a county's standards have. None of them
 * is any county's standard. Yuan a month unless said otherwise.
 */
export const exampleDocument = '示范〔2020〕1号'

export const riseOfDuty = (amount2006: number) => Math.round(amount2006 * 2.9)
export const riseOfGrade = (amount2006: number) => Math.round(amount2006 * 3.2)
export const riseOfPost = (amount2006: number) => Math.round(amount2006 * 3)
export const riseOfStep = (amount2006: number) => Math.round(amount2006 * 3.2)

/** 待遇级别: the group by which allowances, bonuses and the car subsidy are graded. */
export type Treatment =
  | '县处级正职'
  | '县处级副职'
  | '乡科级正职'
  | '乡科级副职'
  | '科员'
  | '办事员'
  | '机关工勤'

/** 职级 of civil servants below the ranks of the prefecture, with its 职务（职级）工资 and 待遇级别. */
export const ranks: readonly { rank: string; dutyPay: number; treatment: Treatment }[] = [
  { rank: '一级调研员', dutyPay: 2260, treatment: '县处级正职' },
  { rank: '二级调研员', dutyPay: 2200, treatment: '县处级正职' },
  { rank: '三级调研员', dutyPay: 1770, treatment: '县处级副职' },
  { rank: '四级调研员', dutyPay: 1710, treatment: '县处级副职' },
  { rank: '一级主任科员', dutyPay: 1430, treatment: '乡科级正职' },
  { rank: '二级主任科员', dutyPay: 1390, treatment: '乡科级正职' },
  { rank: '三级主任科员', dutyPay: 1230, treatment: '乡科级副职' },
  { rank: '四级主任科员', dutyPay: 1190, treatment: '乡科级副职' },
  { rank: '一级科员', dutyPay: 1100, treatment: '科员' },
  { rank: '二级科员', dutyPay: 990, treatment: '办事员' },
]

/** 技术等级工资 and 岗位工资 (first step, rise a step) of office workers. */
export const workerGradePay = {
  高级技师: 1650,
  技师: 1260,
  高级工: 1030,
  中级工: 850,
  初级工: 690,
  普通工: 690,
}
export const workerPostPay: Record<keyof typeof workerGradePay, readonly [first: number, rise: number]> = {
  高级技师: [2170, 72],
  技师: [1810, 64],
  高级工: [1532, 58],
  中级工: [1390, 54],
  初级工: [1260, 50],
  普通工: [1230, 46],
}

/** 定额公用经费: yuan a year for each person counted, by economic code; 15,000 in all. */
export const operatingQuota: Record<string, number> = {
  '30201': 7500,
  '30205': 200,
  '30206': 1500,
  '30211': 2500,
  '30213': 200,
  '30217': 600,
  '30228': 2000,
  '30299': 500,
}

type Allowance = { standardKind: string; keys: readonly [key1: string, key2?: string]; amount: number }

const byTreatment: Record<string, Record<Treatment, number>> = {
  // 工作津贴
  'work-allowance': {
    县处级正职: 2050,
    县处级副职: 1850,
    乡科级正职: 1620,
    乡科级副职: 1430,
    科员: 1240,
    办事员: 1130,
    机关工勤: 1080,
  },
  // 生活补贴
  'living-allowance': {
    县处级正职: 1490,
    县处级副职: 1370,
    乡科级正职: 1240,
    乡科级副职: 1130,
    科员: 1020,
    办事员: 960,
    机关工勤: 930,
  },
  // 艰苦边远地区津贴
  'hardship-allowance': {
    县处级正职: 330,
    县处级副职: 305,
    乡科级正职: 280,
    乡科级副职: 255,
    科员: 240,
    办事员: 235,
    机关工勤: 240,
  },
  // 基础绩效奖
  'basic-performance-bonus': {
    县处级正职: 2300,
    县处级副职: 2100,
    乡科级正职: 1900,
    乡科级副职: 1720,
    科员: 1560,
    办事员: 1480,
    机关工勤: 1400,
  },
  // 公务交通补贴
  'car-subsidy': {
    县处级正职: 1200,
    县处级副职: 1100,
    乡科级正职: 864,
    乡科级副职: 780,
    科员: 710,
    办事员: 650,
    机关工勤: 600,
  },
}

/** 事业岗位: the first grade's amount and how much each grade below it loses. */
const byPost: Record<string, Record<string, readonly [first: number, fall: number, grades: number]>> = {
  // 基础性绩效工资
  'base-performance-pay': { 管理: [2290, 110, 10], 专业技术: [2360, 95, 13] },
  // 基础绩效奖（事业）
  'institution-performance-bonus': { 管理: [2330, 80, 10], 专业技术: [2286, 65, 13] },
}

const workerPosts = ['技术工一级', '技术工二级', '技术工三级', '技术工四级', '技术工五级', '普通工']

export function allowances(): Allowance[] {
  return [
    ...Object.entries(byTreatment).flatMap(([standardKind, amounts]) =>
      Object.entries(amounts).map(([treatment, amount]) => ({
        standardKind,
        keys: [treatment] as const,
        amount,
      })),
    ),
    ...Object.entries(byPost).flatMap(([standardKind, kinds]) => [
      ...Object.entries(kinds).flatMap(([kind, [first, fall, grades]]) =>
        Array.from({ length: grades }, (_, index) => ({
          standardKind,
          keys: [kind, `${index + 1}级`] as const,
          amount: first - fall * index,
        })),
      ),
      ...workerPosts.map((post, index) => ({
        standardKind,
        keys: ['工勤', post] as const,
        amount: 1650 - 60 * index,
      })),
    ]),
    { standardKind: 'hardship-allowance', keys: ['事业人员'], amount: 120 },
    // 乡镇工作补贴 by years of work in townships
    { standardKind: 'township-allowance', keys: ['不满10年'], amount: 300 },
    { standardKind: 'township-allowance', keys: ['10年以上'], amount: 400 },
    { standardKind: 'township-allowance', keys: ['20年以上'], amount: 500 },
    // 健康体检补助, once a year
    { standardKind: 'health-check', keys: ['全体'], amount: 800 },
  ]
}
