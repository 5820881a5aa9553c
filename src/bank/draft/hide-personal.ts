import { findNames } from '../../platform/mask-names.ts'
import { maskPersonalData, type Masked } from '../../platform/mask-personal-data.ts'

/**
 * Puts placeholders where a text leads to a person, as `maskPersonalData` does; a name that is
 * announced once (民警张伟) is hidden wherever else it stands.
 */
export function hidePersonal(text: string): Masked {
  const names = new Set(findNames(text).map(({ start, end }) => text.slice(start, end)))
  const { text: masked, masked: kinds } = maskPersonalData(text)
  let hidden = masked
  let again = 0
  for (const name of names) {
    const parts = hidden.split(name)
    again += parts.length - 1
    hidden = parts.join('【姓名】')
  }
  const counted = kinds.map((one) =>
    one.kind === 'name' ? { ...one, count: one.count + again } : one,
  )
  return { text: hidden, masked: counted }
}
