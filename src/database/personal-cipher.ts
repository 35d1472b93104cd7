import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/**
 * 身份证号 and bank numbers at rest: AES-256-GCM under a key that is not in the database, found again by a keyed
 * hash. The first byte names the form, so that a later key or form can stand beside it.
 */
export type PersonalCipher = {
  encrypt(plain: string): Buffer
  decrypt(ciphertext: Buffer): string
  /** The same text gives the same hash under the same key: search and uniqueness without decrypting. */
  hash(plain: string): string
}

const form = 1
const nonceBytes = 12
const tagBytes = 16

/** `key` is 32 random bytes from a file or the environment. */
export function personalCipher(key: Buffer): PersonalCipher {
  if (key.length !== 32) throw new Error('the key of personal data must have 32 bytes')
  const encryptionKey = derived(key, 'encryption')
  const hashKey = derived(key, 'search')
  return {
    encrypt(plain) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', encryptionKey, nonce)
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.of(form), nonce, cipher.getAuthTag(), body])
    },
    decrypt(ciphertext) {
      if (ciphertext[0] !== form) throw new Error('personal data of an unknown form')
      const nonce = ciphertext.subarray(1, 1 + nonceBytes)
      const tag = ciphertext.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes)
      const decipher = createDecipheriv('aes-256-gcm', encryptionKey, nonce)
      decipher.setAuthTag(tag)
      const body = ciphertext.subarray(1 + nonceBytes + tagBytes)
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    },
    hash(plain) {
      return createHmac('sha256', hashKey).update(plain).digest('base64url')
    },
  }
}

/** Tells one key from another and gives nothing of it away. */
export function keyFingerprint(cipher: PersonalCipher): string {
  return createHmac('sha256', cipher.hash('fingerprint')).update('bianzhi backup').digest('hex').slice(0, 16)
}

function derived(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `bianzhi ${purpose}`, 32))
}
