import { establishmentKinds } from '../establishment/establishment-kind.ts'
import { leadershipPositions } from '../establishment/leadership-post.ts'
import { type CodeSet, codesOf } from '../kernel/codes.ts'
import { movementKinds } from '../movement/movement-kind.ts'
import { organizationRanks } from '../organization/organization.ts'
import { identityCategories, secondmentKinds, studyModes } from '../staffing/person-words.ts'
import { type Choice, type Column, choicesFrom } from './column.ts'
import { documentColumns } from './document-columns.ts'

function codes(set: CodeSet): Choice[] {
  return codesOf(set).map(({ code, name }) => ({ value: code, label: name }))
}

/** A name that stands for several codes is told apart by its code. */
function distinctCodes(set: CodeSet): Choice[] {
  const all = codesOf(set)
  const often = new Map<string, number>()
  for (const { name } of all) often.set(name, (often.get(name) ?? 0) + 1)
  return all.map(({ code, name }) => ({
    value: code,
    label: often.get(name) === 1 ? name : `${code} ${name}`,
  }))
}

/** 进入方式. What changes of somebody who is there says itself which movement it is. */
const waysIn = Object.fromEntries(
  Object.entries(movementKinds)
    .filter(([, { direction }]) => direction === 'in')
    .map(([kind, { label }]) => [kind, label]),
)

