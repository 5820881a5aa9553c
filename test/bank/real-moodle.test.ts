import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import type { BankFile } from '../../src/bank/formats/format.ts'
import { readBank } from '../../src/bank/formats/read-bank.ts'
import { sharedData } from '../support/shared-data.ts'

const folder = sharedData('banks')

/**
 * Every real file of Moodle's formats: the questions of each kind, what is said about others, and
 * why.
 */
const files = `
gift/GL02_MACHINE_A24__EM-U4-p32_33-Review.gift | fill-in 9 | note-gaps-typed 1, note-description 1 | three texts with embedded answers, one of them with words to choose from; line 20 explains the next six
gift/GL02_MACHINE_A24__EM-U5-p34-Gra-Expressions_of_quantity.gift | single 15, fill-in 1 | note-description 2, note-gaps-typed 1 | one sentence has two choices
gift/GL02_MACHINE_A24__EM-U5-p35-Gra-Subject_verb_agreement.gift | single 5 | note-description 1 |
gift/GL02_MACHINE_A24__EM-U5-p38-Passive.gift | fill-in 7 | note-description 2 |
gift/GL02_MACHINE_A24__U1-p10-Gra-Present_tenses_habits.gift | fill-in 8 | note-description 1 |
gift/GL02_MACHINE_A24__U1-p8_9-Reading-Coachella.gift | single 21 | note-matching-split 2 |
gift/GL02_MACHINE_A24__U11-p114-Mixed_conditionals.gift | fill-in 5 | note-description 1 |
gift/GL02_MACHINE_A24__U3-p30-Reading.gift | single 6 | - |
gift/GL02_MACHINE_A24__U3-p32-GR-Present_perfect_vs_past_simple.gift | single 38 | note-matching-split 1 |
gift/GL02_MACHINE_A24__U3-p33-Gra-As_like.gift | single 13, multiple 1 | note-description 1, note-several-right 1, note-matching-split 1 | either word is right in 6.2
gift/GL02_MACHINE_A24__U4-p39-Reading-xmen.gift | single 20 | note-description 1, note-matching-split 2 |
gift/GL02_MACHINE_A24__U4-p47-Review.gift | single 24, fill-in 2 | note-gaps-split 1, note-matching-split 1 | a text with 16 gaps where a dash is one of the words
gift/GL02_MACHINE_A24__U5-p49-Subject_verb_agreement.gift | fill-in 6, single 5, multiple 1 | note-description 2, note-several-right 1 | either word is right in 11.6
gift/GL02_MACHINE_A24__U5-p52-Reading-The_death_of_cooking.gift | single 12, multiple 5 | note-description 3, note-matching-split 1 |
gift/GL02_MACHINE_A24__U5-p54-GR4-Passive-reporting.gift | fill-in 5 | note-description 1 |
gift/GL02_MACHINE_A24__U6-p59-Vocabulary.gift | fill-in 6 | - |
gift/GL02_MACHINE_A24__U6-p61-5-Future-forms.gift | - | note-description 2 |
gift/GL02_MACHINE_A24__U6-p62_63-Reading.gift | single 7, fill-in 22 | note-description 4, note-matching-split 1 |
gift/GL02_MACHINE_A24__U6-p65-Voc-Expressions_with_get.gift | single 6 | note-description 1 |
gift/GL02_MACHINE_A24__U6-p68_69-ProgressTest2.gift | fill-in 6 | note-description 1 |
gift/GL02_MACHINE_A24__U7-p76_77-So,such,too,enough.gift | single 8 | note-description 1 |
gift/GL02_MACHINE_A24__U7-p77-It_is,there_is.gift | fill-in 4, single 8 | note-description 1 |
gift/GL02_MACHINE_A24__U8-p84-Voc-Linking_words.gift | fill-in 8 | note-description 1 |
gift/GL02_MACHINE_A24__U9-p95-Third_cond-4.gift | - | note-description 1, no-key 5 | essays without a model answer
gift/GL02_MACHINE_A24__questions.gift | single 17, true-false 8, fill-in 4 | note-matching-split 4, note-description 7, gift-answers 1, few-options 1 | one holds TRUE and FALSE; three colours are all paired with one word
gift/PowerEduc__moodle-examples.txt | single 26, true-false 5, fill-in 16, multiple 2 | note-tolerance 3, note-matching-split 3, key-range 1, note-part-marks 7 |
gift/PowerEduc__moodle-questions.gift.txt | single 5, multiple 1, fill-in 2, true-false 3 | no-key 1, note-matching-split 1, note-tolerance 1, note-part-marks 1 |
gift/PowerEduc__moodle-questions_encoding_windows-1252.gift.txt | - | no-key 2, few-options 1 | two essays, and pairs with one word on the right
gift/PowerEduc__moodle-questions_in_category.gift.txt | single 5, fill-in 1, true-false 1 | note-matching-split 1 |
gift/QAS-Editor__all.gift | short 1, true-false 4, fill-in 7, single 11, multiple 2 | note-description 1, no-key 1, note-model-answer 1, note-picture 3, note-tolerance 2, key-range 1, note-matching-split 2, note-wildcard 1 | one essay has feedback to take as its answer, the other none; one number is a range
gift/QAS-Editor__essay.gift | short 1 | no-key 1, note-model-answer 1 | one has feedback to take as its answer
gift/QAS-Editor__matching.gift | single 8 | note-matching-split 2 |
gift/QAS-Editor__missing_words.gift | single 1 | - |
gift/QAS-Editor__multichoice.gift | multiple 2, single 2 | - |
gift/QAS-Editor__numericals.gift | fill-in 3 | note-tolerance 2, note-picture 1, key-range 1 |
gift/QAS-Editor__shorts.gift | fill-in 4 | note-wildcard 1 |
gift/QAS-Editor__true_false.gift | true-false 4 | note-picture 2 |
gift/agpu-main__moodle-ordering-testexport.gift.txt | - | kind-foreign 1 | words to be put in order
gift/agpu-main__moodle-ordering-testimport.gift.txt | - | kind-foreign 1 | words to be put in order
gift/aws-ebs-moodle__moodle-CRLF-examples.txt | single 26, true-false 5, fill-in 16, multiple 2 | note-tolerance 3, note-matching-split 3, key-range 1, note-part-marks 7 |
gift/aws-ebs-moodle__moodle-CRLF-questions.gift.txt | single 5, multiple 1, fill-in 2, true-false 3 | no-key 1, note-matching-split 1, note-tolerance 1, note-part-marks 1 |
gift/moodle-gift-generator__example.gift | single 5 | key-conflict 1, note-matching-split 1 | Saturn's largest moon is paired with two names
gift/tsugi/tsugi__example_matching.gift | single 5 | note-matching-split 2 |
gift/tsugi/tsugi__example_multiple_choice.gift | single 5 | - |
gift/tsugi/tsugi__example_numerical.gift | fill-in 4 | note-tolerance 1, key-range 1, note-part-marks 1 |
gift/tsugi/tsugi__example_true_false.gift | true-false 4 | - |
aiken/Aiken-Parser__aiken.txt | single 3 | - |
aiken/PowerEduc__moodle-questions.aiken.txt | single 1, true-false 1 | - |
aiken/aws-ebs-moodle__moodle-CRLF-questions.aiken.txt | single 1, true-false 1 | - |
moodle-xml/PowerEduc__moodle-broken_cloze_questions.xml | - | no-key 1, gap-unclear 3, key-unclear 1 | each is broken in its own way
moodle-xml/PowerEduc__moodle-categories_reverse_order.xml | fill-in 1 | no-key 1 |
moodle-xml/PowerEduc__moodle-category_with_description.xml | true-false 1 | - |
moodle-xml/PowerEduc__moodle-export_category.xml | true-false 1 | - |
moodle-xml/PowerEduc__moodle-html_chars_in_idnumbers.xml | true-false 1 | - |
moodle-xml/PowerEduc__moodle-multianswer.xml | fill-in 1 | note-gaps-typed 1, note-part-marks 1, note-picture 1 |
moodle-xml/PowerEduc__moodle-multichoice.xml | single 1 | note-picture 1 |
moodle-xml/PowerEduc__moodle-nested_categories.xml | true-false 1 | - |
moodle-xml/PowerEduc__moodle-nested_categories_with_questions.xml | true-false 4 | no-key 1 |
moodle-xml/PowerEduc__moodle-old_format_file.xml | true-false 2 | - |
moodle-xml/PowerEduc__moodle-sample_questions_with_old_image_tag.xml | fill-in 1, single 1 | note-gaps-typed 1, note-part-marks 1, note-picture 2 |
moodle-xml/PowerEduc__moodle-truefalse.xml | true-false 2 | note-picture 2 |
moodle-xml/QAS-Editor__all.xml | short 1, single 16, fill-in 5, true-false 1 | note-hidden 1, note-model-answer 1, note-gaps-split 1, kind-foreign 7, no-key 1, note-picture 2, note-description 1, note-tolerance 2, note-part-marks 2, note-matching-split 1 | four calculated, two with things to drag onto pictures, one random; an essay without an answer
moodle-xml/QAS-Editor__calculated.xml | - | kind-foreign 1 |
moodle-xml/QAS-Editor__calculatedmulti.xml | - | kind-foreign 1 |
moodle-xml/QAS-Editor__calculatedsimple.xml | - | kind-foreign 1 |
moodle-xml/QAS-Editor__cloze.xml | single 1 | note-part-marks 1 |
moodle-xml/QAS-Editor__ddimageortext.xml | - | kind-foreign 1 |
moodle-xml/QAS-Editor__ddmarker.xml | - | kind-foreign 1 |
moodle-xml/QAS-Editor__ddwtos.xml | single 6 | note-gaps-split 1 | six sentences for six gaps of a text too long for a message
moodle-xml/QAS-Editor__description.xml | - | note-description 1 |
moodle-xml/QAS-Editor__essay.xml | - | no-key 1 |
moodle-xml/QAS-Editor__gapselect.xml | single 1 | - |
moodle-xml/QAS-Editor__matching.xml | single 3 | note-matching-split 1 |
moodle-xml/QAS-Editor__multichoice.xml | single 1 | note-picture 1 |
moodle-xml/QAS-Editor__numerical.xml | fill-in 1 | - |
moodle-xml/QAS-Editor__randomsamatch.xml | - | kind-foreign 1 |
moodle-xml/QAS-Editor__shortanswer.xml | fill-in 1 | - |
moodle-xml/QAS-Editor__truefalse.xml | true-false 1 | note-picture 1 |
moodle-xml/agpu-main__moodle-error_invalid_grades.xml | multiple 1 | - |
moodle-xml/agpu-main__moodle-multianswer-all-types.xml | single 6, multiple 4, fill-in 6 | note-case 1, note-gaps-split 1 | 16 gaps of all kinds, some with several right options
moodle-other/PowerEduc__moodle-broken_multianswer_1.txt | - | gap-unclear 1 |
moodle-other/PowerEduc__moodle-broken_multianswer_2.txt | - | gap-unclear 1 |
moodle-other/PowerEduc__moodle-broken_multianswer_3.txt | - | key-unclear 1 |
moodle-other/PowerEduc__moodle-broken_multianswer_4.txt | - | no-questions 1 | a sentence and no gap
moodle-other/PowerEduc__moodle-question.missingword1.txt | single 1 | - |
moodle-other/PowerEduc__moodle-question.missingword2.txt | fill-in 1 | - |
moodle-other/PowerEduc__moodle-question.missingword3.txt | single 1 | - |
moodle-other/PowerEduc__moodle-questions.multianswer.txt | fill-in 1 | note-gaps-typed 1, note-part-marks 1 |
moodle-other/QAS-Editor__cloze.cloze | fill-in 1 | note-case 1, note-gaps-typed 1, note-part-marks 1, note-tolerance 1 |
moodle-other/aws-ebs-moodle__moodle-examview_sample.xml | - | format-examview 1 |
moodle-other/aws-ebs-moodle__moodle-questions.examview.xml | - | format-examview 1 |
negative/NetTest__11-windows1251-nettest.xml | - | file-binary 1 | Cyrillic bytes of windows-1251
`
  .trim()
  .split('\n')
  .map((line) => line.split(/ \| ?/))

