import { overrideStates } from '../../src/establishment/entry-override.ts'
import { controls, measures } from '../../src/establishment/establishment-control.ts'
import { establishmentKinds } from '../../src/establishment/establishment-kind.ts'
import { leadershipPositions } from '../../src/establishment/leadership-post.ts'
import { roundings } from '../../src/establishment/rank-quota.ts'
import { planStates } from '../../src/establishment/vacancy-plan.ts'
import { vacancyStates, waysIn } from '../../src/establishment/vacancy-request.ts'
import { roles } from '../../src/kernel/permission.ts'
import {
  fundings,
  organizationCategories,
  organizationKinds,
  organizationNatures,
  organizationRanks,
} from '../../src/organization/organization.ts'

/** 项目: a recorded field in the office's words; test/identity/audit-of-every-write finds one that is missing. */
const fieldWords: Readonly<Record<string, string>> = {
  account: '账号',
  act: '办理方式',
  address: '地址',
  amount: '金额（元）',
  applicationId: '申请',
  apply: '应用',
  approved: '核定',
  asOf: '时点',
  bank: '开户银行',
  assignments: '在编经历',
  base: '计算基数',
  beganWorkOn: '参加工作时间',
  beyondPlan: '计划外用编',
  birthPlace: '出生地',
  bornOn: '出生日期',
  borrowerId: '借入单位',
  budgetLevel: '预算级次',
  budgetUnitCode: '预算单位编码',
  bytes: '大小（字节）',
  category: '机构类别',
  certificateNumber: '证书编号',
  changedOn: '变更日期',
  children: '下属机构',
  code: '编码',
  content: '内容',
  control: '控制方式',
  correctsId: '被更正的异动',
  count: '名数',
  creditCode: '统一社会信用代码',
  decision: '意见',
  degree: '学位',
  directory: '目录',
  document: '文件',
  documentId: '文件',
  documentNumber: '文号',
  duties: '主要职责',
  effectiveFrom: '起始日期',
  effectiveOn: '生效日期',
  effectiveTo: '截止日期',
  enabled: '启用',
  ended: '结束的登录数',
  economicCode: '部门支出经济分类',
  ending: '格式',
  establishmentKind: '编制类型',
  ethnicity: '民族',
  expenditureId: '被冲销的支出',
  expiresOn: '有效期至',
  explain: '说明的科目、项目',
  fileId: '附件',
  fromLevel: '职级（自）',
  freezeId: '原控编',
  fromEstablishmentKind: '原编制类型',
  fromOrganizationId: '原编制单位',
  frozen: '控编',
  functionCode: '支出功能分类',
  functionClass: '支出功能分类',
  funding: '经费形式',
  identity: '身份证号',
  identityCategory: '人员身份',
  identityMasked: '身份证号（遮盖）',
  held: '实配',
  id: '标识',
  initials: '简称首字母',
  issuedOn: '发文日期',
  issuer: '发文机关',
  joinedPartyOn: '入党时间',
  keyFingerprint: '密钥指纹',
  kind: '类别',
  leadersCount: '领导职务兼任职级的占用职数',
  legalRepresentative: '法定代表人',
  lenderId: '借出单位',
  level: '等级',
  lineId: '预算项目',
  lines: '明细',
  locked: '加密',
  major: '专业',
  measure: '控制事项',
  mode: '学习形式',
  month: '月份',
  movement: '异动',
  movementId: '异动',
  name: '名称',
  nativePlace: '籍贯',
  nature: '机构性质',
  nightly: '每夜',
  note: '备注',
  number: '编号',
  occupied: '实有',
  on: '日期',
  organization: '机构',
  organizationId: '单位',
  organizations: '机构数',
  otherNames: '其他名称',
  otherUnit: '对方单位',
  overrides: '特批',
  paper: '文书',
  parentId: '上级机构',
  particulars: '异动事项',
  people: '人数',
  percent: '比例（%）',
  personId: '人员',
  photoId: '照片',
  planYear: '计划年度',
  politicalStatus: '政治面貌',
  position: '位置',
  positions: '编制使用',
  predecessorIds: '原机构',
  rank: '规格',
  rankGroup: '职级',
  projectCode: '项目编码',
  reason: '事由',
  removed: '清理的旧备份',
  reserved: '已批未用',
  reverses: '被冲销的登记',
  reversesId: '被冲销的登记',
  role: '角色',
  rounding: '不足一名的',
  rows: '行数',
  school: '学校',
  scopeOrganizationId: '查看范围',
  series: '系列',
  sex: '性别',
  sha256: '校验值',
  shortName: '简称',
  size: '大小（字节）',
  state: '状态',
  sortOrder: '排序',
  step: '环节',
  subject: '项目',
  summary: '摘要',
  supervisorId: '主管部门',
  temporary: '临时密码',
  title: '标题',
  toEstablishmentKind: '新编制类型',
  toLevel: '职级（至）',
  toOrganizationId: '新编制单位',
  usedOn: '使用日期',
  vacancyRequestId: '用编申请',
  voucherNumber: '凭证号',
  warnings: '提示',
  wayIn: '用编方式',
  whole: '完整',
  year: '年度',
}

/** The tables of the codes that may stand in a field. */
const codeWords: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  category: organizationCategories,
  control: controls,
  establishmentKind: establishmentKinds,
  funding: fundings,
  kind: organizationKinds,
  measure: measures,
  nature: organizationNatures,
  position: leadershipPositions,
  rank: organizationRanks,
  role: roles,
  rounding: roundings,
  state: { ...vacancyStates, ...planStates, ...overrideStates },
  step: roles,
  wayIn: waysIn,
}

export function fieldName(subjectKind: string, name: string): string {
  if (name === 'name' && (subjectKind === 'person' || subjectKind === 'user')) return '姓名'
  return fieldWords[name] ?? name
}

/** A recorded value as the office reads it: codes by their tables, units by their names, rows as sentences. */
export function valueWords(name: string, value: unknown, organizations: ReadonlyMap<string, string>): string {
  if (value === null || value === undefined || value === '') return '（空）'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) {
    if (value.length === 0) return '（空）'
    const rows = value.map((one) => valueWords(name, one, organizations))
    return rows.join(value.some((one) => typeof one === 'object') ? '；' : '、')
  }
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([inner, one]) => `${fieldName('', inner)} ${valueWords(inner, one, organizations)}`)
      .join('，')
  }
  const text = String(value)
  const words = codeWords[name]
  if (words !== undefined && Object.hasOwn(words, text)) return words[text] ?? text
  // An id that is no unit's tells nobody anything but that it is the same as elsewhere.
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text) ? (organizations.get(text) ?? text.slice(0, 8)) : text
}
