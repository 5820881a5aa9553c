import { describe, expect, test } from 'vitest'

import { readMoodle } from '../../../src/bank/formats/moodle.ts'
import { codes, only, readText } from '../read.ts'

function quiz(...questions: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${questions.join('\n')}\n</quiz>\n`
}

function question(type: string, stem: string, rest: string): string {
  return `<question type="${type}"><name><text>题</text></name><questiontext format="html"><text><![CDATA[${stem}]]></text></questiontext>${rest}</question>`
}

function answer(fraction: number | string, text: string, rest = ''): string {
  return `<answer fraction="${fraction}" format="html"><text>${text}</text>${rest}</answer>`
}

function read(...questions: string[]) {
  return readMoodle(quiz(...questions))
}

const truth = question('truefalse', '对吗？', answer(100, 'true') + answer(0, 'false'))

describe('a question in Moodle XML', () => {
  test('a choice, with its explanation and markup as text', () => {
    const file = read(
      question(
        'multichoice',
        '<p>哪个&nbsp;10<sup>2</sup>？</p>\n<p>请选</p>',
        `<generalfeedback format="html"><text>&lt;p&gt;依据第三条&lt;/p&gt;</text></generalfeedback><single>true</single><answernumbering>abc</answernumbering>${answer(0, '甲')}${answer(100, '&lt;b&gt;乙&lt;/b&gt;', '<feedback><text>正确！见第四条。</text></feedback>')}`,
      ),
    )
    expect(only(file)).toEqual({
      kind: 'single',
      stem: '哪个 10²？\n请选',
      options: ['甲', '乙'],
      key: [1],
      explanation: '依据第三条\n见第四条。',
    })
  })

  test.each(['false', '0'])('a choice of several: <single>%s', (single) => {
    const answers = [33.33333, -50, 33.33333, 0].map((share) => answer(share, `项${share}`))
    const several = question(
      'multichoice',
      '哪些？',
      `<single>${single}</single>${answers.join('')}`,
    )
    const file = read(several.replace('项33', '甲33'))
    expect(file.items[0]?.question).toMatchObject({ kind: 'multiple', key: [0, 2] })
  })

  test('a choice that does not say so has one answer; part of the marks is not enough', () => {
    const file = read(
      question('multichoice', '哪个？', answer(50, '甲') + answer('100.0', '乙') + answer(0, '丙')),
    )
    expect(file.items[0]?.question).toMatchObject({ kind: 'single', key: [1] })
    expect(codes(file)).toEqual(['3 note-part-marks'])
    const none = read(question('multichoice', '哪个？', answer(50, '甲') + answer(0, '乙')))
    expect(codes(none)).toEqual(['3 no-key'])
  })

  test('true or false', () => {
    expect(only(read(truth))).toEqual({ kind: 'true-false', stem: '对吗？', key: true })
    const wrong = question('truefalse', '对吗？', answer(0, 'true') + answer(100, 'false'))
    expect(only(read(wrong)).key).toBe(false)
    const foreign = question('truefalse', '对吗？', answer(0, 'vrai') + answer(100, 'faux'))
    expect(codes(read(foreign))).toEqual(['3 key-unclear'])
  })

  test('a short answer and a number', () => {
    const short = question(
      'shortanswer',
      '几小时？',
      `<usecase>0</usecase>${answer(100, '8小时')}${answer(100, '八小时')}${answer(0, '*')}`,
    )
    expect(only(read(short))).toEqual({
      kind: 'fill-in',
      stem: '几小时？',
      key: [['8小时', '八小时']],
    })
    const number = question('numerical', '几？', answer(100, '150', '<tolerance>0</tolerance>'))
    expect(only(read(number)).key).toEqual([['150']])
    const near = question('numerical', '几？', answer(100, '150', '<tolerance>5</tolerance>'))
    expect(codes(read(near))).toEqual(['3 note-tolerance'])
    const capitals = question('shortanswer', '写？', `<usecase>1</usecase>${answer(100, 'DNA')}`)
    expect(codes(read(capitals))).toEqual(['3 note-case'])
  })

  test('pairs', () => {
    const pair = (left: string, right: string): string =>
      `<subquestion format="html"><text>${left}</text><answer><text>${right}</text></answer></subquestion>`
    const file = read(
      question(
        'matching',
        '配对：',
        pair('日本', '东京') + pair('法国', '巴黎') + pair('', '罗马'),
      ),
    )
    expect(file.items.map((item) => item.question)).toEqual([
      { kind: 'single', stem: '配对：\n日本 → ?', options: ['东京', '巴黎', '罗马'], key: [0] },
      { kind: 'single', stem: '配对：\n法国 → ?', options: ['东京', '巴黎', '罗马'], key: [1] },
    ])
  })

  test('words put into gaps, among those of their group', () => {
    const word = (text: string, group: number): string =>
      `<selectoption><text>${text}</text><group>${group}</group></selectoption>`
    const words = word('应当', 1) + word('可以', 1) + word('八', 2) + word('十', 2)
    const two = read(question('gapselect', '[[1]]在[[4]]日内', words))
    expect(two.items[0]?.question).toEqual({
      kind: 'fill-in',
      stem: '____（应当 / 可以）在____（八 / 十）日内',
      key: [['应当'], ['十']],
    })
    const alone = read(question('ddwtos', '[[2]]处罚', words.replaceAll('selectoption', 'dragbox')))
    expect(only(alone)).toMatchObject({ kind: 'single', options: ['应当', '可以'], key: [1] })
    expect(codes(read(question('gapselect', '[[9]]处罚', words)))).toEqual(['3 gap-unclear'])
  })

  test('an essay, by the notes for markers or the feedback', () => {
    const essay = (rest: string) => read(question('essay', '谈谈。', rest))
    expect(codes(essay('<graderinfo><text></text></graderinfo>'))).toEqual(['3 no-key'])
    const noted = essay(
      '<generalfeedback><text>说明</text></generalfeedback><graderinfo format="html"><text>要点</text></graderinfo>',
    )
    expect(noted.items[0]?.question).toEqual({
      kind: 'short',
      stem: '谈谈。',
      key: '要点',
      explanation: '说明',
    })
    expect(codes(noted)).toEqual(['3 note-model-answer'])
    const told = essay('<generalfeedback><text>要点</text></generalfeedback>')
    expect(told.items[0]?.question).toEqual({ kind: 'short', stem: '谈谈。', key: '要点' })
  })

  test('embedded answers', () => {
    expect(only(read(question('cloze', '<p>不超过{1:SA:=8}小时</p>', '')))).toMatchObject({
      kind: 'fill-in',
      stem: '不超过____小时',
    })
    expect(codes(read(question('cloze', '请选择。', '')))).toEqual(['3 no-key'])
  })

  test.each([
    'calculated',
    'calculatedmulti',
    'ddmarker',
    'ddimageortext',
    'randomsamatch',
    'stack',
  ])('%s is named', (type) => {
    expect(read(question(type, '题', '')).problems).toMatchObject([
      { where: { line: 3 }, code: 'kind-foreign', args: { kind: type } },
    ])
  })

  test('a description is no question', () => {
    expect(codes(read(question('description', '先看材料', '')))).toEqual(['3 note-description'])
  })

  test('pictures and hidden questions are pointed out', () => {
    const file = read(
      truth.replace(
        '</questiontext>',
        '<file name="a.png" encoding="base64">AAAA</file></questiontext>',
      ),
      truth.replace('</question>', '<hidden>1</hidden></question>'),
    )
    expect(codes(file)).toEqual(['3 note-picture', '4 note-hidden'])
    const flags = answer(100, '&lt;img src="a.png"&gt;') + answer(0, '&lt;img src="b.png"&gt;')
    const file2 = read(question('multichoice', '哪面国旗？<img src="c.png">', flags))
    expect(codes(file2)).toEqual(['3 picture-only'])
  })
})

describe('the file around the questions', () => {
  const category = (path: string): string =>
    `<question type="category"><category><text>${path}</text></category></question>`

  test('categories are topics; a tag where there is none', () => {
    const tagged = truth.replace(
      '</question>',
      '<tags><tag><text>消防</text></tag></tags></question>',
    )
    const file = read(tagged, category('$course$/top/治安/处罚'), tagged)
    expect(file.items.map((item) => item.question.topic)).toEqual(['消防', '处罚'])
  })

  test('a broken question costs only itself, with its line and the reason', () => {
    const file = read(
      truth,
      truth.replace('<name>', '<name>\n<b>'),
      truth.replace('对吗？]]>', '对吗？]]>&uarr;&unknown;'),
      truth.replace('</question>', ''),
      truth,
    )
    expect(file.items.map((item) => item.place.line)).toEqual([3, 8])
    expect(
      file.problems.map(({ where, code, args }) => [where.line, code, args?.['line']]),
    ).toEqual([
      [4, 'question-broken', 5],
      [6, 'question-broken', 6],
      [7, 'question-broken', 7],
    ])
  })

  test('a file that was cut off says so', () => {
    const text = quiz(truth, truth)
    const file = readMoodle(text.slice(0, text.lastIndexOf('<questiontext')))
    expect(file.items).toHaveLength(1)
    expect(codes(file)).toEqual(['4 question-broken', '4 note-xml-cut'])
    expect(codes(readMoodle(text.replace('</quiz>', '')))).toEqual(['4 note-xml-cut'])
  })

  test('comments, names of HTML and tags that are quoted do no harm', () => {
    const stem = '<p>&uarr;&Alpha;&frac12; &lt;question&gt;</p>'
    const file = read(
      '<!-- <question type="essay"> -->',
      question('truefalse', `${stem}<question>`, answer(100, 'true')),
    )
    expect(only(file).stem).toContain('↑Α½ <question>')
  })

  test('another declared encoding does not matter', async () => {
    const file = await readText(quiz(truth).replace('UTF-8', 'windows-1251'))
    expect(file.format).toBe('moodle')
    expect(only(file).stem).toBe('对吗？')
  })

  test('old files without formats are read', () => {
    const old = `<quiz><question type="multichoice"><questiontext><text>哪个<br />好？</text></questiontext><image>a.png</image><answer fraction="0"><text>\n甲\n</text></answer><answer fraction="100"><text>\n乙\n</text></answer></question></quiz>`
    const file = readMoodle(old.replace('<br />', '&lt;br /&gt;'))
    expect(file.items[0]?.question).toMatchObject({ stem: '哪个\n好？', options: ['甲', '乙'] })
    expect(codes(file)).toEqual(['1 note-picture'])
    expect(readMoodle(old).items[0]?.question.stem).toBe('哪个\n好？')
  })

  test('a document type is refused', async () => {
    const text = quiz(truth).replace('<quiz>', '<!DOCTYPE quiz [<!ENTITY a "b">]>\n<quiz>')
    expect(codes(await readText(text))).toEqual([' xml-doctype'])
  })
})
