/** A question of the bank as one asks it aloud. Pure. */
import { letter, type Question } from '../../shared/question.ts'

export interface RoomQuestion {
  /** How it is put: as it is, as a statement to judge, or as a sentence to complete. */
  form: 'plain' | 'statement' | 'gap'
  text: string
  /** For whoever reads it out; a truth value for a statement. */
  answer: string | boolean
  /** What it was made from. */
  source: Question
}

/** Longer than that nobody follows by ear. */
const longest = 80

/** The question that can best be asked aloud; null where none can. */
export function roomQuestion(questions: Question[]): RoomQuestion | null {
  const usable = questions.flatMap((source) => {
    const asked = askAloud(source)
    return asked && asked.text.length <= longest ? [{ ...asked, source }] : []
  })
  return usable.toSorted((one, other) => burden(one) - burden(other))[0] ?? null
}

/** Plain questions first, people of an invented case last: somebody in the room may have that name. */
function burden({ form, text }: RoomQuestion): number {
  const hasPeople = /小[\p{Script=Han}]|[\p{Script=Han}]某/u.test(text)
  return text.length + (form === 'plain' ? 0 : 20) + (hasPeople ? 60 : 0)
}

const blank = /[（(][\s　]*[）)]|_{2,}/g
/** Such a question is none without its options. */
const needsOptions =
  /下列|选项|以下(?:哪|选|说|表|做|情)|(?:说法|表述|做法)[^，。]*(?:正确|错误|不当)|的是[?？。]?$/

function askAloud(question: Question): Omit<RoomQuestion, 'source'> | null {
  const stem = withoutBasis(question.stem.trim())
  switch (question.kind) {
    case 'true-false':
      return {
        form: 'statement',
        text: stem.replace(blank, '').replace(/[。.]$/, ''),
        answer: question.key,
      }
    case 'fill-in': {
      const answer = question.key.map(([first = '']) => first).join('；')
      return { form: 'gap', text: stem.replace(blank, '……').replace(/[。.]$/, ''), answer }
    }
    case 'short':
      return { form: 'plain', text: stem, answer: question.key }
    case 'single':
    case 'multiple': {
      const text = openEnded(stem)
      const answer = question.key.map((index) => wordsOf(question.options, index)).join('；')
      return text === null ? null : { form: 'plain', text, answer }
    }
  }
}

/** A choice as a question that stands without its options; null where it cannot. */
function openEnded(stem: string): string | null {
  const text = stem
    .replace(/下列(?=哪些(?!说法|表述|做法|选项))/, '')
    .replace(/下列哪几项/, '哪些')
    .replace(/(是|为|有)[（(][\s　]*[）)][。.]?$/, '$1什么？')
    .replace(/(?:是|为)?哪一?项[?？]$/, '是什么？')
    .replace(/哪[几些]项[?？]$/, '哪些？')
  return text.search(blank) >= 0 || needsOptions.test(text) || !/[?？]$/.test(text) ? null : text
}

/** The article is named before the question. */
function withoutBasis(stem: string): string {
  return stem.replace(/^(?:根据|依照|按照|依据)[^，,。]{0,20}《[^》]+》[^，,。]{0,20}[，,]/, '')
}

function wordsOf(options: string[], index: number): string {
  return options[index] ?? letter(index)
}