function read(name: string): Promise<BankFile> {
  return readBank(readFileSync(join(folder ?? '', name)))
}

/** `single 15, fill-in 1`, or `-` for none. */
function counts(text: string): Record<string, number> {
  const parts = text === '-' ? [] : text.split(', ')
  return Object.fromEntries(parts.map((part) => [part.split(' ')[0], Number(part.split(' ')[1])]))
}

function tally(names: string[]): Record<string, number> {
  const found: Record<string, number> = {}
  for (const name of names) found[name] = (found[name] ?? 0) + 1
  return found
}

describe.skipIf(!folder)('real files of Moodle formats', () => {
  test.each(files)('%s is read as %s, with %s %s', async (name = '', kinds = '', problems = '') => {
    const file = await read(name)
    expect(tally(file.items.map(({ question }) => question.kind))).toEqual(counts(kinds))
    expect(tally(file.problems.map(({ code }) => code))).toEqual(counts(problems))
  })

  test('every question that other programs count is read or named at its line', async () => {
    const table = readFileSync(join(folder ?? '', 'SOURCES.tsv'), 'utf8').split('\n')
    const counted = table
      .map((line) => line.split('\t'))
      .filter(([name = '']) => /^(gift|aiken|moodle-xml)\/.*(?<!\.json)$/.test(name))
    expect(counted.length).toBeGreaterThan(120)
    const differing: string[] = []
    for (const [name = '', , , , , , count, how = ''] of counted) {
      const { items, problems } = await read(name)
      // The count of an XML file is that of its elements, descriptions among them.
      const isQuestion = (code: string): boolean =>
        !/^note-|^no-questions$/.test(code) || (code === 'note-description' && how.startsWith('<'))
      const lines = [
        ...items.map(({ place }) => place.line),
        ...problems.filter(({ code }) => isQuestion(code)).map(({ where }) => where.line),
      ]
      if (new Set(lines).size !== Number(count)) differing.push(`${name}: ${lines.join(' ')}`)
    }
    expect(differing).toEqual([])
  })

  test('examples of files of another program are no banks and give no questions', async () => {
    for (const part of ['negative/quizmake-own-format']) {
      const names = readdirSync(join(folder ?? '', part)).filter((name) => !name.endsWith('.gift'))
      for (const name of names) {
        const file = await read(join(part, name))
        expect([name, file.items.length, file.problems.length > 0]).toEqual([name, 0, true])
      }
    }
  })
})
