import { addDays, type IsoDate, yearOf } from '../kernel/dates.ts'
import type { DistrictRows } from './district-rows.ts'
import { exampleRegionCode, officeMoment } from './example-region.ts'
import { clerk } from './example-users.ts'
import type { Generator } from './generator.ts'

/** 发文字号 series of the example, such as 朝编发〔2023〕31号. */
type Series = '朝编发' | '朝编办发' | '朝委组' | '朝人社发' | '朝府办发' | '朝财预' | '朝教发' | '朝卫发'

type Paper = { series: Series; issuedOn: IsoDate; title: string; issuer: string }

/** The papers that authorise the facts of the example. */
export type DocumentRegister = {
  /** The id of the paper; the same key answers the same paper again. */
  issue(key: string, paper: Paper): string
  /** Numbered in the order of their days within series and year. */
  rows(): DistrictRows['approvalDocuments']
}

/** Below it stand the numbers that establishment-office.ts gives by hand. */
const firstNumber = 31

export function documentRegister(generator: Generator): DocumentRegister {
  const papers = new Map<string, Paper & { id: string }>()
  return {
    issue(key, paper) {
      const known = papers.get(key)
      if (known) return known.id
      const id = generator.id()
      papers.set(key, { ...paper, id })
      return id
    },
    rows() {
      const given = new Map<string, number>()
      const ordered = [...papers.values()].sort((a, b) => (a.issuedOn < b.issuedOn ? -1 : 1))
      return ordered.map(({ id, series, issuedOn, title, issuer }) => {
        const year = yearOf(issuedOn)
        const serial = (given.get(`${series}${year}`) ?? firstNumber - 1) + 1
        given.set(`${series}${year}`, serial)
        return {
          regionCode: exampleRegionCode,
          id,
          number: `${series}〔${year}〕${serial}号`,
          title,
          issuer,
          issuedOn,
          recordedAt: officeMoment(generator, addDays(issuedOn, 1)),
          recordedBy: clerk.id,
        }
      })
    },
  }
}
