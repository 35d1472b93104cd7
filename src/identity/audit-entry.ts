/**
 * Kinds of things of which the audit page may show old and new. All others may tell of people, whom the three
 * administrators do not see: there only the names of what changed are shown.
 */
const impersonal = new Set([
  'approved-headcount',
  'audit-chain',
  'backup',
  'budget-adjustment',
  'budget-month',
  'budget-year',
  'command',
  'entry-override',
  'establishment-control',
  'expenditure',
  'document',
  'headcount-freeze',
  'headcount-loan',
  'leadership-post',
  'opening',
  'organization',
  'rank-approval',
  'rank-ratio',
  'region',
  'route',
  'user',
  'vacancy-plan',
  'vacancy-request',
])

/** One changed field as it was recorded; hidden: of a person, who shows here only by the field's name. */
export type ShownChange = { name: string; hidden: boolean; before: unknown; after: unknown }

/** What only the program reads, or what stands in a column of its own. */
const unshown = new Set(['documentId', 'initials', 'sortOrder', 'id'])

/** Old and new, field by field; a field that stayed as it was is left out. */
export function shownChanges({
  subjectKind,
  before,
  after,
}: {
  subjectKind: string
  before: unknown
  after: unknown
}): ShownChange[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)]
  const hidden = !impersonal.has(subjectKind)
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) => {
    const [old, fresh] = [was.get(name) ?? null, is.get(name) ?? null]
    if (unshown.has(name) || JSON.stringify(old) === JSON.stringify(fresh)) return []
    return [{ name, hidden, before: hidden ? null : old, after: hidden ? null : fresh }]
  })
}

/** The ids of organizations among what is shown, so that the page can give their names. */
export function organizationsIn(changes: readonly ShownChange[]): string[] {
  const ids: string[] = []
  const look = (value: unknown): void => {
    if (typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value)) ids.push(value)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look)
  }
  for (const { before, after } of changes) look([before, after])
  return ids
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  if (value === null || value === undefined) return new Map()
  if (Array.isArray(value) || typeof value !== 'object') return new Map([['rows', value]])
  return new Map(Object.entries(value))
}

const subjectKindNames: Readonly<Record<string, string>> = {
  'approved-headcount': '核定编制',
  'audit-chain': '审计链',
  backup: '备份',
  'budget-adjustment': '预算调整',
  'budget-month': '预算月份',
  'budget-year': '预算年度',
  command: '终端命令',
  document: '批文',
  'entry-override': '超编进人特批',
  'establishment-control': '控制方式',
  expenditure: '支出',
  'exchange-job': '导入',
  'headcount-freeze': '控编',
  'headcount-loan': '周转编制',
  'leadership-post': '领导职数',
  movement: '异动',
  opening: '初始登记',
  organization: '机构',
  person: '人员',
  'rank-approval': '核定职级职数',
  'rank-ratio': '职级职数比例',
  reform: '机构改革',
  region: '行政区',
  route: '页面',
  'saved-query': '常用查询',
  user: '用户',
  'vacancy-plan': '用编计划',
  'vacancy-request': '用编申请',
}

export function subjectKindName(kind: string): string {
  return subjectKindNames[kind] ?? kind
}

