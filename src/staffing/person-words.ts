/** 性别, GB/T 2261.1, as the office says it */
export const sexNames: Readonly<Record<string, string>> = { '1': '男', '2': '女' }

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

/**
 * 职称系列, the 27 of the reform of 2016 (中办发〔2016〕77号) as the ministry lists them; the names are from knowledge
 * (certainty 90), numbered here in that order.
 */
export const titleSeries = {
  '01': '高等学校教师',
  '02': '哲学社会科学研究',
  '03': '自然科学研究',
  '04': '卫生技术',
  '05': '工程技术',
  '06': '农业技术',
  '07': '新闻',
  '08': '出版',
  '09': '图书资料',
  '10': '文物博物',
  '11': '档案',
  '12': '工艺美术',
  '13': '技工院校教师',
  '14': '体育专业',
  '15': '翻译',
  '16': '播音主持',
  '17': '会计',
  '18': '统计',
  '19': '经济',
  '20': '实验技术',
  '21': '中等职业学校教师',
  '22': '中小学教师',
  '23': '艺术',
  '24': '公共法律服务',
  '25': '审计',
  '26': '船舶',
  '27': '民用航空飞行技术',
} as const
