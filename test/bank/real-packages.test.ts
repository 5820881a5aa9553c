import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { readBank } from '../../src/bank/formats/read-bank.ts'
import { sharedData } from '../support/shared-data.ts'

const folder = sharedData('banks')

type Counts = Record<string, number>

/** Every real Anki, QTI and SQLite file: its questions by kind, and what is none, with the reason. */
const files: [string, Counts, Counts, string][] = [
  ['anki/QAS-Editor__math.txt', { short: 91 }, {}, ''],
  ['anki/SurivieInHHU_Civil__Physics.apkg', {}, { 'picture-only': 2 }, 'both cards are pictures'],
  [
    'anki/SurivieInHHU_Civil__Project_managemnt.apkg',
    { short: 35 },
    { 'picture-only': 2, 'note-picture': 1 },
    'two backs are pictures',
  ],
  [
    'anki/SurivieInHHU_Civil__Structure_Experiment.apkg',
    { short: 69 },
    { 'picture-only': 1, 'note-picture': 2 },
    'one back is a picture',
  ],
  ['anki/anki__diffmodels2-1.apkg', { short: 1 }, {}, ''],
  ['anki/anki__media.apkg', {}, { 'picture-only': 1 }, 'its card is a sound'],
  [
    'anki/anki__text-2fields.txt',
    { short: 6 },
    { 'no-key': 2, 'no-stem': 1 },
    'two lines lack their second field, one its first',
  ],
  ['anki/anki__text-tags.txt', { short: 2 }, {}, ''],
  ['anki/anki__update1.apkg', { short: 1 }, {}, ''],
  ['anki/cat-theory-anki__output.apkg', { short: 1 }, {}, ''],
  ['anki/zhongwen-anki__deck.apkg', { short: 3 }, {}, 'compressed'],
  [
    'qti/QAS-Editor__canvas_respondus.zip',
    { single: 6, multiple: 1, 'true-false': 1, 'fill-in': 3, short: 1 },
    {
      'kind-foreign': 1,
      'note-key-exact': 1,
      'note-matching-split': 1,
      'note-model-answer': 1,
      'note-picture': 1,
    },
    'ten items: one is only text, one matches four sides',
  ],
  [
    'qti/QAS-Editor__qti2v1.zip',
    { single: 1, multiple: 1, 'true-false': 1, 'fill-in': 1 },
    { 'kind-foreign': 1, 'no-key': 1, 'note-picture': 1, 'xml-broken': 1 },
    'a hotspot, an essay without model answer, an item whose tags do not close',
  ],
  [
    'qti/qti-examples__v2p2-items.zip',
    { single: 21, multiple: 2, 'true-false': 4, 'fill-in': 4, short: 1 },
    {
      'kind-foreign': 28,
      'no-key': 6,
      'note-key-exact': 1,
      'note-matching-split': 2,
      'note-model-answer': 1,
      'note-picture': 9,
    },
    'every kind of interaction; three essays, an opinion, a choice and a file name have no answer',
  ],
  [
    'qti/qti-examples__v3-basicFeedbackTest.zip',
    { 'true-false': 2, 'fill-in': 1 },
    { 'kind-foreign': 1, 'note-key-exact': 1 },
    'one item goes on in steps',
  ],
  ['qti/qti-examples__v3-lti.zip', {}, { 'no-questions': 1 }, 'only a link'],
  ['qti/qti-examples__v3-metaData.zip', { single: 1 }, { 'note-picture': 1 }, ''],
  [
    'qti/qti-examples__v3-sharedStimulus.zip',
    { single: 1 },
    { 'kind-foreign': 1, 'no-key': 1, 'note-passage-long': 1 },
    'one puts in order, one is an essay',
  ],
  ['qti/qti-examples__v3-simple.zip', { single: 1 }, { 'note-picture': 1 }, ''],
  [
    'qti/qti__test_qti_1.2.zip',
    { single: 1, multiple: 1, 'true-false': 1 },
    { 'note-picture': 2 },
    '',
  ],
  [
    'qti/qti__test_qti_2.1.zip',
    { single: 1, multiple: 1, 'true-false': 1, 'fill-in': 1 },
    { 'no-key': 1, 'note-picture': 1 },
    'an essay without model answer',
  ],
  [
    'qti/qti__test_qti_2.2.zip',
    { single: 1, multiple: 1, 'true-false': 1 },
    { 'kind-foreign': 1, 'no-key': 1, 'note-picture': 1 },
    'an essay without model answer, an item that goes on in steps',
  ],
  [
    'moodle-other/PowerEduc__moodle-sample_blackboard_pool.dat',
    { single: 4, multiple: 1, 'true-false': 1, 'fill-in': 1, short: 1 },
    { 'note-matching-split': 1 },
    '',
  ],
  [
    'moodle-other/PowerEduc__moodle-sample_blackboard_qti.dat',
    { single: 4, multiple: 1, 'true-false': 1, 'fill-in': 1, short: 1 },
    { 'note-matching-split': 1 },
    '',
  ],
  [
    'sqlite/XXQG_TiKu_Transform__QuestionBank.db',
    { single: 4782, 'true-false': 403 },
    {},
    'options in the stem, the letter of the right one in a column called option',
  ],
]

describe.skipIf(!folder)('real packages', () => {
  test.each(files)('%s is read as %o, with %o %s', async (name, kinds, problems) => {
    const file = await readBank(readFileSync(join(folder ?? '', name)))
    expect(tally(file.items.map(({ question }) => question.kind))).toEqual(kinds)
    expect(tally(file.problems.map(({ code }) => code))).toEqual(problems)
  })

  test('both versions of the same Blackboard questions have the same keys', async () => {
    const [pool, qti] = await Promise.all(
      ['pool', 'qti'].map(async (kind) => {
        const name = `moodle-other/PowerEduc__moodle-sample_blackboard_${kind}.dat`
        return (await readBank(readFileSync(join(folder ?? '', name)))).items
      }),
    )
    const right = (items: typeof pool) =>
      (items ?? [])
        .flatMap(({ question }) =>
          question.kind === 'single'
            ? [`${question.stem} ${question.options[question.key[0] ?? 0]}`]
            : [],
        )
        .toSorted()
    expect(right(pool)).toEqual(right(qti))
  })

  test('the same bank has the same answers in a database and in JSON', async () => {
    const read = async (name: string) =>
      new Map(
        (await readBank(readFileSync(join(folder ?? '', name)))).items.flatMap(({ question }) =>
          question.kind === 'single'
            ? [[question.stem, question.options[question.key[0] ?? 0]] as const]
            : [],
        ),
      )
    const [database, json] = await Promise.all([
      read('sqlite/XXQG_TiKu_Transform__QuestionBank.db'),
      read('json/XXQG_TiKu_Transform__XXQG_TiKu.json'),
    ])
    const shared = [...json].filter(([stem]) => database.has(stem))
    expect(shared.length).toBeGreaterThan(4000)
    expect(shared.filter(([stem, answer]) => database.get(stem) !== answer)).toEqual([])
  })
})

function tally(names: string[]): Counts {
  const counts: Counts = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
