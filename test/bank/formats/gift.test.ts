import { describe, expect, test } from 'vitest'

import { readGift } from '../../../src/bank/formats/gift.ts'
import { codes, only, readText } from '../read.ts'

/** The one question of a GIFT text that has no problem. */
function one(text: string): unknown {
  return only(readGift(text))
}

function questions(text: string): unknown[] {
  return readGift(text).items.map((item) => item.question)
}

const single = { kind: 'single', stem: '哪个？', options: ['甲', '乙', '丙'], key: [1] }

describe('a choice', () => {
  test.each<[string, string]>([
    ['on one line', '哪个？{~甲 =乙 ~丙}'],
    ['on lines', '::题一:: 哪个？ {\n  ~甲\n  =乙\n  ~丙\n}'],
    ['with both signs before the right one', '哪个？{~甲~=乙~丙}'],
    ['with the first option without a sign', '哪个？{甲 ~=乙 ~丙}'],
    ['with CR line ends', '哪个？{\r~甲\r=乙\r~丙\r}'],
    ['with a byte order mark and CRLF', '\uFEFF哪个？{\r\n~甲\r\n=乙\r\n~丙\r\n}\r\n'],
    ['with weights for all', '哪个？{~%0%甲 =%100%乙 ~%-50%丙}'],
    ['with a full stop behind the answers', '哪个？{~甲 =乙 ~丙}。'],
    ['with feedback', '哪个？{~甲#不对 =乙#正确！ ~丙#也不对}'],
    ['with comments among its lines', '// 一\n哪个？{\n// 二\n~甲\n=乙\n  // 三\n~丙}'],
    ['with its text as its name', '::哪个？::{~甲 =乙 ~丙}'],
    ['as HTML', '[html]<p>哪&nbsp;个？</p>{~<p>甲</p> =<b>乙</b> ~[plain]丙}'],
    ['with an empty option', '哪个？{~甲 ~ =乙 ~丙}'],
  ])('%s', (_, text) => {
    const question = one(text) as { stem: string }
    expect({ ...question, stem: question.stem.replace(' ', '') }).toEqual(single)
  })

  test('of several, by weights that are not whole', () => {
    expect(one('哪些？{\n~%33.33333%甲\n~%33.33333%乙\n~%-100%丙\n~%33.33333%丁\n}')).toMatchObject(
      { kind: 'multiple', key: [0, 1, 3] },
    )
    expect(one('哪些？{~%100%甲 ~%-100%乙}')).toMatchObject({ kind: 'multiple', key: [0] })
  })

  test('of 对 and 错 is a true-false question', () => {
    expect(one('对吗？{~对 =错}')).toEqual({ kind: 'true-false', stem: '对吗？', key: false })
  })

  test('with a missing word shows a blank', () => {
    expect(one('天{=是 ~不是}蓝的。')).toMatchObject({ kind: 'single', stem: '天____蓝的。' })
    expect(one('{=天 ~地}是蓝的。')).toMatchObject({ stem: '____是蓝的。' })
    expect(one('天是{=蓝 ~红}。')).toMatchObject({ stem: '天是____。' })
  })

  test('keeps escaped signs, and arrows and equations that need none', () => {
    expect(
      one('\\{a\\} \\= \\~b\\: \\\\c\\#?{\n~ \\= 2 + 2 \\#1\n= x = 5, y=6 -> z\n~ a\\nb }'),
    ).toMatchObject({
      stem: '{a} = ~b: \\c#?',
      options: ['= 2 + 2 #1', 'x = 5, y=6 -> z', 'a\nb'],
      key: [1],
    })
  })

  test('with several right answers is asked as multiple choice and to be checked', () => {
    const file = readGift('四季{=春 =夏 ~节}')
    expect(file.items[0]?.question).toMatchObject({ kind: 'multiple', key: [0, 1] })
    expect(codes(file)).toEqual(['1 note-several-right'])
  })

  test('takes only what gives all the marks', () => {
    const file = readGift('哪个？{~%50%甲 =乙 ~丙}')
    expect(file.items[0]?.question).toEqual(single)
    expect(codes(file)).toEqual(['1 note-part-marks'])
  })

  test('between pieces of markup keeps the markup', () => {
    expect(one('[html]哪个加粗？{=<b>字</b> ~<i>字</i>}')).toMatchObject({
      options: ['<b>字</b>', '<i>字</i>'],
    })
    expect(one('哪个是注释？{=<INSERT> ~a<b}')).toMatchObject({ options: ['<INSERT>', 'a<b'] })
  })

  test('between colours keeps their signs', () => {
    expect(one('红？{=#ff0000 ~#00ff00}')).toMatchObject({ options: ['#ff0000', '#00ff00'] })
  })

  test.each([
    ['no right answer', '哪个？{~甲 ~乙}', 'no-key'],
    ['one option', '哪个？{~=甲}', 'few-options'],
    ['nothing but signs', '哪个？{=~}', 'no-options'],
    ['equations that may be answers', '哪个？{=x=5 ~x=6}', 'gift-answers'],
    ['no stem', '{=甲 ~乙}', 'no-stem'],
    ['the same words right and wrong', '哪个？{=甲 ~甲}', 'right-and-wrong-same'],
  ])('with %s is named', (_, text, code) => {
    expect(readGift(text).items).toEqual([])
    expect(codes(readGift(text))).toEqual([`1 ${code}`])
  })
})

