import type { Generator } from './generator.ts'

// Common surnames with their rough share of a thousand; the given names are put together by chance.
const surnames =
  '王72李71张68刘54陈45杨31赵23黄22周20吴20徐17孙15胡13朱13高12林12何12郭11马11罗10梁9宋9郑8谢8韩7唐7冯6于6董6萧5程5曹5袁5' +
  '邓5许5傅4沈4曾4彭4吕4苏4卢4蒋4蔡4贾4丁3魏3薛3叶3阎3余3潘3杜3戴3夏3钟3汪3田3任3姜3范3方3石2姚2谭2廖2邹2熊2金2陆2郝2孔2' +
  '白2崔2康2毛2邱2秦2江2史2顾2侯2邵2孟2龙2万2段2雷2钱2汤2尹2黎2易2常2武2乔2贺2赖2龚2文2母6蒲5向4苟4冉2仇1单1解1覃1欧阳1'

const surnameWeights = [...surnames.matchAll(/(\D+)(\d+)/g)].map(
  ([, surname = '', weight = '1']) => [surname, Number.parseInt(weight, 10)] as const,
)

// What parents chose: before 1970, the seventies and eighties, from 1990 on.
const givenCharacters = {
  '1': [
    '建国华明志文德光荣军福贵兴成永正元先林清大全仁义忠良朝开',
    '伟强勇刚斌涛波鹏辉军杰磊超平峰江川海东旭俊健松林勤敏洪',
    '浩宇轩然泽睿博文天翔子航晨阳逸凡嘉铭昊坤鑫瑞煜恒谦诚',
  ],
  '2': [
    '秀英兰芳桂珍玉凤琼素华莲菊春芬淑清翠群碧蓉珠先',
    '丽红霞燕艳静敏娟梅玲萍莉琴蓉雪丹晓慧芳婷洁平秋',
    '欣怡雨涵梦诗雅琪思佳玥颖悦萱瑶彤语晴宁静媛露',
  ],
} as const

/** A name of the time of birth: one surname, one or two given characters. */
export function syntheticName(generator: Generator, person: { sex: '1' | '2'; birthYear: number }): string {
  const era = eraOf(person.birthYear)
  const characters = [...givenCharacters[person.sex][era]]
  const surname = generator.weighted(surnameWeights)
  const first = generator.pick(characters)
  if (generator.chance([0.3, 0.42, 0.22][era] ?? 0.3)) return surname + first
  return surname + first + generator.pick(characters.filter((character) => character !== first))
}

function eraOf(birthYear: number): 0 | 1 | 2 {
  if (birthYear < 1970) return 0
  return birthYear < 1990 ? 1 : 2
}
