import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'
import { z } from 'zod'

import { sharedData } from '../support/shared-data.ts'
import { readLaws } from './law-texts.ts'

const basis = z.strictObject({
  law: z.string().min(4),
  version: z.iso.date(),
  article: z.string().regex(/^第[零一二三四五六七八九十百]+条$/),
  quote: z.string().min(8).max(160),
})
const common = {
  stem: z
    .string()
    .min(12)
    .max(120)
    .regex(/^\S.*\S$/),
  explanation: z.string().min(12).max(120),
  basis,
  topic: z.string().min(2),
  difficulty: z.union([z.literal(1), z.literal(2), z.literal(3)]),
}
const options = z.array(z.string().min(1).max(40)).length(4)
const point = z.strictObject({
  id: z.string(),
  weight: z.number().positive(),
  text: z.string().min(4),
  keywords: z.array(z.array(z.string().min(2)).min(1)).min(1),
  quantities: z.array(z.string()),
})
const question = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single'), ...common, options, key: z.string().length(1) }),
  z.strictObject({ kind: z.literal('multiple'), ...common, options, key: z.string().min(2) }),
  z.strictObject({ kind: z.literal('true-false'), ...common, key: z.boolean() }),
  z.strictObject({
    kind: z.literal('fill-in'),
    ...common,
    key: z.array(z.array(z.string().min(1)).min(1)).min(1),
  }),
  z.strictObject({
    kind: z.literal('short'),
    ...common,
    key: z.string().min(20),
    rubric: z.array(point).min(2).max(5),
  }),
])
const bank = z.strictObject({
  format: z.literal('chenxun-bank'),
  version: z.literal(1),
  name: z.string(),
  questions: z.array(question),
})

type Kind = z.infer<typeof question>['kind']
type Asked<K extends Kind> = Extract<z.infer<typeof question>, { kind: K }>

const file = new URL('../../assets/starter-bank.json', import.meta.url)
const questions = bank.parse(JSON.parse(readFileSync(file, 'utf8'))).questions
const ofKind = <K extends Kind>(kind: K) => questions.filter((q): q is Asked<K> => q.kind === kind)
const choices = [...ofKind('single'), ...ofKind('multiple')]
const plain = (text: string) => text.replace(/\s/g, '')

describe('the starter bank', () => {
  it('holds enough questions of every kind', () => {
    expect(ofKind('single').length).toBeGreaterThanOrEqual(28)
    expect(ofKind('multiple').length).toBeGreaterThanOrEqual(14)
    expect(ofKind('true-false').length).toBeGreaterThanOrEqual(14)
    expect(ofKind('fill-in').length).toBeGreaterThanOrEqual(8)
    expect(ofKind('short').length).toBeGreaterThanOrEqual(8)
  })

  it('fills a week of every theme', () => {
    const topics = tally(questions.map((q) => q.topic))
    expect(topics.size).toBeGreaterThanOrEqual(10)
    expect(Math.min(...topics.values())).toBeGreaterThanOrEqual(6)
  })

  it('never asks the same thing twice', () => {
    const stems = questions.map((q) => plain(q.stem))
    expect(new Set(stems).size).toBe(stems.length)
    expect(nearDuplicates(stems)).toEqual([])
  })

  it('marks only options that exist, each once and in order', () => {
    expect(stemsOf(choices.filter((q) => !/^A?B?C?D?$/.test(q.key)))).toEqual([])
  })

  it('offers four different options without letters or a catch-all', () => {
    const lettered = /^[A-D][.、．]|以上(?:都|皆|均)|都对|都不/
    const poor = choices.filter(
      (q) => new Set(q.options.map(plain)).size < 4 || q.options.some((o) => lettered.test(o)),
    )
    expect(stemsOf(poor)).toEqual([])
  })

  it('spreads the right answers over A to D', () => {
    const single = tally(ofKind('single').map((q) => q.key))
    const share = ofKind('single').length / 4
    for (const letter of 'ABCD') {
      expect(single.get(letter) ?? 0).toBeGreaterThan(share * 0.7)
      expect(single.get(letter) ?? 0).toBeLessThan(share * 1.3)
    }
    const sizes = tally(ofKind('multiple').map((q) => String(q.key.length)))
    expect([...sizes.keys()].toSorted()).toEqual(['2', '3', '4'])
  })

  it('lets about half of the statements be true', () => {
    const right = ofKind('true-false').filter((q) => q.key).length
    expect(Math.abs(right / ofKind('true-false').length - 0.5)).toBeLessThan(0.15)
  })

  it('does not betray the key by its length', () => {
    const betrayed = choices.filter((q) => {
      const right = q.options.filter((_, i) => isRight(q.key, i)).map((o) => o.length)
      const wrong = q.options.filter((_, i) => !isRight(q.key, i)).map((o) => o.length)
      return wrong.length > 0 && Math.max(...right) > Math.max(...wrong) * 1.5
    })
    expect(stemsOf(betrayed)).toEqual([])
  })

  it('does not betray the key in the stem', () => {
    const told = [
      ...choices.filter((q) => q.options.some((o, i) => isRight(q.key, i) && q.stem.includes(o))),
      ...ofKind('fill-in').filter((q) => q.key.flat().some((word) => q.stem.includes(word))),
    ]
    expect(stemsOf(told)).toEqual([])
  })

  it('accepts one short answer per blank, spelled in figures and in 汉字', () => {
    const poor = ofKind('fill-in').filter(
      (q) => q.stem.split('____').length - 1 !== q.key.length || q.key.some(isPoorlySpelled),
    )
    expect(stemsOf(poor)).toEqual([])
  })

  it('finds the number of a number question in the quoted words', () => {
    const asked = [...ofKind('single').map(rightOption), ...ofKind('fill-in').map(firstSpellings)]
    const withNumbers = asked.filter(({ key }) => numbersIn(key).length > 0)
    expect(withNumbers.length).toBeGreaterThan(25)
    for (const { key, quote } of withNumbers) {
      expect(numbersIn(quote)).toEqual(expect.arrayContaining(numbersIn(key)))
    }
  })

  it('gives every short answer points that add up to 100 and that its own key earns', () => {
    for (const q of ofKind('short')) {
      expect(q.rubric.reduce((sum, p) => sum + p.weight, 0)).toBe(100)
      expect(new Set(q.rubric.map((p) => p.id)).size).toBe(q.rubric.length)
      const sentences = q.key.split(/[。；]/)
      const missed = q.rubric.filter((p) => !sentences.some((sentence) => earns(p, sentence)))
      expect(missed.map((p) => `${p.text}: ${q.key}`)).toEqual([])
    }
  })
})

