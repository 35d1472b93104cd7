/** 人员身份 */
export const identityCategories = {
  'civil-servant': '公务员',
  'civil-service-institution-staff': '参公管理人员',
  'office-worker': '机关工勤人员',
  'institution-staff': '事业人员',
} as const

/** 学习形式 */
export const studyModes = { 'full-time': '全日制', 'in-service': '在职' } as const

/** 借调、抽调、挂职 */
export const secondmentKinds = { borrowing: '借调', drawing: '抽调', attachment: '挂职' } as const

/** 正职、副职 of a leadership post */
export const leaderships = { chief: '正职', deputy: '副职' } as const
