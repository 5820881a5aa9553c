import type { Kind, Question, RubricPoint } from '../../shared/question.ts'
import { blankCounts, hasBlank } from './blanks.ts'
import { keyLetters } from './keys.ts'
import { readBasisSigns, readBlankSigns, readPoint } from './list/signs.ts'
import { difficultyWords, kindHeads } from './list/text.ts'
import { letterAt } from './options.ts'
import { truthOf } from './truth.ts'

/**
 * One question in exactly the layout of `questionAsText`, as a person may have corrected it; null
 * for any other text, so that nothing is guessed.
 */
export function readQuestionText(text: string): Question | null {
  const [head = '', ...lines] = text.replace(/\r\n?/g, '\n').trim().split('\n')
  const kind = (Object.keys(kindHeads) as Kind[]).find((name) => kindHeads[name] === head.trim())
  const parts = kind ? readParts(lines) : null
  if (!kind || !parts) return null
  const { stem, options, fields } = parts
  const common = readCommon(stem, fields)
  const key = fields.get('答案')
  if (!common || !key) return null
  if (kind === 'single' || kind === 'multiple') return readChoice(kind, common, options, key)
  return options.length > 0 ? null : readOther(kind, common, key, fields.get('评分要点'))
}

interface Parts {
  stem: string
  options: string[]
  fields: Map<string, string>
}

const label = /^(答案|解析|依据|知识点|难度|评分要点)\s*[:：][ 　]?/
const option = /^([A-Z])\s*[.．、:：)）][ 　]?/

/** The stem, the options in order and the fields; null where one is out of order or said twice. */
function readParts(lines: string[]): Parts | null {
  const first = /^1\s*[.．、]\s*/.exec(lines[0] ?? '')
  if (!first) return null
  const texts: { name: string; lines: string[] }[] = []
  const open = (name: string, line: string): unknown => texts.push({ name, lines: [line] })
  open('', (lines[0] ?? '').slice(first[0].length))
  for (const line of lines.slice(1)) {
    const field = label.exec(line)
    const choice = option.exec(line)
    if (field) open(field[1] ?? '', line.slice(field[0].length))
    else if (choice) open(choice[1] ?? '', line.slice(choice[0].length))
    else texts.at(-1)?.lines.push(line.replace(/^\\/, ''))
  }
  return inOrder(texts.map(({ name, lines: all }) => [name, all.join('\n').trim()]))
}

function inOrder(texts: [string, string][]): Parts | null {
  const names = texts.map(([name]) => name)
  const letters = names.filter((name) => /^[A-Z]$/.test(name))
  const ordered = letters.every(
    (name, index) => name === letterAt(index) && names[index + 1] === name,
  )
  const full = texts.every(([, text]) => text !== '')
  if (!ordered || !full || new Set(names).size < names.length) return null
  const fields = new Map(texts)
  return {
    stem: fields.get('') ?? '',
    options: letters.map((name) => fields.get(name) ?? ''),
    fields,
  }
}

type Common = Omit<Extract<Question, { kind: 'true-false' }>, 'kind' | 'key'>

function readCommon(stem: string, fields: Parts['fields']): Common | null {
  const [basis, explanation, topic] = ['依据', '解析', '知识点'].map((name) => fields.get(name))
  const level = difficultyWords.indexOf(fields.get('难度') ?? '')
  const law = basis === undefined ? null : readBasisSigns(basis)
  if ((basis !== undefined && !law) || (fields.has('难度') && level < 0)) return null
  return {
    stem,
    ...(explanation ? { explanation } : {}),
    ...(law ? { basis: law } : {}),
    ...(topic ? { topic } : {}),
    ...(level < 0 ? {} : { difficulty: (level + 1) as 1 | 2 | 3 }),
  }
}

function readChoice(
  kind: 'single' | 'multiple',
  common: Common,
  options: string[],
  key: string,
): Question | null {
  const letters = keyLetters(key)
  if (!letters || options.length < 2 || (kind === 'single' && letters.length > 1)) return null
  const indexes = letters.map((letter) => letter.charCodeAt(0) - 65).sort((a, b) => a - b)
  if (indexes.some((index) => index >= options.length)) return null
  return { kind, ...common, options, key: indexes }
}

function readOther(
  kind: 'true-false' | 'fill-in' | 'short',
  common: Common,
  key: string,
  points: string | undefined,
): Question | null {
  if (points !== undefined && kind !== 'short') return null
  switch (kind) {
    case 'true-false': {
      const truth = truthOf(key)
      return truth === null ? null : { kind, ...common, key: truth }
    }
    case 'fill-in':
      return readFillIn(common, key)
    case 'short': {
      const rubric = points === undefined ? [] : readPoints(points)
      return rubric && { kind, ...common, key, ...(rubric.length > 0 ? { rubric } : {}) }
    }
  }
}

function readFillIn(common: Common, text: string): Question | null {
  const key = readBlankSigns(text)
  if (!key || (hasBlank(common.stem) && !blankCounts(common.stem).includes(key.length))) return null
  return { kind: 'fill-in', ...common, key }
}

function readPoints(text: string): RubricPoint[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const points = lines.map((line, index) => readPoint(line.trim(), index))
  return points.every((point) => point !== null) ? points : null
}
