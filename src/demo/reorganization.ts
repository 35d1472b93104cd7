import type { IsoDate } from '../kernel/dates.ts'
import type { OrganizationNature } from '../organization/organization.ts'

/** 撤并: the predecessors end on the day, their places and people go to the successor. */
export type Merger = {
  on: IsoDate
  predecessors: readonly string[]
  successor: string
  title: string
}

export const mergers: readonly Merger[] = [
  {
    on: '2022-09-01',
    predecessors: ['羊木镇新山小学', '羊木镇石坝小学', '羊木镇双河小学'],
    successor: '羊木镇小学',
    title: '关于撤并羊木镇新山小学等三所村小学的通知',
  },
  {
    on: '2023-05-01',
    predecessors: ['区种子管理站', '区农业机械服务站'],
    successor: '区农业技术服务中心',
    title: '关于整合组建区农业技术服务中心的通知',
  },
]

/** One change of a unit within the three years; `before` says how it was until the day. */
export type Alteration = {
  unit: string
  on: IsoDate
  kind: 'renaming' | 'reparenting' | 'conversion'
  before: { shortName?: string; name?: string; supervisor?: string; nature?: OrganizationNature }
  title: string
}

export const alterations: readonly Alteration[] = [
  {
    unit: '区乡村振兴局',
    on: '2021-06-10',
    kind: 'renaming',
    before: { shortName: '区扶贫开发局', name: '朝天区扶贫开发局' },
    title: '关于区扶贫开发局更名为区乡村振兴局的通知',
  },
  {
    unit: '区旅游发展服务中心',
    on: '2022-06-01',
    kind: 'renaming',
    before: { shortName: '区旅游信息中心', name: '朝天区旅游信息中心' },
    title: '关于区旅游信息中心更名的通知',
  },
  {
    unit: '区粮食和物资储备中心',
    on: '2022-01-01',
    kind: 'reparenting',
    before: { supervisor: '区商务局' },
    title: '关于调整区粮食和物资储备中心隶属关系的通知',
  },
  {
    unit: '区土地储备中心',
    on: '2022-10-01',
    kind: 'conversion',
    before: { nature: 'public-welfare-one' },
    title: '关于调整区土地储备中心类别的通知',
  },
  {
    unit: '区综合行政执法局',
    on: '2021-11-01',
    kind: 'renaming',
    before: { shortName: '区城市管理局', name: '朝天区城市管理局' },
    title: '关于区城市管理局更名为区综合行政执法局的通知',
  },
]

/** 挂牌 names kept beside the own one. */
export const otherNames: Readonly<Record<string, readonly string[]>> = {
  区委办公室: ['区国家保密局', '区档案局'],
  区委组织部: ['区公务员局'],
  区委宣传部: ['区新闻出版局'],
  区委统战部: ['区民族宗教事务局'],
  区政府办公室: ['区外事办公室'],
  区农业农村局: ['区畜牧兽医局'],
  区文化旅游和体育局: ['区文物局'],
  区市场监督管理局: ['区知识产权局'],
}
