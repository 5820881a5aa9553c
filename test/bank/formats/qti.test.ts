import { describe, expect, test } from 'vitest'

import type { BankFile } from '../../../src/bank/formats/format.ts'
import { readBank } from '../../../src/bank/formats/read-bank.ts'
import { storedZip } from '../../support/zip.ts'
import { codes, only, readText } from '../read.ts'

const kinds = (file: BankFile) => file.items.map(({ question }) => question.kind)

/** A file of QTI 1.2 with these items in a section. */
function quiz(...items: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2p1.dtd">
    <questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">
    <assessment title="测验"><section ident="s" title="治安管理">${items.join('')}</section></assessment>
    </questestinterop>`
}

const material = (text: string) =>
  `<material><mattext texttype="text/html">${text.replaceAll('<', '&lt;')}</mattext></material>`
const label = (ident: string, text: string) =>
  `<response_label ident="${ident}">${material(text)}</response_label>`
const lid = (ident: string, labels: string, attributes = 'rcardinality="Single"', beside = '') =>
  `<response_lid ident="${ident}" ${attributes}>${beside}<render_choice>${labels}</render_choice></response_lid>`
const equal = (response: string, value: string) =>
  `<varequal respident="${response}">${value}</varequal>`
const when = (condition: string, score = '100', feedback = '') =>
  `<respcondition continue="No"><conditionvar>${condition}</conditionvar>
   <setvar action="Set" varname="SCORE">${score}</setvar>
   ${feedback && `<displayfeedback feedbacktype="Response" linkrefid="${feedback}"/>`}</respcondition>`
const feedback = (ident: string, text: string) =>
  `<itemfeedback ident="${ident}"><flow_mat>${material(text)}</flow_mat></itemfeedback>`

interface Item1 {
  kind?: string
  stem?: string
  response: string
  conditions?: string
  more?: string
}

function item1({
  kind,
  stem = '哪项不是处罚？',
  response,
  conditions = '',
  more = '',
}: Item1): string {
  const field = `<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>${kind}</fieldentry></qtimetadatafield>`
  return `<item ident="q" title="Question"><itemmetadata><qtimetadata>${kind ? field : ''}</qtimetadata></itemmetadata>
    <presentation>${material(stem)}${response}</presentation>
    <resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE"/></outcomes>
    <respcondition><conditionvar><other/></conditionvar><displayfeedback linkrefid="general_fb"/></respcondition>
    ${conditions}</resprocessing>${more}</item>`
}

const three = label('1', '警告') + label('2', '管制') + label('3', '罚款')

describe('an item of QTI 1.2', () => {
  test('as a single choice of Canvas keeps its key, its feedback and its section', async () => {
    const file = await readText(
      quiz(
        item1({
          kind: 'multiple_choice_question',
          stem: '<p>哪项不是<b>处罚</b>？</p><p><img src="x.png"></p>',
          response: lid('response1', three),
          conditions:
            when(equal('response1', '1'), '0', '1_fb') +
            when(equal('response1', '2'), '100', '2_fb'),
          more:
            feedback('general_fb', '见第十条。') +
            feedback('1_fb', '警告是处罚') +
            feedback('2_fb', '是刑罚。'),
        }),
      ),
    )
    expect(file.items).toEqual([
      {
        place: { item: 1 },
        question: {
          kind: 'single',
          stem: '哪项不是处罚？',
          options: ['警告', '管制', '罚款'],
          key: [1],
          explanation: '见第十条。\n是刑罚。',
          topic: '治安管理',
        },
      },
    ])
    expect(codes(file)).toEqual(['1 note-picture'])
  })

  test('as a multiple choice counts what must and what must not be chosen', async () => {
    const joint = `<and>${equal('r', '1')}<not>${equal('r', '2')}</not>${equal('r', '3')}</and>`
    const single =
      when(equal('r', '1'), '50') + when(equal('r', '2'), '-50') + when(equal('r', '3'), '50')
    const file = await readText(
      quiz(
        ...[when(joint), single].map((conditions) =>
          item1({ response: lid('r', three, 'rcardinality="Multiple"'), conditions }),
        ),
      ),
    )
    expect(file.items.map(({ question }) => [question.kind, question.key])).toEqual([
      ['multiple', [0, 2]],
      ['multiple', [0, 2]],
    ])
  })

  test('takes the best answer of those that earn marks', async () => {
    const conditions = when(equal('r', '1'), '30') + when(equal('r', '2'), '100')
    const file = await readText(quiz(item1({ response: lid('r', three), conditions })))
    expect(only(file).key).toEqual([1])
  })

  test('as true or false is one', async () => {
    const response = lid('r', label('t', 'True') + label('f', 'False'))
    const file = await readText(
      quiz(
        item1({
          kind: 'true_false_question',
          stem: '警告是处罚。',
          response,
          conditions: when(equal('r', 't')),
        }),
      ),
    )
    expect(only(file)).toMatchObject({ kind: 'true-false', key: true })
  })

  test('as a short text accepts each spelling; without one it is an essay', async () => {
    const response =
      '<response_str ident="r"><render_fib><response_label ident="a"/></render_fib></response_str>'
    const file = await readText(
      quiz(
        item1({
          stem: '询问不得超过几小时？',
          response,
          conditions: when(equal('r', '八') + equal('r', '8')),
        }),
        item1({ kind: 'essay_question', response, more: feedback('general_fb', '应当回答程序。') }),
        item1({ kind: 'essay_question', response }),
      ),
    )
    expect(file.items.map(({ question }) => question)).toMatchObject([
      { kind: 'fill-in', stem: '询问不得超过几小时？', key: [['八', '8']] },
      { kind: 'short', key: '应当回答程序。' },
    ])
    expect(codes(file)).toEqual(['2 note-model-answer', '3 no-key'])
  })

  test('as a number keeps the number and says that nearness is lost', async () => {
    const response =
      '<response_str ident="r" rcardinality="Single"><render_fib fibtype="Decimal"/></response_str>'
    const range = '<and><vargte respident="r">7</vargte><varlte respident="r">9</varlte></and>'
    const file = await readText(
      quiz(
        item1({ response, conditions: when(`<or>${equal('r', '8')}${range}</or>`) }),
        item1({ response, conditions: when(range) }),
      ),
    )
    expect(file.items.map(({ question }) => question.key)).toEqual([[['8']]])
    expect(codes(file)).toEqual(['1 note-key-exact', '2 key-range'])
  })

  test('with places in its text has a blank for each', async () => {
    const places = (choices: string) =>
      lid('response_who', choices, '', material('who')) +
      lid('response_when', label('c', '八小时'), '', material('when'))
    const file = await readText(
      quiz(
        item1({
          kind: 'fill_in_multiple_blanks_question',
          stem: '由[who]询问，不得超过[when]。',
          response: places(label('a', '公安机关') + label('b', '公安')),
        }),
        item1({
          kind: 'multiple_dropdowns_question',
          stem: '由[who]询问，不得超过[when]。',
          response: places(label('a', '公安机关') + label('b', '法院')),
          conditions:
            when(equal('response_who', 'a'), '50') + when(equal('response_when', 'c'), '50'),
        }),
      ),
    )
    expect(file.problems).toEqual([])
    expect(file.items.map(({ question }) => question)).toMatchObject([
      { stem: '由____询问，不得超过____。', key: [['公安机关', '公安'], ['八小时']] },
      {
        stem: '由____（公安机关 / 法院）询问，不得超过____（八小时）。',
        key: [['公安机关'], ['八小时']],
      },
    ])
  })

  test('as a matching becomes a choice for each left side', async () => {
    const rights = label('a', '行政处罚') + label('b', '刑罚') + label('c', '行政强制')
    const file = await readText(
      quiz(
        item1({
          kind: 'matching_question',
          stem: '各是什么？',
          response:
            lid('r1', rights, '', material('警告')) + lid('r2', rights, '', material('管制')),
          conditions: when(equal('r1', 'a'), '50') + when(equal('r2', 'b'), '50'),
        }),
      ),
    )
    expect(codes(file)).toEqual(['1 note-matching-split'])
    expect(file.items.map(({ question }) => [question.stem, question.key])).toEqual([
      ['各是什么？\n警告', [0]],
      ['各是什么？\n管制', [1]],
    ])
  })

  test('that is broken costs only itself, and is named by its line', async () => {
    const good = item1({ response: lid('r', three), conditions: when(equal('r', '2')) })
    const file = await readText(quiz(good, `\n${good.replace('</presentation>', '')}`, good))
    expect(file.items.map(({ place }) => place.item)).toEqual([1, 3])
    expect(file.problems).toMatchObject([{ where: { item: 2 }, code: 'xml-broken' }])
    expect(file.problems[0]?.block).toContain('哪项不是处罚')
  })

  test('of a kind that no chat can ask is named', async () => {
    const order = lid('r', three, 'rcardinality="Ordered"')
    const file = await readText(
      quiz(
        item1({ kind: 'ordering_question', response: order }),
        item1({ kind: 'file_upload_question', response: '' }),
        item1({ kind: 'text_only_question', response: '' }),
        item1({
          response: lid('r', label('1', '<img src="a.png">') + label('2', '<img src="b.png">')),
        }),
      ),
    )
    expect(file.items).toEqual([])
    expect(codes(file)).toEqual([
      '1 kind-foreign',
      '2 kind-foreign',
      '3 kind-foreign',
      '4 picture-only',
    ])
    expect(file.problems[0]).toMatchObject({
      args: { kind: 'ordering_question' },
      block: '哪项不是处罚？',
    })
  })
})

interface Item2 {
  declare?: string
  body: string
  more?: string
  attributes?: string
}

const declaration = (
  values: string[],
  attributes = 'cardinality="single" baseType="identifier"',
  id = 'R',
) =>
  `<responseDeclaration identifier="${id}" ${attributes}>${
    values.length > 0
      ? `<correctResponse>${values.map((value) => `<value>${value}</value>`).join('')}</correctResponse>`
      : ''
  }</responseDeclaration>`

/** An item of QTI 2.1. */
function item2({ declare = declaration(['B']), body, more = '', attributes = '' }: Item2): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
    <!-- made by a program -->
    <assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="题目标题"
      adaptive="false" timeDependent="false" ${attributes}>
      ${declare}<itemBody>${body}</itemBody>${more}</assessmentItem>`
}

