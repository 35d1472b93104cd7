/** 工资标准的种类, in the order of the list. A kind a county adds itself is shown under its own name. */
const standardKinds: Record<string, string> = {
  'civil-duty': '职务（职级）工资',
  'civil-grade': '级别工资',
  'worker-post': '岗位工资（机关工人）',
  'worker-grade': '技术等级工资',
  'institution-post': '岗位工资（事业）',
  'institution-step': '薪级工资',
  'work-allowance': '工作津贴',
  'living-allowance': '生活补贴',
  'hardship-allowance': '艰苦边远地区津贴',
  'township-allowance': '乡镇工作补贴',
  'basic-performance-bonus': '基础绩效奖',
  'institution-performance-bonus': '基础绩效奖（事业）',
  'base-performance-pay': '基础性绩效工资',
  'health-check': '健康体检补助',
  'car-subsidy': '公务交通补贴',
  'operating-quota': '定额公用经费',
  'teacher-nurse': '教护提高10%',
}

const order = Object.keys(standardKinds)

export function standardKindName(kind: string): string {
  return standardKinds[kind] ?? kind
}

export function compareStandardKinds(a: string, b: string): number {
  const [placeOfA, placeOfB] = [order.indexOf(a), order.indexOf(b)]
  if (placeOfA === placeOfB) return a < b ? -1 : 1
  return (placeOfA < 0 ? order.length : placeOfA) - (placeOfB < 0 ? order.length : placeOfB)
}

/** Keys of standards that are words of the system: 职务 leading is 领导职务. Others are shown as they stand. */
const keyWords: Record<string, string> = {
  leading: '领导职务',
  'non-leading': '非领导职务',
  rank: '职级',
  administrative: '行政（含参公）',
  institution: '事业',
}

export function keyName(key: string): string {
  return keyWords[key] ?? key
}

/** ['乡科级正职', 'leading'] → 乡科级正职 领导职务 */
export function keysName(keys: readonly string[]): string {
  return keys
    .filter((key) => key !== '')
    .map(keyName)
    .join(' ')
}