/** 事项, by area and by verb; what is not listed is shown as recorded. */
export const auditActionNames: Readonly<Record<string, string>> = {
  audit: '审计',
  'audit.verification': '校验审计链',
  backup: '备份',
  'backup.make': '备份',
  budget: '预算',
  'budget.adjustment-approval': '批准预算调整',
  'budget.adjustment-proposal': '提出预算调整',
  'budget.adjustment-refusal': '不予批准预算调整',
  'budget.adoption': '确认年初预算',
  'budget.derivation': '测算年初预算',
  'budget.expenditure': '登记支出',
  'budget.expenditure-reversal': '冲销支出',
  'budget.payroll': '登记月工资支出',
  control: '控制方式',
  'control.change': '变更控制方式',
  demo: '示例',
  'demo.load': '载入示例',
  document: '批文',
  'document.attach': '上传附件',
  'document.detach': '作废附件',
  exchange: '数据交换',
  'exchange.cancel': '取消导入',
  'exchange.import': '导入',
  'exchange.upload': '上传文件',
  export: '导出',
  'export.file': '导出文件',
  freeze: '控编',
  'freeze.lift': '解除控编',
  'freeze.record': '登记控编',
  headcount: '核定编制',
  'headcount.import': '导入核定编制',
  'headcount.record': '登记核定编制',
  'headcount.reverse': '冲销核定编制',
  key: '个人信息密钥',
  'key.rotation': '更换个人信息密钥',
  'leadership-post': '领导职数',
  'leadership-post.import': '导入领导职数',
  'leadership-post.record': '登记领导职数',
  'leadership-post.reverse': '冲销领导职数',
  loan: '周转编制',
  'loan.end': '变更周转编制期限',
  'loan.lend': '借出周转编制',
  movement: '异动',
  'movement.draft': '草拟异动',
  'movement.effect': '异动生效',
  'movement.print': '打印异动文书',
  'movement.agree': '签批异动',
  'movement.return': '退回异动',
  'movement.withdraw': '撤回异动',
  opening: '初始登记',
  'opening.close': '结束初始登记',
  'opening.load': '载入初始数据',
  'opening.discard': '放弃初始登记',
  'opening.open': '开始初始登记',
  organization: '机构',
  'organization.abolition': '撤销机构',
  'organization.amendment': '变更机构登记事项',
  'organization.correction': '更正机构',
  'organization.conversion': '变更机构性质',
  'organization.found': '设立机构',
  'organization.merger': '合并机构',
  'organization.renaming': '机构更名',
  'organization.reparenting': '调整机构隶属',
  'organization.split': '分设机构',
  override: '超编进人特批',
  'override.approval': '批准特批',
  'override.recall': '收回特批',
  'override.rejection': '不予批准特批',
  'override.return': '退回特批',
  'override.review': '审核特批',
  'override.submission': '起草特批',
  'override.use': '凭特批进人',
  'override.withdrawal': '撤回特批',
  password: '密码',
  'password.change': '修改密码',
  'password.issue': '重置密码',
  'password.refusal': '核对密码未通过',
  pay: '工资',
  'pay.change': '变更工资档案',
  permission: '权限',
  'permission.refusal': '越权被拒绝',
  person: '人员',
  'person.application': '申请更正人员信息',
  'person.change': '变更人员信息',
  'person.correction': '更正人员信息',
  'person.application-acceptance': '受理更正申请',
  'person.application-return': '退回更正申请',
  'person.application-withdrawal': '撤回更正申请',
  'person.education': '登记学历学位',
  'person.fact-addition': '登记个人信息',
  'person.fact-correction': '更正个人信息',
  'person.fact-removal': '撤销个人信息',
  'person.photo': '更换照片',
  'person.photo-removal': '移除照片',
  'person.registration': '登记人员',
  'person.reveal': '显示身份证号、联系方式',
  'rank-approval': '核定职级职数',
  'rank-approval.end': '停用核定职级职数',
  'rank-approval.record': '登记核定职级职数',
  'rank-ratio': '职级职数比例',
  'rank-ratio.end': '停用职级职数比例',
  'rank-ratio.record': '登记职级职数比例',
  reform: '机构改革',
  'reform.agree': '签批机构改革',
  'reform.draft': '草拟机构改革',
  'reform.effect': '机构改革生效',
  'reform.return': '退回机构改革',
  'reform.withdraw': '撤回机构改革',
  plan: '用编计划',
  'plan.adjustment': '调整用编计划',
  'plan.decision': '核定用编计划',
  'plan.draft': '起草用编计划',
  'plan.return': '退回用编计划',
  'plan.review': '审核用编计划',
  'plan.submission': '申报用编计划',
  'plan.supervision': '主管部门审核用编计划',
  'plan.withdrawal': '撤回用编计划',
  print: '打印',
  'print.list': '打印名册',
  'print.page': '打印页面',
  region: '行政区',
  'region.create': '初始化',
  report: '报告',
  'report.export': '导出报告',
  role: '角色',
  'role.grant': '授予角色',
  'role.revoke': '收回角色',
  'saved-query': '常用查询',
  'saved-query.removal': '删除常用查询',
  'saved-query.rename': '更名常用查询',
  'saved-query.save': '保存常用查询',
  'second-factor': '动态口令',
  'second-factor.register': '启用动态口令',
  'second-factor.withdraw': '停用动态口令',
  session: '登录',
  'session.end-others': '结束其他登录',
  'session.refusal': '登录被拒绝',
  'session.sign-in': '登录',
  'session.sign-out': '退出',
  user: '用户',
  'user.create': '建立账号',
  'user.disable': '停用账号',
  'user.enable': '启用账号',
  'user.scope': '更改查看范围',
  vacancy: '用编',
  'vacancy.approval': '核准用编',
  'vacancy.recall': '收回用编',
  'vacancy.rejection': '不予核准用编',
  'vacancy.return': '退回用编申请',
  'vacancy.review': '审核用编申请',
  'vacancy.submission': '提交用编申请',
  'vacancy.withdrawal': '撤回用编申请',
}

export function auditActionName(action: string): string {
  return auditActionNames[action] ?? action
}
