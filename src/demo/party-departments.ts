import { type Department, department } from './department.ts'

/** 党委、纪检监察、人大、政协、法院、检察院 and 群团: 30 departments; 区委编办, the 67th with those of the government, stands in establishment-office.ts. */
export const partyDepartments: readonly Department[] = [
  department('party', '区委办公室', {
    name: '中共朝天区委办公室',
    staff: [24, 4],
    functionClass: '20131',
    deputies: 4,
    divisions: '秘书股、综合股、信息调研股、督查股、机要保密股、法规股、行政股',
  }),
  department('party', '区委组织部', {
    name: '中共朝天区委组织部',
    staff: [22, 1],
    functionClass: '20132',
    deputies: 4,
    divisions: '办公室、组织股、干部股、干部监督股、公务员管理股、人才工作股',
  }),
  department('party', '区委宣传部', {
    name: '中共朝天区委宣传部',
    staff: [14, 1],
    functionClass: '20133',
    divisions: '办公室、理论股、新闻股、文艺股、精神文明建设股',
  }),
  department('party', '区委统战部', {
    name: '中共朝天区委统一战线工作部',
    staff: [10, 1],
    functionClass: '20134',
    divisions: '办公室、党派股、民族宗教股、侨务和台湾事务股',
  }),
  department('party', '区委政法委', {
    name: '中共朝天区委政法委员会',
    staff: [13, 1],
    functionClass: '20136',
    divisions: '办公室、综治督导股、维稳指导股、执法监督股、政治部',
  }),
  department('party', '区委巡察办', {
    name: '中共朝天区委巡察工作领导小组办公室',
    staff: [13, 0],
    functionClass: '20111',
    divisions: '综合股、巡察一组、巡察二组、巡察三组',
  }),
  department('party', '区直机关工委', {
    name: '中共朝天区直属机关工作委员会',
    staff: [6, 1],
    functionClass: '20131',
    deputies: 2,
    divisions: '办公室、组织宣传股、纪检监察工委',
  }),
  department('party', '区委老干部局', {
    name: '中共朝天区委老干部局',
    staff: [6, 1],
    functionClass: '20132',
    deputies: 2,
    divisions: '办公室、离休干部股、退休干部股',
  }),
  department('party', '区委目标绩效办', {
    name: '中共朝天区委目标绩效管理办公室',
    staff: [8, 0],
    functionClass: '20131',
    deputies: 2,
    divisions: '综合股、目标管理股、考核评估股',
  }),
  department('party', '区委网信办', {
    name: '中共朝天区委网络安全和信息化委员会办公室',
    staff: [7, 0],
    functionClass: '20137',
    deputies: 2,
    divisions: '综合股、网络管理股、网络安全股',
  }),
  department('party', '区信访局', {
    staff: [9, 1],
    functionClass: '20103',
    deputies: 2,
    divisions: '办公室、来访接待股、督查复查股',
  }),
  department('party', '区委党校', {
    name: '中共朝天区委党校（朝天区行政学校）',
    staff: [14, 1],
    nature: 'civil-service-institution',
    functionClass: '2050802',
    divisions: '办公室、教务股、教研室、学员管理股',
  }),
  department('party', '区档案馆', {
    staff: [10, 1],
    nature: 'civil-service-institution',
    functionClass: '20126',
    deputies: 2,
    divisions: '办公室、保管利用股、编研征集股',
  }),
  department('party', '区委党史地方志研究室', {
    name: '中共朝天区委党史和地方志研究室',
    staff: [7, 0],
    nature: 'civil-service-institution',
    functionClass: '20131',
    deputies: 2,
    divisions: '综合股、党史股、地方志股',
  }),
  department('discipline', '区纪委监委', {
    name: '中共朝天区纪律检查委员会（朝天区监察委员会）',
    staff: [58, 3],
    functionClass: '20111',
    deputies: 5,
    divisions: '办公室、组织部、宣传部、党风政风监督室、信访室、案件监督管理室、审查调查一室、审查调查二室',
  }),
  department('congress', '区人大常委会办公室', {
    name: '朝天区人民代表大会常务委员会办公室',
    staff: [26, 3],
    functionClass: '20101',
    deputies: 4,
    divisions: '综合股、人事代表股、监察和法制工作室、财政经济工作室、教科文卫工作室、农业农村工作室',
  }),
  department('consultative', '区政协办公室', {
    name: '中国人民政治协商会议朝天区委员会办公室',
    staff: [22, 3],
    functionClass: '20102',
    deputies: 4,
    divisions: '综合股、提案委员会、经济委员会、文史学习委员会、社会法制委员会',
  }),
  department('court', '区人民法院', {
    name: '朝天区人民法院',
    staff: [0, 2],
    political: 46,
    functionClass: '20405',
    deputies: 4,
    divisions: '政治部、综合办公室、立案庭、刑事审判庭、民事审判庭、行政审判庭、执行局、司法警察大队',
  }),
  department('procuratorate', '区人民检察院', {
    name: '朝天区人民检察院',
    staff: [0, 2],
    political: 36,
    functionClass: '20404',
    deputies: 4,
    divisions: '政治部、办公室、第一检察部、第二检察部、第三检察部、司法警察大队',
  }),
  ...massOrganizations(),
]

/** 群团 of the district: eleven of them, most of them small. */
function massOrganizations(): Department[] {
  const rows: [
    shortName: string,
    name: string,
    officials: number,
    functionClass: string,
    divisions: string,
  ][] = [
    ['区总工会', '朝天区总工会', 9, '20129', '办公室、组织宣传股、权益保障股'],
    ['共青团区委', '中国共产主义青年团朝天区委员会', 6, '20129', '办公室、组织宣传股、权益部'],
    ['区妇女联合会', '朝天区妇女联合会', 6, '20129', '办公室、权益股、发展联络股'],
    ['区工商业联合会', '朝天区工商业联合会', 6, '20128', '办公室、会员股、经济服务股'],
    ['区科学技术协会', '朝天区科学技术协会', 5, '20129', '办公室、学会股、科普股'],
    ['区残疾人联合会', '朝天区残疾人联合会', 6, '20811', '办公室、教育就业股、康复维权股'],
    ['区文学艺术界联合会', '朝天区文学艺术界联合会', 4, '20129', '办公室、组织联络股、创作股'],
    ['区红十字会', '朝天区红十字会', 4, '20816', '办公室、赈济救护股、组织宣传股'],
    ['区社会科学界联合会', '朝天区社会科学界联合会', 4, '20129', '办公室、学会工作股、科普规划股'],
    ['区计划生育协会', '朝天区计划生育协会', 4, '20129', '办公室、家庭服务股、项目宣传股'],
    ['区归国华侨联合会', '朝天区归国华侨联合会', 3, '20129', '办公室、联络股、权益股'],
  ]
  return rows.map(([shortName, name, officials, functionClass, divisions]) =>
    department('mass-organization', shortName, {
      name,
      staff: [officials, 0],
      nature: 'mass-organization',
      functionClass,
      deputies: officials > 5 ? 2 : 1,
      divisions,
    }),
  )
}
