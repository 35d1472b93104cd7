import { Secret, TOTP } from 'otpauth'

/** RFC 6238 as every authenticator app takes it: SHA-1, six figures, half a minute. */
const period = 30
const form = { algorithm: 'SHA1', digits: 6, period } as const

/** 160 random bits in base 32, as typed into the app. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32
}

/** The address the app reads from the square code. */
export function enrolmentAddress(
  secret: string,
  { account, issuer }: { account: string; issuer: string },
): string {
  return new TOTP({ ...form, issuer, label: account, secret: Secret.fromBase32(secret) }).toString()
}

/** The half minute whose code this is, one before and one after the present allowed; null when it is none. */
export function codeStep(secret: string, code: string, now: Date): bigint | null {
  if (!/^\d{6}$/.test(code)) return null
  const found = new TOTP({ ...form, secret: Secret.fromBase32(secret) }).validate({
    token: code,
    timestamp: now.getTime(),
    window: 1,
  })
  return found === null ? null : BigInt(Math.floor(now.getTime() / 1000 / period) + found)
}

/** Is this a secret of ours coming back from the form? */
export function isSecret(text: string): boolean {
  return /^[A-Z2-7]{32}$/.test(text)
}
