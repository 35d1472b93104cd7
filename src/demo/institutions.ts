import type { IsoDate } from '../kernel/dates.ts'
import type { Funding, OrganizationNature } from '../organization/organization.ts'
import type { Places } from './department.ts'
import { townships } from './townships.ts'

/** 事业单位 of the example: 二级预算单位 below the department or township that supervises it. */
export type Institution = {
  shortName: string
  name: string
  nature: OrganizationNature
  funding: Funding
  /** short name of the 主管部门 */
  supervisor: string
  functionClass: string
  places: Places
  /** what its people are: decides posts and schooling */
  calling: 'teaching' | 'medicine' | 'technical' | 'office'
  deputies: number
  /** its first and its last day out, where they fall into the three years of the example */
  foundedOn?: IsoDate
  abolishedOn?: IsoDate
}

/** 143 at the end of 2023; with the two of 区委编办 the 145 registered ones that the office published. */
export function institutions(): Institution[] {
  return [...schools(), ...hospitals(), ...townshipCentres(), ...departmentCentres()]
}

/** 36 schools at the end of 2023, and the three that were merged into 羊木镇小学 on 1 September 2022. */
function schools(): Institution[] {
  const ofTowns = townships.flatMap(({ shortName: town, size }): [string, string, number, number][] => [
    [`${town}小学`, '2050202', { 1: 72, 2: 54, 3: 38 }[size], 2],
    ...(size === 3
      ? []
      : [[`${town}初级中学`, '2050203', { 1: 58, 2: 44 }[size], 2] as [string, string, number, number]]),
    ...(size === 3 && town !== '水磨沟镇'
      ? []
      : [
          [`${town}中心幼儿园`, '2050201', { 1: 22, 2: 16, 3: 12 }[size], 1] as [
            string,
            string,
            number,
            number,
          ],
        ]),
  ])
  const rows: [name: string, functionClass: string, places: number, deputies: number][] = [
    ['朝天区高级中学', '2050204', 186, 4],
    ['朝天区职业高级中学', '2050302', 92, 3],
    ['朝天区实验初级中学', '2050203', 118, 3],
    ['朝天区实验小学', '2050202', 124, 3],
    ['朝天区实验幼儿园', '2050201', 42, 2],
    ['朝天区特殊教育学校', '2050701', 22, 1],
    ['朝天区教师进修学校', '2050801', 26, 2],
    ...ofTowns,
  ]
  const school = ([name, functionClass, places, deputies]: (typeof rows)[number]): Institution => ({
    shortName: shortNameOf(name),
    name,
    nature: 'public-welfare-one',
    funding: 'full',
    supervisor: '区教育局',
    functionClass,
    places: { institution: places },
    calling: 'teaching',
    deputies,
  })
  const merged = ['羊木镇新山小学', '羊木镇石坝小学', '羊木镇双河小学'].map((name) => ({
    ...school([name, '2050202', 9, 0]),
    abolishedOn: '2022-09-01',
  }))
  return [...rows.map(school), ...merged]
}

function hospitals(): Institution[] {
  const hospital = (name: string, functionClass: string, places: Places, deputies: number): Institution => ({
    shortName: shortNameOf(name),
    name,
    nature: functionClass.startsWith('21002') ? 'public-welfare-two' : 'public-welfare-one',
    funding: functionClass.startsWith('21002') ? 'partial' : 'full',
    supervisor: '区卫生健康局',
    functionClass,
    places,
    calling: 'medicine',
    deputies,
  })
  return [
    hospital('朝天区人民医院', '2100201', { institution: 168, filed: 96 }, 4),
    hospital('朝天区中医医院', '2100202', { institution: 92, filed: 48 }, 3),
    hospital('朝天区妇幼保健院', '2100403', { institution: 46 }, 2),
    hospital('朝天区疾病预防控制中心', '2100401', { institution: 36 }, 2),
    ...townships.map(({ shortName, size }) =>
      hospital(`${shortName}卫生院`, '2100302', { institution: { 1: 32, 2: 22, 3: 15 }[size] }, 1),
    ),
  ]
}

function townshipCentres(): Institution[] {
  return townships.flatMap(({ shortName: town, size }) =>
    (['便民服务中心', '农业综合服务中心', '社会治理服务中心'] as const).map((centre) => ({
      shortName: `${town}${centre}`,
      name: `朝天区${town}${centre}`,
      nature: 'public-welfare-one' as const,
      funding: 'full' as const,
      supervisor: town,
      functionClass: centre === '农业综合服务中心' ? '2130104' : '20103',
      places: { institution: { 1: 12, 2: 10, 3: 8 }[size] },
      calling: centre === '农业综合服务中心' ? ('technical' as const) : ('office' as const),
      deputies: 1,
    })),
  )
}