describe('true or false', () => {
  test.each<[string, boolean]>([
    ['T', true],
    ['TRUE', true],
    ['F', false],
    ['FALSE', false],
    ['true', true],
    [' F ', false],
    ['错', false],
    ['√', true],
    ['TRUE#不对。#', true],
  ])('{%s}', (inside, key) => {
    expect(one(`对吗？{${inside}}`)).toEqual({ kind: 'true-false', stem: '对吗？', key })
  })

  test('explains with what the right answer and everybody are told, without praise', () => {
    expect(one('对吗？{F#错了#正确！依据第三条。\n####一般说明}')).toMatchObject({
      explanation: '一般说明\n依据第三条。',
    })
  })

  test('both at once is no question', () => {
    expect(codes(readGift('对吗？{\nTRUE\nFALSE\n}'))).toEqual(['1 gift-answers'])
  })
})

describe('an answer that is typed', () => {
  const typed = (key: string[], stem = '几小时？') => ({ kind: 'fill-in', stem, key: [key] })

  test('with several spellings, of which those with part of the marks do not count', () => {
    expect(one('几小时？{=8小时 =八小时}')).toEqual(typed(['8小时', '八小时']))
    const file = readGift('几小时？{=8小时#对 =%50%8 =%0%*#错}')
    expect(file.items[0]?.question).toEqual(typed(['8小时']))
    expect(codes(file)).toEqual(['1 note-part-marks'])
  })

  test('without its sign, as long as it is short', () => {
    expect(one('几小时？{8小时}')).toEqual(typed(['8小时']))
    expect(codes(readGift('void f() {int a; return a;}'))).toEqual(['1 gift-answers'])
  })

  test('within the text, once or several times', () => {
    expect(one('不超过{=8}小时。')).toEqual(typed(['8'], '不超过____小时。'))
    expect(one('{=甲}和{=乙 =已}都是。')).toEqual({
      kind: 'fill-in',
      stem: '____和____都是。',
      key: [['甲'], ['乙', '已']],
    })
  })

  test('wildcards at the ends are left out, alone and inside they are no key', () => {
    const file = readGift('几小时？{=*8*}')
    expect(file.items[0]?.question).toEqual(typed(['8']))
    expect(codes(file)).toEqual(['1 note-wildcard'])
    expect(codes(readGift('几小时？{=*}'))).toEqual(['1 no-key'])
    expect(codes(readGift('几小时？{=八*时}'))).toEqual(['1 key-wildcard'])
    expect(one('乘号？{=2\\*3}')).toEqual(typed(['2*3'], '乘号？'))
  })

  test('only punctuation cannot be marked', () => {
    expect(codes(readGift('哪个标点？{=—}'))).toEqual(['1 key-signs'])
  })

  test('a number', () => {
    expect(one('几？{#42}')).toEqual(typed(['42'], '几？'))
    expect(one('几？{#\n=-7:0#对\n=4\n=%0%5\n~#错\n}')).toEqual(typed(['-7', '4'], '几？'))
    expect(one('几？{#3..3}')).toEqual(typed(['3'], '几？'))
  })

  test('a number that may be off is exact here, but for its roundings', () => {
    const year = readGift('哪年？{#1822:5}')
    expect(year.items[0]?.question).toEqual(typed(['1822'], '哪年？'))
    expect(codes(year)).toEqual(['1 note-tolerance'])
    expect(questions('圆周率？{#3.14159:0.0005}')).toEqual([
      typed(['3.14159', '3.142', '3.1416'], '圆周率？'),
    ])
  })

  test('a range is none, and neither are letters', () => {
    expect(codes(readGift('几？{#1..5}'))).toEqual(['1 key-range'])
    expect(codes(readGift('几？{#x}'))).toEqual(['1 key-unclear'])
  })
})