const choices = (names: string[], element = 'simpleChoice') =>
  names.map((text, at) => `<${element} identifier="${'ABCD'[at]}">${text}</${element}>`).join('')
const choice = (names = ['警告', '<p>管制</p>', '罚款'], max = 1) =>
  `<choiceInteraction responseIdentifier="R" maxChoices="${max}"><prompt>哪项不是处罚？</prompt>${choices(names)}</choiceInteraction>`

/** The same item in the names of QTI 3. */
function inVersion3(xml: string): string {
  const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return xml
    .replace(
      /(<\/?)([a-z]+[A-Z]\w*|prompt|value|mapping)/g,
      (_, sign: string, name: string) => `${sign}qti-${kebab(name)}`,
    )
    .replace(/ ([a-z]+[A-Z]\w*)=/g, (_, name: string) => ` ${kebab(name)}=`)
}

describe('an item of QTI 2 or 3', () => {
  const item = item2({
    body: `<p>依法<b>判断</b>：</p>
           <rubricBlock view="scorer">B</rubricBlock>${choice()}`,
    more: '<modalFeedback outcomeIdentifier="F" showHide="show" identifier="correct">管制是刑罚。</modalFeedback><modalFeedback outcomeIdentifier="F" showHide="show" identifier="incorrect">再想想。</modalFeedback>',
  })

  test.each([
    ['QTI 2', item],
    ['QTI 3', inVersion3(item)],
  ])('of one choice is the same in %s', async (_, xml) => {
    expect(only(await readText(xml))).toEqual({
      kind: 'single',
      stem: '依法判断：\n哪项不是处罚？',
      options: ['警告', '管制', '罚款'],
      key: [1],
      explanation: '管制是刑罚。',
    })
  })

  test('of several choices takes what is correct, or else what earns marks', async () => {
    const several = 'cardinality="multiple" baseType="identifier"'
    const mapping = `<responseDeclaration identifier="R" ${several}><mapping defaultValue="0">
      <mapEntry mapKey="A" mappedValue="1"/><mapEntry mapKey="B" mappedValue="-1"/><mapEntry mapKey="C" mappedValue="1"/></mapping></responseDeclaration>`
    const files = await Promise.all(
      [declaration(['A', 'C'], several), mapping].map((declare) =>
        readText(item2({ declare, body: choice(undefined, 0) })),
      ),
    )
    expect(files.map(only)).toMatchObject([
      { kind: 'multiple', key: [0, 2] },
      { kind: 'multiple', key: [0, 2] },
    ])
  })

  test('with gaps to type in accepts each spelling that earns marks', async () => {
    const declare = `<responseDeclaration identifier="R" cardinality="single" baseType="string">
      <correctResponse><value>八小时</value></correctResponse>
      <mapping><mapEntry mapKey="8小时" mappedValue="1"/><mapEntry mapKey="九小时" mappedValue="0"/></mapping></responseDeclaration>
      ${declaration(['公安机关'], 'cardinality="single" baseType="string"', 'R2')}`
    const body =
      '<p>由<textEntryInteraction responseIdentifier="R2"/>询问，\n  不得超过<textEntryInteraction responseIdentifier="R"/>。</p>'
    expect(only(await readText(item2({ declare, body })))).toEqual({
      kind: 'fill-in',
      stem: '由____询问， 不得超过____。',
      key: [['公安机关'], ['八小时', '8小时']],
    })
  })

  test('with a gap to choose for is a choice, with several a fill-in that lists them', async () => {
    const gap = (id: string) =>
      `<inlineChoiceInteraction responseIdentifier="${id}">${choices(['警告', '管制'], 'inlineChoice')}</inlineChoiceInteraction>`
    const [one, two] = await Promise.all([
      readText(item2({ body: `<p>${gap('R')}是刑罚。</p>` })),
      readText(
        item2({
          declare: declaration(['B']) + declaration(['A'], undefined, 'R2'),
          body: `<p>${gap('R')}是刑罚，${gap('R2')}不是。</p>`,
        }),
      ),
    ])
    expect(only(one)).toMatchObject({
      kind: 'single',
      stem: '____是刑罚。',
      options: ['警告', '管制'],
      key: [1],
    })
    expect(only(two)).toMatchObject({
      kind: 'fill-in',
      stem: '____（警告 / 管制）是刑罚，____（警告 / 管制）不是。',
      key: [['管制'], ['警告']],
    })
  })

  test('to be answered at length needs a model answer', async () => {
    const body =
      '<extendedTextInteraction responseIdentifier="R"><prompt>简述程序。</prompt></extendedTextInteraction>'
    const text = 'cardinality="single" baseType="string"'
    const files = await Promise.all([
      readText(item2({ declare: declaration(['先传唤，再询问。'], text), body })),
      readText(
        item2({
          declare: declaration([], text),
          body: `${body}<rubricBlock view="scorer"><p>应当答出传唤。</p></rubricBlock>`,
        }),
      ),
      readText(item2({ declare: declaration([], text), body })),
    ])
    expect(files.map(({ items }) => items[0]?.question.key)).toEqual([
      '先传唤，再询问。',
      '应当答出传唤。',
      undefined,
    ])
    expect(files.map(codes)).toEqual(
      [[], [' note-model-answer'], [' no-key']].map((list) => list.map((code) => `1${code}`)),
    )
  })

  test('that matches two sides becomes a choice for each left side', async () => {
    const side = (names: [string, string][]) =>
      `<simpleMatchSet>${names.map(([id, text]) => `<simpleAssociableChoice identifier="${id}" matchMax="1">${text}</simpleAssociableChoice>`).join('')}</simpleMatchSet>`
    const file = await readText(
      item2({
        declare: declaration(['w x', 'g y'], 'cardinality="multiple" baseType="directedPair"'),
        body: `<matchInteraction responseIdentifier="R"><prompt>各是什么？</prompt>${side([
          ['w', '警告'],
          ['g', '管制'],
        ])}${side([
          ['x', '处罚'],
          ['y', '刑罚'],
          ['z', '强制'],
        ])}</matchInteraction>`,
      }),
    )
    expect(codes(file)).toEqual(['1 note-matching-split'])
    expect(file.items.map(({ question }) => question)).toMatchObject([
      { stem: '各是什么？\n警告', options: ['处罚', '刑罚', '强制'], key: [0] },
      { stem: '各是什么？\n管制', key: [1] },
    ])
  })

  test('of several questions gives each that can be asked, and names the others', async () => {
    const file = await readText(
      item2({
        declare:
          declaration(['B']) +
          declaration(['八小时'], 'cardinality="single" baseType="string"', 'T'),
        body: `<p>阅读材料。</p>${choice()}<p>时限是<textEntryInteraction responseIdentifier="T"/>。</p>
          <orderInteraction responseIdentifier="O"><prompt>排序</prompt></orderInteraction>`,
      }),
    )
    expect(file.items.map(({ question }) => [question.kind, question.stem])).toEqual([
      ['single', '阅读材料。\n哪项不是处罚？'],
      ['fill-in', '阅读材料。\n时限是 ____。'],
    ])
    expect(file.problems).toMatchObject([{ code: 'kind-foreign', args: { kind: 'order' } }])
  })

  test.each([
    ['gapMatch', '<gapMatchInteraction responseIdentifier="R"/>'],
    ['hotspot', '<hotspotInteraction responseIdentifier="R"/>'],
    ['upload', '<uploadInteraction responseIdentifier="R"/>'],
    ['text', '<p>只是说明。</p>'],
  ])('of the kind %s is named', async (kind, body) => {
    const file = await readText(item2({ body }))
    expect(file.items).toEqual([])
    expect(file.problems).toMatchObject([{ code: 'kind-foreign', args: { kind } }])
  })

  test('whose numbers are drawn by chance is named; its title is the stem only where there is none', async () => {
    const drawn = await readText(
      item2({
        declare: `${declaration(['B'])}<templateDeclaration identifier="n"/>`,
        body: choice(),
      }),
    )
    expect(drawn.problems).toMatchObject([{ code: 'kind-foreign', args: { kind: 'template' } }])
    const bare = choice().replace(/<prompt>.*<\/prompt>/, '')
    expect(only(await readText(item2({ body: bare }))).stem).toBe('题目标题')
  })

  test('writes formulas and tables in lines', async () => {
    const body = `<table><tr><td>甲</td><td>乙</td></tr></table>
      <p><m:math xmlns:m="m"><m:mfrac><m:mn>1</m:mn><m:mn>2</m:mn></m:mfrac><m:msup><m:mi>x</m:mi><m:mn>2</m:mn></m:msup></m:math></p>${choice()}`
    expect(only(await readText(item2({ body }))).stem).toBe('甲 | 乙\n1/2x²\n哪项不是处罚？')
  })
})

