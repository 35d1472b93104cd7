import type { EstablishmentKind } from '../establishment/establishment-kind.ts'
import type { IsoDate } from '../kernel/dates.ts'
import { civilServantKeys, institutionKeys, officeWorkerKeys } from './pay-keys.ts'

/** Which of the three organizations holds the place. */
export type OfficeUnit = '区委编办' | '区事业单位登记服务中心' | '区机构编制信息中心'

/** Yuan: the year's target bonus as put into the budget and as paid, or the reward pay a month. */
export type OwnPay = {
  targetBonus?: { foreseen?: number; paid?: number }
  /** to June 2023, from July 2023 */
  rewardPay?: readonly [before: number, now: number]
  onlyChild?: { until?: IsoDate }
  /** 优秀事业人员奖励金, of the years 2019–2021: 1,500 a year */
  award?: number
  /** declared monthly bases: of the year before, of 2023 */
  bases: { pension: Declared; medical: Declared; housingFund: Declared }
}

type Declared = readonly [before: number | null, now: number | null]

export type OfficePerson = {
  key: string
  sex: '1' | '2'
  bornOn: IsoDate
  beganWorkOn: IsoDate
  education: '本科' | '大专'
  unit: OfficeUnit
  division?: string
  kind: EstablishmentKind
  /** ZB09 for duties and posts, the general ranks' own codes for 职级 */
  duty?: { levelCode: string; title: string; leadership: 'chief' | 'deputy'; leadershipRank: string }
  rank?: { levelCode: string; title: string }
  post?: { levelCode: string; title: string }
  enters?: { kind: 'transfer-in' | 'recruitment'; on: IsoDate; otherUnit?: string }
  leaves?: { kind: 'transfer-out'; on: IsoDate; otherUnit: string }
  /** 工资档案 from each day on; a step is known in the December before */
  pay: readonly (readonly [from: IsoDate, keys: Record<string, string[]>])[]
  own: OwnPay
}

const opening = '2021-01-01'

/** Two years in one step, then the next: from 1 January 2023. */
function civil(duty: string, grade: number, step: number): OfficePerson['pay'] {
  return [
    [opening, civilServantKeys({ duty, grade, step: step - 1 })],
    ['2023-01-01', civilServantKeys({ duty, grade, step })],
  ]
}

/** A step a year; `step` is that of 2023. */
function institution(kind: '管理' | '专业技术', post: string, step: number): OfficePerson['pay'] {
  return [
    [opening, institutionKeys({ kind, post, step: step - 2 })],
    ['2022-01-01', institutionKeys({ kind, post, step: step - 1 })],
    ['2023-01-01', institutionKeys({ kind, post, step })],
    ['2024-01-01', institutionKeys({ kind, post, step: step + 1 })],
  ]
}