describe('what a chat asks otherwise or not at all', () => {
  test('pairs become one choice for each on the left', () => {
    const file = readGift('配对：{\n=日本 -> 东京\n=法国 -> 巴黎#对\n= -> 罗马\n}')
    expect(file.items.map((item) => item.question)).toEqual([
      { kind: 'single', stem: '配对：\n日本 → ?', options: ['东京', '巴黎', '罗马'], key: [0] },
      { kind: 'single', stem: '配对：\n法国 → ?', options: ['东京', '巴黎', '罗马'], key: [1] },
    ])
    expect(codes(file)).toEqual(['1 note-matching-split'])
  })

  test('pairs that contradict each other are named', () => {
    const file = readGift('配对：{=甲->一 =甲->二 =乙->三}')
    expect(file.items).toHaveLength(1)
    expect(codes(file).toSorted()).toEqual(['1 key-conflict', '1 note-matching-split'])
    expect(codes(readGift('配对：{=甲->一 =乙->一}'))).toEqual(['1 few-options'])
  })

  test('an essay needs a model answer', () => {
    expect(codes(readGift('谈谈。{}'))).toEqual(['1 no-key'])
    const file = readGift('谈谈。{####要点一\\n要点二}')
    expect(file.items[0]?.question).toEqual({
      kind: 'short',
      stem: '谈谈。',
      key: '要点一\n要点二',
    })
    expect(codes(file)).toEqual(['1 note-model-answer'])
  })

  test('putting in order', () => {
    expect(readGift('排序。{>3 all\n甲\n乙\n}').problems).toMatchObject([
      { code: 'kind-foreign', args: { kind: 'ordering' } },
    ])
  })

  test('a text without braces is no question, and is not lost', () => {
    expect(codes(readGift('::说明::先看下面的材料。\n\n对吗？{T}'))).toEqual(['1 note-description'])
  })

  test('a picture is not taken over', () => {
    const file = readGift('[html]<p>哪个？<img src\\="@@PLUGINFILE@@/a.png"></p>{=甲 ~乙}')
    expect(file.items[0]?.question.stem).toBe('哪个？')
    expect(codes(file)).toEqual(['1 note-picture'])
    expect(codes(readGift('[html]<img src\\="a.png">{=甲 ~乙}'))).toEqual(['1 picture-only'])
  })
})

describe('embedded answers', () => {
  test('are blanks of one question', () => {
    expect(
      one('::题::不超过{1:SA:=8~%50%9}小时，可延长至{1:NM:=24:0}小时。'.replace('~%50%9', '')),
    ).toEqual({ kind: 'fill-in', stem: '不超过____小时，可延长至____小时。', key: [['8'], ['24']] })
  })

  test('one choice alone is a choice', () => {
    expect(one('天是{1:MC:~=蓝~红\\~绿}的。')).toEqual({
      kind: 'single',
      stem: '天是____的。',
      options: ['蓝', '红~绿'],
      key: [0],
    })
  })
})

