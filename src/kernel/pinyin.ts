import { createRequire } from 'node:module'
import type { pinyin } from 'pinyin-pro'

/** For sorting and searching: lower case, no tones, ü as v, letters and digits only, nothing between syllables. */
export type Pinyin = {
  /** 曾国藩 → zengguofan */
  pinyin: string
  /** 曾国藩 → zgf */
  initials: string
}

/** A person's name: the surname is read as a surname (单 shan, 曾 zeng, 解 xie, 仇 qiu, 覃 qin, 尉迟 yu chi). */
export function personPinyin(name: string): Pinyin {
  const known = knownReadings.get(name.charAt(0))
  return joined(
    known === undefined
      ? reading()(name, { ...plain, surname: 'head' })
      : [known, ...reading()(name.slice(1), { ...plain, surname: 'off' })],
  )
}

/** The name of an organization or a place: 区 is qu here, and 曾家镇 is read as the family's. */
export function organizationPinyin(name: string): Pinyin {
  return joined(reading()(name, { ...plain, surname: 'off' }))
}

const plain = { toneType: 'none', type: 'array', v: true } as const

/** Surnames the library reads as the common word. */
const knownReadings = new Map([['种', 'chong']])

/** Villages and towns named after a family whose name has a reading of its own. */
const families = {
  曾: 'zēng',
  单: 'shàn',
  解: 'xiè',
  仇: 'qiú',
  查: 'zhā',
  盖: 'gě',
  任: 'rén',
  卜: 'bǔ',
  缪: 'miào',
}

let loaded: typeof pinyin | undefined

/** The library is loaded with the first name, not with the server: its dictionary costs a tenth of a second. */
function reading(): typeof pinyin {
  if (loaded === undefined) {
    const library: typeof import('pinyin-pro') = createRequire(import.meta.url)('pinyin-pro')
    const words = Object.entries(families).map(([family, syllable]) => [`${family}家`, `${syllable} jiā`])
    library.customPinyin(Object.fromEntries(words))
    loaded = library.pinyin
  }
  return loaded
}

function joined(syllables: readonly string[]): Pinyin {
  const kept = syllables.map((syllable) => syllable.toLowerCase().replace(/[^a-z0-9]/g, '')).filter(Boolean)
  return { pinyin: kept.join(''), initials: kept.map((syllable) => syllable.charAt(0)).join('') }
}
