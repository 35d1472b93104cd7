import type { Department } from './department.ts'

/** 朝天区's ten 镇 and two 乡 (standards/regions_guangyuan.csv) with their size: 大 1, 中 2, 小 3. */
const names: readonly (readonly [name: string, size: 1 | 2 | 3])[] = [
  ['朝天镇', 1],
  ['大滩镇', 2],
  ['羊木镇', 1],
  ['曾家镇', 1],
  ['中子镇', 1],
  ['沙河镇', 2],
  ['两河口镇', 2],
  ['云雾山镇', 2],
  ['水磨沟镇', 3],
  ['李家镇', 3],
  ['麻柳乡', 3],
  ['临溪乡', 3],
]

const divisions =
  '党政综合办公室、党建工作办公室、经济发展办公室、社会事务办公室、社会治理和应急管理办公室、乡村建设办公室'

export type Township = Department & { size: 1 | 2 | 3 }

/** The last places of the kind 机关使用事业编制 are left in three old townships; nobody may be added to them. */
const officeUsePlaces: Readonly<Record<string, number>> = { 朝天镇: 3, 羊木镇: 2, 中子镇: 2 }

export const townships: readonly Township[] = names.map(([name, size]) => ({
  shortName: name,
  name: `朝天区${name}人民政府`,
  category: 'township',
  nature: 'administrative-organ',
  functionClass: '20103',
  places: {
    administrative: { 1: 42, 2: 35, 3: 28 }[size],
    'office-worker': { 1: 3, 2: 2, 3: 2 }[size],
    ...(officeUsePlaces[name] === undefined ? {} : { 'office-use-institution': officeUsePlaces[name] }),
  },
  deputies: { 1: 6, 2: 5, 3: 4 }[size],
  divisions: divisions.split('、'),
  size,
}))