describe('the file around the questions', () => {
  test('categories are topics', () => {
    const file = readGift(
      '甲？{T}\n\n$CATEGORY: $course$/top/治安/处罚//种类\n\n乙？{T}\n\n$CATEGORY: tom/法律\n丙？{T}\n\n$CATEGORY: $course$\n\n丁？{T}',
    )
    expect(file.items.map(({ question: { topic } }) => topic)).toEqual([
      undefined,
      '处罚/种类',
      '法律',
      undefined,
    ])
  })

  test('a tag is the topic where there is no category', () => {
    expect(one('// [id:7] [tag:消防\\]法]\n// [tag:乙]\n对吗？{T}')).toMatchObject({
      topic: '消防]法',
    })
  })

  test('a broken block costs only itself and is quoted', () => {
    const file = readGift('甲？{T}\n\n// 说明\n乙？{=甲 ~乙\n\n丙？{F}\n\n丁？=甲}\n\n戊？{T}')
    expect(file.items.map(({ place, question }) => [place.line, question.stem])).toEqual([
      [1, '甲？'],
      [6, '丙？'],
      [10, '戊？'],
    ])
    expect(file.problems).toMatchObject([
      { where: { line: 4 }, code: 'gift-braces', block: '乙？{=甲 ~乙' },
      { where: { line: 8 }, code: 'gift-braces', block: '丁？=甲}' },
    ])
  })

  test('blank lines between options and none between questions are mended', () => {
    const file = readGift(
      '::一::哪个？{\n\n~甲\n\n=乙\n\n~丙\n\n}\n\n::二::哪个？{~甲 =乙 ~丙}\n::三::哪个？{~甲 =乙 ~丙}\n// 四\n哪个？{~甲 =乙 ~丙}\n哪个？{~甲 =乙 ~丙}',
    )
    expect(file.items.map((item) => item.question)).toEqual(Array.from({ length: 5 }, () => single))
    expect(file.items.map(({ place }) => place.line)).toEqual([1, 11, 12, 14, 15])
    expect(new Set(file.problems.map(({ code }) => code))).toEqual(new Set(['note-gift-mended']))
  })

  test('braces of code beside the answers are text', () => {
    const file = readGift('if (x) {y();} 做什么？{=甲 ~乙}')
    expect(file.items[0]?.question).toMatchObject({ stem: 'if (x) {y();} 做什么？', key: [0] })
    expect(codes(file)).toEqual(['1 note-gift-mended'])
  })

  test.each([
    ['by a category', '$CATEGORY: $course$/top\n\n说明'],
    ['by a name', '// 只有注释\n\n::题::说明文字'],
    ['by answers on lines of their own', '哪个？\n{\n=甲\n~乙\n}\n'],
    ['by an essay', '谈谈。{}'],
    ['by a single true or false', '对吗？{T}'],
    ['below a comment that heads no table', '// 题干,选项A,选项B,答案\n::题::哪个？{=甲 ~乙}'],
    ['by a number', '几？ {#3.14:0.1}'],
    ['by a format', '[html]<p>先看材料</p>'],
    ['by a tag in front', '<p>哪个？</p>{=甲 ~乙}'],
    ['by an answer in front', '{ =甲 } 是最大的。'],
  ])('is recognised %s', async (_, text) => {
    expect((await readText(text)).format).toBe('gift')
  })

  test.each([
    [
      'a list with formulas',
      '1. 质量为 10{~\\rm kg} 的物体，$\\frac{=a}{b}$？（A）\nA. 甲\nB. 乙\n',
    ],
    [
      'a list with code',
      '1. int main() { #define F\n return 0; } 输出？\nA. {T}\nB. {}\n答案：A\n',
    ],
    ['a template', '{name}，你好 {{~#if x}}{# 注释 #}'],
  ])('%s is not taken for it', async (_, text) => {
    expect((await readText(text)).format).not.toBe('gift')
  })
})
