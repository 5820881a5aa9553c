import { findNames } from './mask-names.ts'
import type { Range } from './mask-names.ts'

export type PersonalKind =
  | 'id-number'
  | 'bank-card'
  | 'mobile'
  | 'landline'
  | 'plate'
  | 'email'
  | 'passport'
  | 'account'
  | 'name'

const placeholders: Record<PersonalKind, string> = {
  'id-number': '【身份证号】',
  'bank-card': '【银行卡号】',
  mobile: '【手机号】',
  landline: '【电话号码】',
  plate: '【车牌号】',
  email: '【邮箱】',
  passport: '【护照号】',
  account: '【社交账号】',
  name: '【姓名】',
}

export interface Masked {
  text: string
  /** How many of each kind; kinds that do not occur are left out. */
  masked: { kind: PersonalKind; count: number }[]
}

/**
 * Puts placeholders where a text names a person or leads to one: identity, card, telephone, plate,
 * passport and account numbers, e-mail, and names after words such as 姓名 or 嫌疑人. Careful with
 * words, so that laws and amounts stay as they are; a number is known by its check digit or by the
 * word before it. Masking twice changes nothing.
 */
export function maskPersonalData(text: string): Masked {
  const plain = halfWidth(text)
  const found: (Range & { kind: PersonalKind })[] = []
  for (const [kind, find] of finders) {
    for (const range of find(plain)) {
      const isFree = found.every(({ start, end }) => range.end <= start || range.start >= end)
      if (isFree) found.push({ ...range, kind })
    }
  }
  found.sort((a, b) => a.start - b.start)
  const kinds = finders.map(([kind]) => kind)
  const counted = [...new Set(kinds)].map((kind) => ({
    kind,
    count: found.filter((one) => one.kind === kind).length,
  }))
  return { text: replaced(text, found), masked: counted.filter(({ count }) => count > 0) }
}

function replaced(text: string, found: (Range & { kind: PersonalKind })[]): string {
  let out = ''
  let at = 0
  for (const { start, end, kind } of found) {
    out += text.slice(at, start) + placeholders[kind]
    at = end
  }
  return out + text.slice(at)
}

/** Letters, digits, dashes and blanks in one spelling; every character keeps its place. */
function halfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[\u00a0\u2000-\u200b\u202f\u3000\ufeff\t]/g, ' ')
    .replace(/[\u2010-\u2015\u2212\u2500]/g, '-')
}

type Finder = (text: string) => Range[]

/** Not followed by what makes a number an amount. */
const noAmount =
  '(?!\\d|\\.\\d|,\\d| ?(?:元|万|亿|美元|欧元|港币|人民币|块|平方|公里|千米|米|吨|公斤|克|件|人|次|条|份|张|起|多|余))'

/** In the order in which they take their part of the text. */
const finders: [PersonalKind, Finder][] = [
  ['email', matching(/[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/gi)],
  ['id-number', matching(/(?<![0-9a-z])\d{6}[ -]?\d{8}[ -]?\d{3}[\dx](?![0-9a-z])/gi, isIdNumber)],
  ['id-number', matching(/(?<![0-9a-z])\d{15}(?![0-9a-z])/gi, isOldIdNumber)],
  ['id-number', named(/身份证(?:件)?(?:号码?|编号)?/, /\d(?:[ -]?\d){13,16}[ -]?[\dx]/)],
  ['bank-card', matching(bankCard(), isCardNumber)],
  [
    'bank-card',
    named(/(?:银行|储蓄|信用)?卡号?码?|银行账[号户]|账号|账户/, /\d(?:[ -]?\d){11,20}/),
  ],
  ['mobile', matching(mobile())],
  ['landline', matching(landline())],
  ['plate', matching(plate(), (text) => (text.match(/\d/g)?.length ?? 0) >= 3)],
  [
    'passport',
    matching(/(?<![0-9a-z])(?:E[A-HJ-NP-Z]\d{7}|[DSP]E\d{7}|[EGDSPH]\d{8})(?![0-9a-z])/gi),
  ],
  [
    'passport',
    named(/护照(?:号码?|编号)?|通行证(?:号码?|编号)?/, /[A-Z]{0,2}\d{6,10}(?![0-9a-z])/),
  ],
  ['account', findAccounts],
  ['name', findNames],
]

function matching(pattern: RegExp, isReal: (found: string) => boolean = () => true): Finder {
  return (text) =>
    [...text.matchAll(pattern)]
      .filter(([found]) => isReal(found))
      .map((match) => ({ start: match.index, end: match.index + match[0].length }))
}

/** A number that is one because of the word before it, with a few signs between. */
function named(word: RegExp, number: RegExp): Finder {
  const pattern = new RegExp(
    `(?:${word.source})(?:[为是]|\\s|[:(])*(${number.source})${noAmount}`,
    'gid',
  )
  return (text) =>
    [...text.matchAll(pattern)].map(({ indices }) => {
      const [start, end] = indices?.[1] ?? [0, 0]
      return { start, end }
    })
}

const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
)

