import { z } from 'zod'
import { leadershipPositionOrder } from '../establishment/leadership-post.ts'

const level = {
  /** code of ZB09 */
  levelCode: z.string(),
  /** as the appointment says it: 区委编办主任, 四级主任科员, 管理九级 */
  title: z.string(),
}

const shape = z.object({
  /** 职务 */
  duty: z
    .object({
      ...level,
      leadership: z.enum(leadershipPositionOrder).nullable().default(null),
      leadershipRank: z.string().nullable().default(null),
      divisionId: z.string().nullable().default(null),
      concurrent: z.boolean().default(false),
    })
    .optional(),
  /** 职级 */
  rank: z.object(level).optional(),
  /** 岗位等级 */
  post: z.object(level).optional(),
  /** 超编进人特批 the entry goes by where the check stops */
  entryOverrideId: z.string().optional(),
  /** 来源单位、去向单位 outside the registry */
  otherUnit: z.string().optional(),
  /** 借调、抽调、挂职 where to: an organization of the registry, or its name alone */
  place: z.object({ organizationId: z.string().nullable(), name: z.string() }).optional(),
  plannedEnd: z.string().optional(),
  /** 工资档案 from the effective day on */
  payProfile: z.object({ scheme: z.string(), keys: z.record(z.string(), z.array(z.string())) }).optional(),
  /** 冲销: the corrected movement is taken back and nothing stands in its stead */
  takesBack: z.boolean().optional(),
  /** 机构改革方案 that moved the person with others; its signatures are this movement's */
  reform: z.object({ id: z.string(), number: z.string() }).optional(),
  /** 批量增员: of all that were drafted from one list */
  batch: z.string().optional(),
  /** 退回或撤回的异动 this one was drafted from anew */
  amends: z.object({ id: z.string(), number: z.string() }).optional(),
})

/** What a kind needs beside person, day, places, document and reason. */
export type Particulars = z.output<typeof shape>

/** Reads what was recorded; a part written otherwise by an earlier version is left out rather than refused. */
export function particularsOf(recorded: unknown): Particulars {
  const whole = shape.safeParse(recorded)
  if (whole.success) return whole.data
  if (typeof recorded !== 'object' || recorded === null) return {}
  const readable = Object.entries(recorded).filter(
    ([name, value]) => shape.safeParse({ [name]: value }).success,
  )
  return shape.parse(Object.fromEntries(readable))
}
