/** A day's work needs a few whole numbers; a list of the district would need thousands. */
export const revealLimit = { most: 30, minutes: 60, field: 'reason' }
