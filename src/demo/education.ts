import { dateOf, type IsoDate, yearOf } from '../kernel/dates.ts'
import type { Generator } from './generator.ts'
import type { Unit } from './unit.ts'

type Education = {
  /** GB/T 4658-2006: 10 研究生, 20 本科, 30 专科, 40 中等职业 */
  level: string
  mode: 'full-time' | 'in-service'
  /** GB/T 6864: 3 硕士, 4 学士 */
  degree: string | null
  school: string
  major: string
  graduatedOn: IsoDate
}

const majors: Record<Unit['calling'], readonly string[]> = {
  teaching: [
    '汉语言文学',
    '数学与应用数学',
    '小学教育',
    '英语',
    '物理学',
    '思想政治教育',
    '体育教育',
    '学前教育',
    '化学',
    '历史学',
  ],
  medicine: ['临床医学', '护理学', '中医学', '药学', '医学检验技术', '预防医学', '针灸推拿学'],
  technical: [
    '农学',
    '林学',
    '土木工程',
    '水利水电工程',
    '动物医学',
    '环境工程',
    '计算机科学与技术',
    '测绘工程',
  ],
  office: [
    '行政管理',
    '法学',
    '汉语言文学',
    '会计学',
    '公共事业管理',
    '经济学',
    '计算机科学与技术',
    '社会工作',
  ],
}

/** Schools of the example; none of them exists. */
const schools: Record<string, readonly string[]> = {
  '10': ['蜀北大学'],
  '20': ['蜀北大学', '嘉陵师范学院', '川北理工学院', '剑门医学院', '蜀北农业大学'],
  '30': ['嘉陵职业技术学院', '剑门卫生职业学院', '利州师范专科学校', '川北财经专科学校'],
  '40': ['利州师范学校', '朝天卫生学校', '川北农业学校'],
}

/** The first schooling before work and, for the older half, a later one beside work. */
export function educationOf(
  generator: Generator,
  person: { bornOn: IsoDate; beganWorkOn: IsoDate; teaching: boolean; calling: Unit['calling'] },
): Education[] {
  const began = yearOf(person.beganWorkOn)
  const first = firstLevel(generator, began)
  const record = (level: string, mode: Education['mode'], year: number): Education => ({
    level,
    mode,
    degree: degreeOf(generator, level, mode),
    school: generator.pick(schools[level] ?? ['蜀北大学']),
    major: generator.pick(majors[person.calling]),
    graduatedOn: dateOf(year, mode === 'full-time' ? 6 : generator.pick([1, 6, 12]), 30),
  })
  const records = [record(first, 'full-time', began)]
  const higher = { '40': '30', '30': '20' }[first]
  if (higher !== undefined && began < 2017 && generator.chance(person.teaching ? 0.86 : 0.72)) {
    const year = Math.min(began + generator.whole({ least: 4, most: 9 }), 2020)
    records.push(record(higher, 'in-service', year))
    if (higher === '30' && year < 2013 && generator.chance(0.55)) {
      records.push(record('20', 'in-service', year + generator.whole({ least: 3, most: 7 })))
    }
  }
  return records
}

function firstLevel(generator: Generator, began: number): string {
  if (began < 1998)
    return generator.weighted([
      ['40', 72],
      ['30', 22],
      ['20', 6],
    ] as const)
  if (began < 2008)
    return generator.weighted([
      ['40', 12],
      ['30', 54],
      ['20', 34],
    ] as const)
  return generator.weighted([
    ['30', 26],
    ['20', 70],
    ['10', 4],
  ] as const)
}

function degreeOf(generator: Generator, level: string, mode: Education['mode']): string | null {
  if (level === '10') return '3'
  if (level !== '20') return null
  return generator.chance(mode === 'full-time' ? 0.95 : 0.25) ? '4' : null
}
