const formats: Record<string, (number: number) => string> = {
  upperLetter: letters,
  lowerLetter: (number) => letters(number).toLowerCase(),
  upperRoman: roman,
  lowerRoman: (number) => roman(number).toLowerCase(),
  decimalZero: (number) => String(number).padStart(2, '0'),
  decimalFullWidth: wide,
  decimalFullWidth2: wide,
  decimalEnclosedCircle: circled,
  decimalEnclosedCircleChinese: circled,
  decimalEnclosedParen: (number) => `(${number})`,
  decimalEnclosedFullstop: (number) => `${number}.`,
  chineseLegalSimplified: (number) => han(number, '零壹贰叁肆伍陆柒捌玖', '拾佰'),
}

/** A number as Word writes it in a format of its lists (ECMA-376 part 1, 17.18.59 ST_NumberFormat). */
export function writeNumber(number: number, format: string): string {
  const write = formats[format]
  if (write) return write(number)
  return /chinese|ideograph|japanese|taiwanese|korean/i.test(format)
    ? han(number, '零一二三四五六七八九', '十百')
    : String(number)
}

function wide(number: number): string {
  return String(number).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
}

function circled(number: number): string {
  return number >= 1 && number <= 20 ? String.fromCharCode(0x245f + number) : String(number)
}

/** A, B, … Z, AA, BB, … as Word goes on. */
function letters(number: number): string {
  const letter = String.fromCharCode(65 + ((number - 1) % 26))
  return letter.repeat(Math.floor((number - 1) / 26) + 1)
}

const romans: [number, string][] = [
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

function roman(number: number): string {
  let rest = number
  let text = ''
  for (const [value, sign] of romans) {
    while (rest >= value && text.length < 20) {
      text += sign
      rest -= value
    }
  }
  return text
}

function han(number: number, digits: string, units: string): string {
  if (number < 1 || number > 999) return String(number)
  const [hundreds, tens, ones] = [
    Math.floor(number / 100),
    Math.floor(number / 10) % 10,
    number % 10,
  ]
  const hundred = hundreds > 0 ? `${digits[hundreds]}${units[1]}` : ''
  const zero = hundreds > 0 && tens === 0 && ones > 0 ? digits[0] : ''
  const one = tens === 1 && hundreds === 0 && units[0] === '十' ? '' : digits[tens]
  const ten = tens > 0 ? `${one}${units[0]}` : ''
  return `${hundred}${zero}${ten}${ones > 0 ? digits[ones] : ''}`
}