describe('a package', () => {
  const manifest = (resources: string) =>
    `<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>${resources}</resources></manifest>`
  const resource = (href: string, type = 'imsqti_item_xmlv2p1') =>
    `<resource identifier="r" type="${type}" href="${href}"><file href="${href}"/></resource>`

  test('is read in the order of its contents, wherever its files lie', async () => {
    const file = await readBank(
      storedZip({
        'quiz/imsmanifest.xml': manifest(
          resource('items\\2%20b.xml') + resource('items/1.xml') + resource('items/lost.xml'),
        ),
        'quiz/items/1.xml': item2({ body: choice() }),
        'quiz/items/2 b.xml': item2({ body: choice(['甲', '乙']) }),
        'quiz/items/broken.xml': '<assessmentItem><itemBody>',
        '__MACOSX/quiz/items/._1.xml': 'Mac OS X',
        'quiz/settings.xml': '<settings/>',
      }),
    )
    expect(file.items.map(({ place }) => place)).toEqual([
      { sheet: 'quiz/items/2 b.xml' },
      { sheet: 'quiz/items/1.xml' },
    ])
    expect(
      file.problems.map(({ where, code, args }) => [where.sheet, code, args?.['name']]),
    ).toEqual([
      [undefined, 'entry-missing', 'quiz/items/lost.xml'],
      ['quiz/items/broken.xml', 'xml-broken', undefined],
    ])
  })

  test('of Canvas counts each quiz once', async () => {
    const item = item1({ response: lid('r', three), conditions: when(equal('r', '2')) })
    const file = await readBank(
      storedZip({
        'imsmanifest.xml': manifest(''),
        'g1/assessment_qti.xml': quiz(item),
        'g1/assessment_meta.xml': '<quiz xmlns="x"><title>测验</title></quiz>',
        'non_cc_assessments/g1.xml.qti': quiz(item, item),
      }),
    )
    expect(file.items.map(({ place }) => place.sheet)).toEqual([
      'non_cc_assessments/g1.xml.qti',
      'non_cc_assessments/g1.xml.qti',
    ])
  })

  test('puts what its items share before each of them', async () => {
    const stimulus = (text: string) =>
      `<qti-assessment-stimulus identifier="s"><qti-stimulus-body><p>${text}</p></qti-stimulus-body></qti-assessment-stimulus>`
    const item = inVersion3(
      item2({
        declare: `${declaration(['B'])}<assessmentStimulusRef identifier="s" href="../texts/t.xml"/>`,
        body: choice(),
      }),
    )
    const read = (text: string) =>
      readBank(
        storedZip({
          'imsmanifest.xml': manifest(''),
          'items/1.xml': item,
          'texts/t.xml': stimulus(text),
        }),
      )
    expect(only(await read('材料一。')).stem).toBe('材料一。\n哪项不是处罚？')
    const long = await read('长'.repeat(4000))
    expect(long.items[0]?.question.stem).toBe('哪项不是处罚？')
    expect(codes(long)).toEqual([' note-passage-long'])
  })

  test('of Blackboard may hold a pool', async () => {
    const answer = (id: string, text: string) => `<ANSWER id="${id}"><TEXT>${text}</TEXT></ANSWER>`
    const pool = `<POOL><QUESTION_MULTIPLECHOICE id="q"><BODY><TEXT>哪项不是处罚？</TEXT></BODY>
      ${answer('a', '警告')}${answer('b', '管制')}<GRADABLE><CORRECTANSWER answer_id="b"/></GRADABLE></QUESTION_MULTIPLECHOICE>
      <QUESTION_FILLINBLANK id="f"><BODY><TEXT>时限是____。</TEXT></BODY>${answer('x', '八小时')}${answer('y', '8小时')}</QUESTION_FILLINBLANK>
      <QUESTION_ORDER id="o"><BODY><TEXT>排序</TEXT></BODY></QUESTION_ORDER></POOL>`
    const file = await readBank(
      storedZip({ 'imsmanifest.xml': manifest(''), 'res00001.dat': pool }),
    )
    expect(kinds(file)).toEqual(['single', 'fill-in'])
    expect(codes(file)).toEqual(['3 kind-foreign'])
  })

  test('cannot hurt: entities, depth, names and sizes that lie', async () => {
    const laughs = `<!DOCTYPE a [<!ENTITY b "${'c'.repeat(99)}">]><assessmentItem>&b;</assessmentItem>`
    const deep = `<assessmentItem>${'<p>'.repeat(5000)}`
    const file = await readBank(
      storedZip({
        'imsmanifest.xml': laughs,
        'a.xml': laughs,
        'b.xml': deep,
        '__proto__.xml': item2({ body: choice() }),
      }),
    )
    expect(file.problems.map(({ code }) => code)).toEqual(['xml-doctype', 'xml-deep'])
    expect(file.items.map(({ place }) => place.sheet)).toEqual(['__proto__.xml'])
    const hostile = [
      storedZip({ 'imsmanifest.xml': '<m/>', '../../etc/passwd.xml': '<a/>' }),
      storedZip({ 'imsmanifest.xml': '<m/>', 'a.xml': 'x'.repeat(5000) }, { size: 10 }),
    ]
    const read = await Promise.all(hostile.map(readBank))
    expect(read.map(codes)).toEqual([[' file-broken'], [' file-broken']])
  })

  test('without questions says so', async () => {
    expect(codes(await readBank(storedZip({ 'imsmanifest.xml': manifest('') })))).toEqual([
      ' no-questions',
    ])
  })
})
