/** GB/T 22239-2019 8.1.4.1 asks for a limit on failed sign-ins; the figures are ours. */
export const failuresOfAccount = 5
export const failuresOfAddress = 20
/** Both are counted over, and locked for, a quarter of an hour of the machine's own time. */
export const lockMinutes = 15