export const officePeople: readonly OfficePerson[] = [
  {
    key: '主任',
    sex: '1',
    bornOn: '1971-04-18',
    beganWorkOn: '1993-07-01',
    education: '本科',
    unit: '区委编办',
    kind: 'administrative',
    duty: { levelCode: '0141', title: '区委编办主任', leadership: 'chief', leadershipRank: '109' },
    rank: { levelCode: '07', title: '一级主任科员' },
    pay: civil('乡科级正职', 17, 7),
    own: {
      targetBonus: { foreseen: 11700, paid: 12300 },
      bases: { pension: [10735, 10950], medical: [10040, 10380], housingFund: [11150, 11400] },
    },
  },
  {
    key: '副主任',
    sex: '2',
    bornOn: '1976-09-05',
    beganWorkOn: '1998-08-01',
    education: '本科',
    unit: '区委编办',
    kind: 'administrative',
    duty: { levelCode: '0142', title: '区委编办副主任', leadership: 'deputy', leadershipRank: '110' },
    rank: { levelCode: '10', title: '四级主任科员' },
    pay: civil('乡科级副职', 19, 6),
    own: {
      targetBonus: { foreseen: 10500, paid: 11200 },
      onlyChild: {},
      bases: { pension: [9485, 9750], medical: [8890, 9150], housingFund: [9850, 10100] },
    },
  },
  {
    key: '副主任兼登记局长',
    sex: '1',
    bornOn: '1979-11-23',
    beganWorkOn: '2001-09-01',
    education: '大专',
    unit: '区委编办',
    division: '事业单位登记管理股（区事业单位登记管理局）',
    kind: 'administrative',
    duty: { levelCode: '0142', title: '区委编办副主任', leadership: 'deputy', leadershipRank: '110' },
    rank: { levelCode: '10', title: '四级主任科员' },
    pay: civil('乡科级副职', 20, 5),
    own: {
      targetBonus: { foreseen: 10500, paid: 11200 },
      bases: { pension: [9135, 9400], medical: [8590, 8850], housingFund: [9500, 9750] },
    },
  },
  {
    key: '机构编制股调出',
    sex: '2',
    bornOn: '1987-02-14',
    beganWorkOn: '2010-08-01',
    education: '本科',
    unit: '区委编办',
    division: '机构编制股（机构改革股）',
    kind: 'administrative',
    rank: { levelCode: '10', title: '四级主任科员' },
    leaves: { kind: 'transfer-out', on: '2023-03-16', otherUnit: '昭化区（示例）某局' },
    pay: civil('四级主任科员', 22, 3),
    own: {
      targetBonus: { foreseen: 10100 },
      bases: { pension: [8785, null], medical: [8290, null], housingFund: [9150, null] },
    },
  },
  {
    key: '综合股',
    sex: '1',
    bornOn: '1968-03-30',
    beganWorkOn: '1989-07-01',
    education: '大专',
    unit: '区委编办',
    division: '综合股',
    kind: 'administrative',
    rank: { levelCode: '07', title: '一级主任科员' },
    pay: civil('一级主任科员', 17, 6),
    own: {
      targetBonus: { foreseen: 11200, paid: 11900 },
      bases: { pension: [10435, 10700], medical: [9790, 10090], housingFund: [10850, 11100] },
    },
  },
  {
    key: '机构编制股调入',
    sex: '1',
    bornOn: '1985-06-11',
    beganWorkOn: '2008-07-01',
    education: '本科',
    unit: '区委编办',
    division: '机构编制股（机构改革股）',
    kind: 'administrative',
    rank: { levelCode: '10', title: '四级主任科员' },
    enters: { kind: 'transfer-in', on: '2023-05-18', otherUnit: '旺苍县（示例）某局' },
    pay: [['2023-05-18', civilServantKeys({ duty: '四级主任科员', grade: 21, step: 3 })]],
    own: {
      targetBonus: { paid: 10400 },
      bases: { pension: [null, 9100], medical: [null, 8600], housingFund: [null, 9350] },
    },
  },
  {
    key: '登记中心主任',
    sex: '1',
    bornOn: '1972-08-26',
    beganWorkOn: '1994-07-01',
    education: '大专',
    unit: '区事业单位登记服务中心',
    kind: 'civil-service-institution',
    duty: {
      levelCode: '0142',
      title: '区事业单位登记服务中心主任',
      leadership: 'chief',
      leadershipRank: '110',
    },
    rank: { levelCode: '08', title: '二级主任科员' },
    pay: civil('二级主任科员', 18, 7),
    own: {
      targetBonus: { foreseen: 11100, paid: 11800 },
      bases: { pension: [10185, 10450], medical: [9540, 9800], housingFund: [10600, 10850] },
    },
  },
  {
    key: '登记中心四级主任科员',
    sex: '2',
    bornOn: '1982-01-19',
    beganWorkOn: '2005-08-01',
    education: '本科',
    unit: '区事业单位登记服务中心',
    kind: 'civil-service-institution',
    rank: { levelCode: '10', title: '四级主任科员' },
    pay: civil('四级主任科员', 21, 4),
    own: {
      targetBonus: { foreseen: 10100, paid: 10700 },
      // 2019年在事业岗位年度考核优秀
      award: 1,
      bases: { pension: [8935, 9200], medical: [8390, 8650], housingFund: [9300, 9550] },
    },
  },
  {
    key: '登记中心一级科员',
    sex: '1',
    bornOn: '1992-10-08',
    beganWorkOn: '2016-08-01',
    education: '本科',
    unit: '区事业单位登记服务中心',
    kind: 'civil-service-institution',
    rank: { levelCode: '11', title: '一级科员' },
    pay: civil('一级科员', 24, 3),
    own: {
      targetBonus: { foreseen: 9000, paid: 9600 },
      bases: { pension: [7735, 8000], medical: [7290, 7550], housingFund: [8100, 8350] },
    },
  },
  {
    key: '登记中心新录用',
    sex: '2',
    bornOn: '1999-05-27',
    beganWorkOn: '2023-07-03',
    education: '本科',
    unit: '区事业单位登记服务中心',
    kind: 'civil-service-institution',
    rank: { levelCode: '11', title: '一级科员' },
    enters: { kind: 'recruitment', on: '2023-07-03' },
    pay: [['2023-07-03', civilServantKeys({ duty: '一级科员', grade: 25, step: 2 })]],
    own: {
      targetBonus: { paid: 4200 },
      bases: { pension: [null, 6900], medical: [null, 6500], housingFund: [null, 7100] },
    },
  },
  {
    key: '机关工勤',
    sex: '1',
    bornOn: '1970-12-02',
    beganWorkOn: '1990-12-01',
    education: '大专',
    unit: '区委编办',
    division: '综合股',
    kind: 'office-worker',
    post: { levelCode: '0430', title: '高级工' },
    pay: [
      [opening, officeWorkerKeys({ grade: '高级工', step: 12 })],
      ['2023-01-01', officeWorkerKeys({ grade: '高级工', step: 13 })],
    ],
    own: {
      targetBonus: { foreseen: 8500, paid: 8490 },
      bases: { pension: [8035, 8300], medical: [7540, 7800], housingFund: [8400, 8650] },
    },
  },
  {
    key: '信息中心主任',
    sex: '2',
    bornOn: '1978-07-07',
    beganWorkOn: '2000-09-01',
    education: '本科',
    unit: '区机构编制信息中心',
    kind: 'institution',
    duty: { levelCode: '0850', title: '区机构编制信息中心主任', leadership: 'chief', leadershipRank: '111' },
    post: { levelCode: '0842', title: '管理八级' },
    pay: institution('管理', '8级', 29),
    own: {
      rewardPay: [771, 979],
      onlyChild: {},
      award: 2,
      bases: { pension: [8310, 8850], medical: [7935, 8490], housingFund: [8700, 9300] },
    },
  },
  {
    key: '信息中心管理九级',
    sex: '1',
    bornOn: '1972-02-21',
    beganWorkOn: '1993-12-01',
    education: '大专',
    unit: '区机构编制信息中心',
    kind: 'institution',
    post: { levelCode: '0850', title: '管理九级' },
    pay: institution('管理', '9级', 33),
    own: {
      rewardPay: [731, 939],
      award: 1,
      bases: { pension: [8110, 8700], medical: [7735, 8250], housingFund: [8500, 9100] },
    },
  },
  {
    key: '信息中心工程师',
    sex: '1',
    bornOn: '1984-09-16',
    beganWorkOn: '2007-07-01',
    education: '本科',
    unit: '区机构编制信息中心',
    kind: 'institution',
    post: { levelCode: '0333', title: '专业技术十级' },
    pay: institution('专业技术', '10级', 26),
    own: {
      rewardPay: [711, 919],
      onlyChild: { until: '2023-09-01' },
      award: 1,
      bases: { pension: [7810, 8400], medical: [7435, 7950], housingFund: [8200, 8800] },
    },
  },
  {
    key: '信息中心助理工程师',
    sex: '2',
    bornOn: '1990-11-12',
    beganWorkOn: '2014-10-01',
    education: '本科',
    unit: '区机构编制信息中心',
    kind: 'institution',
    post: { levelCode: '0341', title: '专业技术十一级' },
    pay: institution('专业技术', '11级', 19),
    own: {
      rewardPay: [671, 879],
      bases: { pension: [7310, 7900], medical: [6985, 7450], housingFund: [7700, 8300] },
    },
  },
  {
    key: '信息中心调出',
    sex: '1',
    bornOn: '1981-03-09',
    beganWorkOn: '2003-07-01',
    education: '本科',
    unit: '区机构编制信息中心',
    kind: 'institution',
    post: { levelCode: '0332', title: '专业技术九级' },
    leaves: { kind: 'transfer-out', on: '2023-07-20', otherUnit: '利州区（示例）某中心' },
    pay: institution('专业技术', '9级', 29).slice(0, 3),
    own: {
      rewardPay: [845, 845],
      bases: { pension: [8010, 8600], medical: [7635, 8100], housingFund: [8400, null] },
    },
  },
  {
    key: '信息中心调入',
    sex: '2',
    bornOn: '1994-04-25',
    beganWorkOn: '2017-09-01',
    education: '本科',
    unit: '区机构编制信息中心',
    kind: 'institution',
    post: { levelCode: '0850', title: '管理九级' },
    enters: { kind: 'transfer-in', on: '2023-08-22', otherUnit: '剑阁县（示例）某中心' },
    pay: [
      ['2023-08-22', institutionKeys({ kind: '管理', post: '9级', step: 14 })],
      ['2024-01-01', institutionKeys({ kind: '管理', post: '9级', step: 15 })],
    ],
    own: {
      rewardPay: [780, 780],
      bases: { pension: [null, 7300], medical: [null, 6900], housingFund: [null, 7675] },
    },
  },
]