/** GB 11643-1999: region, birthday, sequence and a check digit of ISO 7064 MOD 11-2. */
function isIdNumber(found: string): boolean {
  const number = found.replace(/[ -]/g, '').toUpperCase()
  if (!provinces.has(number.slice(0, 2)) || !isBirthday(number.slice(6, 14))) return false
  const sum = Array.from({ length: 17 }, (_, i) => Number(number[i]) * (2 ** (17 - i) % 11)).reduce(
    (all, product) => all + product,
  )
  return '10X98765432'[sum % 11] === number[17]
}

/** The form before 1999: two digits of the year and no check digit. */
function isOldIdNumber(number: string): boolean {
  return provinces.has(number.slice(0, 2)) && isBirthday(`19${number.slice(6, 12)}`)
}

function isBirthday(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].map(Number)
  if (year === undefined || month === undefined || day === undefined) return false
  const date = new Date(Date.UTC(year, month - 1, day))
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal && year >= 1800 && year < 2100
}

/** 16 to 19 digits, together, in fours, or six and the rest. */
function bankCard(): RegExp {
  return /(?<![0-9a-z.])(?:\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?|\d{6}[ -]\d{10,13})(?![0-9a-z])/gi
}

/** ISO/IEC 7812: an issuer that exists and the check digit of Luhn. */
function isCardNumber(found: string): boolean {
  const digits = found.replace(/\D/g, '')
  if (!/^(?:[3-6]|9558)/.test(digits)) return false
  const sum = [...digits].toReversed().reduce((all, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 1 : 2)
    return all + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

function mobile(): RegExp {
  const country = '(?:(?:\\+|00)?86[- ]?|\\(\\+?86\\) ?)?'
  const number = '1[3-9]\\d(?:[-. ]?\\d{4}[-. ]?\\d{4}|\\d[-. ]\\d{3}[-. ]\\d{4})'
  return new RegExp(`(?<!\\d|\\d[.,])(?<!\\+)${country}${number}${noAmount}`, 'g')
}

/** Area codes have three digits where the number has eight (010, 02x), otherwise four. */
function landline(): RegExp {
  const big = '(?:10|2\\d)\\)?[- ]?[2-9]\\d{3}[- ]?\\d{4}'
  const small = '[3-9]\\d{2}\\)?[- ]?[2-9]\\d{2,3}[- ]?\\d{4}'
  const extension = '(?:(?:-|转|转分机)\\d{1,6})?'
  const area = '(?:\\(?0|\\+86[- ]?\\(?0?)'
  return new RegExp(`(?<![0-9a-z.])${area}(?:${big}|${small})${extension}${noAmount}`, 'gi')
}

/** Civil plates, with electric ones (six signs), and those of police and trailers, and WJ plates. */
function plate(): RegExp {
  const province = '[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]'
  const sign = '[A-HJ-NP-Z0-9]'
  const electric = `(?:[A-HJ-K]${sign}\\d{4}|\\d{5}[A-HJ-K])`
  const rest = `(?:${electric}|${sign}{4}[警学挂港澳领试超使]|${sign}{5})`
  const civil = `${province}[A-HJ-NP-Z][·•・.\\- ]?${rest}`
  const armed = `WJ[·\\- ]?${province}?[·\\- ]?\\d{4,5}${sign}?`
  return new RegExp(`(?:${civil}|(?<![a-z0-9])${armed})(?![a-z0-9])`, 'gi')
}

/** Accounts of messengers: a number or a word of letters and digits right after their name. */
function findAccounts(text: string): Range[] {
  const service = '(?:QQ|扣扣|微信|威信|wechat|weixin|vx|v信|telegram|电报|飞机号|支付宝|抖音|快手)'
  const label = '(?:号码|账号|帐号|号|名|ID|用户名)?'
  const link = '(?:[为是]|\\s|[:@(])*'
  const account = '([a-z][a-z0-9_-]{5,19}|\\d{5,12})(?![a-z0-9_-])'
  const pattern = new RegExp(`${service}${label}${link}${account}${noAmount}`, 'gid')
  return [...text.matchAll(pattern)].flatMap(({ indices, 1: id = '' }) => {
    const [start, end] = indices?.[1] ?? [0, 0]
    return /^(?:wechat|weixin|telegram|android|iphone|windows|official)$/i.test(id)
      ? []
      : [{ start, end }]
  })
}
