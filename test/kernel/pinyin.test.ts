import { expect, test } from 'vitest'
import { organizationPinyin, personPinyin } from '../../src/kernel/pinyin.ts'

test.each`
  name                 | pinyin               | initials
  ${'王小明'}          | ${'wangxiaoming'}    | ${'wxm'}
  ${'单雄信'}          | ${'shanxiongxin'}    | ${'sxx'}
  ${'曾国藩'}          | ${'zengguofan'}      | ${'zgf'}
  ${'解缙'}            | ${'xiejin'}          | ${'xj'}
  ${'仇英'}            | ${'qiuying'}         | ${'qy'}
  ${'覃勇'}            | ${'qinyong'}         | ${'qy'}
  ${'朴树'}            | ${'piaoshu'}         | ${'ps'}
  ${'区小明'}          | ${'ouxiaoming'}      | ${'oxm'}
  ${'查良镛'}          | ${'zhaliangyong'}    | ${'zly'}
  ${'种师道'}          | ${'chongshidao'}     | ${'csd'}
  ${'尉迟恭'}          | ${'yuchigong'}       | ${'ycg'}
  ${'欧阳锋'}          | ${'ouyangfeng'}      | ${'oyf'}
  ${'吕布'}            | ${'lvbu'}            | ${'lb'}
  ${'李单曾'}          | ${'lidanceng'}       | ${'ldc'}
  ${'阿依古丽·买买提'} | ${'ayigulimaimaiti'} | ${'ayglmmt'}
`('$name is found under $pinyin and $initials', ({ name, pinyin, initials }) => {
  expect(personPinyin(name)).toEqual({ pinyin, initials })
})

test.each`
  name                                        | initials
  ${'中共广元市朝天区委机构编制委员会办公室'} | ${'zggysctqwjgbzwyhbgs'}
  ${'区财政局'}                               | ${'qczj'}
  ${'曾家镇人民政府'}                         | ${'zjzrmzf'}
  ${'长乐街道办事处'}                         | ${'cljdbsc'}
  ${'行政审批局'}                             | ${'xzspj'}
  ${'第2中学（本部）'}                        | ${'d2zxbb'}
`('$name is found under $initials', ({ name, initials }) => {
  expect(organizationPinyin(name).initials).toBe(initials)
})