const folder = sharedData('laws')

describe.skipIf(!folder)('the basis of every question', () => {
  const laws = folder ? readLaws(folder) : []

  it.each(questions.map((q) => [q.stem.slice(0, 24), q.basis] as const))(
    'stands word for word in the article it names: %s',
    (_, named) => {
      const law = laws.find((l) => l.title === named.law && l.dates.includes(named.version))
      expect(law?.articles.get(named.article)).toContain(plain(named.quote))
    },
  )

  it('never cites the public security penalties law that is no longer in force', () => {
    const cited = questions.filter((q) => q.basis.law === '中华人民共和国治安管理处罚法')
    expect(new Set(cited.map((q) => q.basis.version))).toEqual(new Set(['2025-06-27']))
  })
})

function tally(values: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

function stemsOf(list: { stem: string }[]): string[] {
  return list.map((q) => q.stem)
}

/** Spellings of one blank that repeat, differ in value, or lack the number in figures. */
function isPoorlySpelled(spellings: string[]): boolean {
  const values = new Set(spellings.flatMap(numbersIn))
  const figures = spellings.some((spelling) => /\d/.test(spelling))
  const repeats = new Set(spellings).size < spellings.length
  return repeats || values.size > 1 || (values.size === 1 && !figures)
}

function isRight(key: string, index: number): boolean {
  return key.includes('ABCD'.charAt(index))
}

function rightOption(q: Asked<'single'>): { key: string; quote: string } {
  return { key: q.options['ABCD'.indexOf(q.key)] ?? '', quote: q.basis.quote }
}

function firstSpellings(q: Asked<'fill-in'>): { key: string; quote: string } {
  return { key: q.key.map((spellings) => spellings[0]).join('，'), quote: q.basis.quote }
}

/** Pairs whose two-character pieces overlap (Jaccard) more than two different questions do. */
function nearDuplicates(stems: string[]): string[] {
  const pieces = stems.map((s) => new Set(Array.from(s.slice(1), (c, i) => s.charAt(i) + c)))
  return stems.flatMap((stem, i) =>
    stems
      .slice(0, i)
      .filter((_, j) => {
        const [a, b] = [pieces[i] ?? new Set(), pieces[j] ?? new Set()]
        const shared = [...a].filter((piece) => b.has(piece)).length
        return shared / (a.size + b.size - shared) > 0.65
      })
      .map((other) => `${stem} / ${other}`),
  )
}

function earns(p: z.infer<typeof point>, sentence: string): boolean {
  const said = numbersIn(sentence)
  return (
    p.keywords.every((group) => group.some((word) => sentence.includes(word))) &&
    p.quantities.every((quantity) => numbersIn(quantity).every((n) => said.includes(n)))
  )
}

/** Every number of a text, in figures or 汉字: `百分之三` and `3%` are both 3. */
function numbersIn(text: string): number[] {
  const words = text.replaceAll('百分之', '')
  const found = words.matchAll(/(\d+)(万?)|[零一二两三四五六七八九十百千万]+/g)
  return Array.from(found, ([word, figures, tenThousands]) => {
    return figures ? Number(figures) * (tenThousands ? 10_000 : 1) : valueOf(word)
  })
}

function valueOf(word: string): number {
  const powers: Record<string, number> = { 十: 10, 百: 100, 千: 1000, 万: 10_000 }
  let [total, digit] = [0, 0]
  for (const character of word) {
    const power = powers[character]
    if (!power) digit = '零一二三四五六七八九'.indexOf(character === '两' ? '二' : character)
    else if (power === 10_000) [total, digit] = [(total + digit) * power, 0]
    else [total, digit] = [total + (digit || 1) * power, 0]
  }
  return total + digit
}
