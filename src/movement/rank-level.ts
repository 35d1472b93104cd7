import { type Code, codesOf } from '../kernel/codes.ts'

/**
 * 职级 to choose from: the twelve of 综合管理类 (公务员法 第十九条), by which people are registered, imported and counted,
 * then those of 专业技术类, 行政执法类 and the police of ZB09.
 */
export const rankLevels: readonly Code[] = [
  ...codesOf('RANK_GENERAL'),
  ...codesOf('ZB09').filter(({ code }) => /^(01B|01C|02)./.test(code)),
]
