import { addRows, type DistrictRows, noRows } from './district-rows.ts'
import { documentRegister } from './document-register.ts'
import { generatorOf } from './generator.ts'
import { organizationRows } from './organization-rows.ts'
import { unitsOfDistrict } from './unit.ts'

const seed = '朝天区（示例） 2024-01-15'

/** The whole example district as rows; the same on every machine and at every call. */
export function exampleDistrict(): DistrictRows {
  const generator = generatorOf(seed)
  const documents = documentRegister(generator.part('documents'))
  const units = unitsOfDistrict()
  const rows = noRows()
  addRows(rows, organizationRows(units, documents, generator.part('organizations')))
  addRows(rows, { approvalDocuments: documents.rows() })
  return rows
}