/** 55 at the end of 2023. Columns: name, supervisor, 款, places, and what differs from a 公益一类 office. */
function departmentCentres(): Institution[] {
  const centre = (
    shortName: string,
    supervisor: string,
    functionClass: string,
    places: number,
    more: Partial<Institution> = {},
  ): Institution => ({
    shortName,
    name: `朝天区${shortName.slice(1)}`,
    nature: 'public-welfare-one',
    funding: 'full',
    supervisor,
    functionClass,
    places:
      more.nature === 'civil-service-institution'
        ? { 'civil-service-institution': places }
        : { institution: places },
    calling: 'office',
    deputies: places > 12 ? 2 : 1,
    ...more,
  })
  const service = { nature: 'civil-service-institution' } as const
  const technical = { calling: 'technical' } as const
  const earning = { nature: 'public-welfare-two', funding: 'self-funded' } as const
  return [
    centre('区社会保险事业管理局', '区人力资源和社会保障局', '20801', 20, service),
    centre('区就业服务管理局', '区人力资源和社会保障局', '20801', 14, service),
    centre('区人事考试中心', '区人力资源和社会保障局', '20801', 6),
    centre('区劳动人事争议仲裁院', '区人力资源和社会保障局', '20801', 6),
    centre('区医疗保障事务中心', '区医疗保障局', '21015', 16, service),
    centre('区卫生健康综合行政执法大队', '区卫生健康局', '21004', 14, service),
    centre('区农业综合行政执法大队', '区农业农村局', '2130104', 20, service),
    centre('区农业技术服务中心', '区农业农村局', '2130104', 16, { ...technical, foundedOn: '2023-05-01' }),
    centre('区种子管理站', '区农业农村局', '2130104', 8, { ...technical, abolishedOn: '2023-05-01' }),
    centre('区农业机械服务站', '区农业农村局', '2130104', 8, { ...technical, abolishedOn: '2023-05-01' }),
    centre('区畜牧兽医服务中心', '区农业农村局', '2130104', 14, technical),
    centre('区农村能源服务中心', '区农业农村局', '2130104', 7, technical),
    centre('区蔬菜产业发展中心', '区农业农村局', '2130104', 9, technical),
    centre('区交通运输综合行政执法大队', '区交通运输局', '2140199', 26, service),
    centre('区公路养护管理中心', '区交通运输局', '2140106', 28, technical),
    centre('区道路运输服务中心', '区交通运输局', '2140199', 10),
    centre('区水利工程服务中心', '区水利局', '2130399', 14, technical),
    centre('区河湖保护中心', '区水利局', '2130399', 7),
    centre('区水土保持站', '区水利局', '2130399', 8, technical),
    centre('区国有林场', '区林业局', '2130204', 32, { ...technical, deputies: 2 }),
    centre('区林业科技推广站', '区林业局', '2130204', 9, technical),
    centre('区森林病虫防治检疫站', '区林业局', '2130204', 7, technical),
    centre('区财政国库支付中心', '区财政局', '20106', 16, service),
    centre('区财政投资评审中心', '区财政局', '20106', 10, technical),
    centre('区非税收入征收中心', '区财政局', '20106', 8),
    centre('区审计信息中心', '区审计局', '20108', 6),
    centre('区重点项目服务中心', '区发展和改革局', '20104', 9),
    centre('区价格认证中心', '区发展和改革局', '20104', 6),
    centre('区粮食和物资储备中心', '区发展和改革局', '20104', 9),
    centre('区节能监察中心', '区经济信息化和科学技术局', '21505', 6),
    centre('区中小企业服务中心', '区经济信息化和科学技术局', '21505', 7),
    centre('区科技创新服务中心', '区经济信息化和科学技术局', '21505', 6),
    centre('区不动产登记中心', '区自然资源局', '22001', 18),
    centre('区土地储备中心', '区自然资源局', '22001', 8, { nature: 'public-welfare-two' }),
    centre('区地质灾害防治中心', '区自然资源局', '22001', 8, technical),
    centre('区城乡规划服务中心', '区自然资源局', '22001', 9, technical),
    centre('区环境监测站', '区生态环境局', '2110199', 12, technical),
    centre('区住房保障中心', '区住房和城乡建设局', '2120199', 12),
    centre('区建设工程质量安全站', '区住房和城乡建设局', '2120199', 13, technical),
    centre('区市政园林环卫中心', '区综合行政执法局', '2120199', 22, {
      nature: 'public-welfare-two',
      funding: 'partial',
    }),
    centre('区城市运行服务中心', '区综合行政执法局', '2120199', 8, { foundedOn: '2023-03-15' }),
    centre('区民政事务服务中心', '区民政局', '2080299', 8),
    centre('区社会福利院', '区民政局', '2080299', 14),
    centre('区殡葬服务中心', '区民政局', '2081004', 7, earning),
    centre('区法律援助中心', '区司法局', '20406', 6),
    centre('区公证处', '区司法局', '20406', 6, earning),
    centre('区文化馆', '区文化旅游和体育局', '2070109', 12, technical),
    centre('区图书馆', '区文化旅游和体育局', '2070104', 8, technical),
    centre('区博物馆', '区文化旅游和体育局', '2070205', 9, technical),
    centre('区文化市场综合行政执法大队', '区文化旅游和体育局', '2070199', 12, service),
    centre('区旅游发展服务中心', '区文化旅游和体育局', '2070199', 9),
    centre('区退役军人服务中心', '区退役军人事务局', '20828', 8),
    centre('区应急救援保障中心', '区应急管理局', '22401', 12, { foundedOn: '2021-10-01' }),
    centre('区检验检测中心', '区市场监督管理局', '20138', 16, technical),
    centre('区融媒体中心', '区委宣传部', '20133', 26, technical),
    centre('区网络舆情中心', '区委网信办', '20137', 7),
    centre('区大数据服务中心', '区行政审批局', '20103', 10, { ...technical, foundedOn: '2023-09-01' }),
  ]
}

/** 朝天区实验小学 is 区实验小学; a township's own keep the township's name. */
function shortNameOf(name: string): string {
  return name.startsWith('朝天区') ? `区${name.slice(3)}` : name
}
