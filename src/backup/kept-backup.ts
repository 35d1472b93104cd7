/** A backup on the disk with what its manifest says; newest first in every list. */
export type KeptBackup = {
  file: string
  madeAt: Date
  bytes: number
  rows: number
  locked: boolean
  /** nightly ones fall under retention, others are kept until somebody removes them */
  nightly: boolean
}