/** 人员: one row a person, found by the identity number, or by the registry's own number of an exported table. */
export const personColumns = {
  personId: {
    title: '登记号',
    kind: 'text',
    most: 36,
    note: '导出时由系统填写，请勿改动；新增人员不填。',
    width: 38,
  },
  name: { title: '姓名', required: true, kind: 'text', most: 60, note: '身份证上的姓名。', width: 10 },
  identityNumber: {
    title: '身份证号',
    aliases: ['公民身份号码', '身份证号码'],
    required: true,
    kind: 'identity-number',
    note: '18 位，按文本填写；出生日期和性别由此得出。',
    width: 22,
  },
  ethnicity: {
    title: '民族',
    required: true,
    kind: 'choice',
    choices: codes('GB3304'),
    note: 'GB/T 3304。',
    width: 10,
  },
  politicalStatus: {
    title: '政治面貌',
    required: true,
    kind: 'choice',
    choices: codes('GB4762'),
    note: 'GB/T 4762。',
    width: 12,
  },
  nativePlace: { title: '籍贯', kind: 'text', most: 60, note: '例如 四川广元。', width: 14 },
  beganWorkOn: {
    title: '参加工作时间',
    aliases: ['参加工作日期'],
    kind: 'date',
    note: '例如 2010-08-01。',
    width: 12,
  },
  identityCategory: {
    title: '人员身份',
    aliases: ['本人身份'],
    required: true,
    kind: 'choice',
    choices: choicesFrom(identityCategories),
    note: '公务员、参公管理人员、机关工勤人员、事业人员。',
    width: 14,
  },
  educationLevel: {
    title: '最高学历',
    aliases: ['学历'],
    kind: 'choice',
    choices: codes('GB4658_2006'),
    note: 'GB/T 4658-2006 大类。',
    width: 16,
  },
  educationMode: {
    title: '学习形式',
    aliases: ['学历类别'],
    kind: 'choice',
    choices: choicesFrom(studyModes),
    note: '填写学历时必填。',
    width: 10,
  },
  degree: { title: '学位', kind: 'choice', choices: codes('GB6864'), note: 'GB/T 6864。', width: 14 },
  school: { title: '毕业院校', kind: 'text', most: 100, note: '填写学历时必填。', width: 20 },
  major: {
    title: '所学专业',
    aliases: ['专业'],
    kind: 'text',
    most: 100,
    note: '填写学历时必填。',
    width: 16,
  },
  graduatedOn: { title: '毕业时间', kind: 'date', note: '填写学历时必填。', width: 12 },
  organization: {
    title: '编制单位编码',
    aliases: ['编制单位', '编制所在单位', '单位编码'],
    required: true,
    kind: 'text',
    most: 100,
    note: '编制单位的编码或全称。',
    width: 16,
  },
  establishmentKind: {
    title: '编制类型',
    required: true,
    kind: 'choice',
    choices: choicesFrom(establishmentKinds),
    note: '占用的编制类型。',
    width: 16,
  },
  enteredOn: {
    title: '入编时间',
    aliases: ['进入单位时间'],
    kind: 'date',
    note: '在现编制单位占现编制的起始日期；期初建账不填时为期初日。',
    width: 12,
  },
  dutyTitle: {
    title: '职务',
    aliases: ['现任职'],
    kind: 'text',
    most: 100,
    note: '任命的职务全称。',
    width: 18,
  },
  dutyLevel: {
    title: '职务层次',
    kind: 'choice',
    choices: distinctCodes('ZB09'),
    note: '填写职务时必填。',
    width: 16,
  },
  leadership: {
    title: '领导职数',
    kind: 'choice',
    choices: choicesFrom(leadershipPositions),
    note: '占领导职数的填正职或副职，内设机构领导填内设机构正职、副职。',
    width: 10,
  },
  leadershipRank: {
    title: '领导职数规格',
    kind: 'choice',
    choices: choicesFrom(organizationRanks),
    note: '占领导职数时必填。',
    width: 12,
  },
  dutyFrom: { title: '任职时间', kind: 'date', note: '不填时同入编时间。', width: 12 },
  rankTitle: {
    title: '职级',
    kind: 'choice',
    choices: codes('RANK_GENERAL'),
    note: '综合管理类公务员职级。',
    width: 14,
  },
  rankFrom: { title: '职级时间', kind: 'date', note: '不填时同入编时间。', width: 12 },
  postTitle: {
    title: '岗位',
    aliases: ['岗位名称'],
    kind: 'text',
    most: 100,
    note: '例如 管理九级。',
    width: 14,
  },
  postLevel: {
    title: '岗位等级',
    kind: 'choice',
    choices: distinctCodes('ZB09'),
    note: '填写岗位时必填。',
    width: 18,
  },
  postFrom: { title: '岗位时间', aliases: ['聘任时间'], kind: 'date', note: '不填时同入编时间。', width: 12 },
  workPlace: {
    title: '工作单位',
    kind: 'text',
    most: 100,
    note: '与编制单位不同时填写：编码或名称。',
    width: 18,
  },
  secondmentKind: {
    title: '借出方式',
    kind: 'choice',
    choices: choicesFrom(secondmentKinds),
    note: '填写工作单位时必填。',
    width: 10,
  },
  payingPlace: {
    title: '工资发放单位',
    kind: 'text',
    most: 100,
    note: '与编制单位不同时填写：编码或名称。',
    width: 18,
  },
  joinedPartyOn: {
    title: '入党时间',
    kind: 'date',
    note: '加入党派、团组织的日期；无党派、群众不填。',
    width: 12,
  },
  birthPlace: { title: '出生地', kind: 'text', most: 60, note: '例如 四川广元。', width: 14 },
  movementKind: {
    title: '进入方式',
    kind: 'choice',
    choices: choicesFrom(waysIn),
    aboutChange: true,
    note: '新增人员的进入方式；已在编的人员和期初建账不填。',
    width: 12,
  },
  changeOn: {
    title: '异动日期',
    aliases: ['变动日期', '生效日期'],
    kind: 'date',
    aboutChange: true,
    note: '新增或变更自哪一天起；期初建账不填。',
    width: 12,
  },
  otherUnit: {
    title: '来源单位',
    kind: 'text',
    most: 100,
    aboutChange: true,
    note: '从本区以外调入的，填原单位。',
    width: 18,
  },
  reason: { title: '事由', kind: 'text', most: 500, aboutChange: true, note: '异动的事由。', width: 20 },
  ...documentColumns,
} as const satisfies Record<string, Column>

export type PersonKey = keyof typeof personColumns
