/** Half-open, in characters of the text. */
export interface Range {
  start: number
  end: number
}

/**
 * Names of people after the words that announce one: 姓名：张三, 嫌疑人李四，. Only a family name that is
 * common and a given name without a word of grammar in it, closed by a sign or a word that follows
 * names; 张某 is no name any more. What stands between the names of a list is left as it is.
 */
export function findNames(text: string): Range[] {
  const found: Range[] = []
  for (const { start, end } of [...announced(text, withColon), ...announced(text, bare)]) {
    if (found.every((one) => end <= one.start || start >= one.end)) found.push({ start, end })
  }
  return found
}

const label =
  '(?:姓名|名字|嫌疑人|当事人|受害人|被害人|报警人|报案人|举报人|证人|驾驶人|驾驶员|司机|违法行为人|违法人员|被告人|申请人|联系人|户主|车主|民警|辅警|警员|协警|办案人员|经办人)'

/** 于, 何 and the like are family names too, but begin other words after these labels. */
const families =
  '王李张刘陈杨赵黄周吴徐孙胡朱林郭罗梁宋郑谢韩唐冯董萧袁邓傅沈彭吕苏卢蒋蔡贾丁魏薛叶阎闫余潘杜戴夏钟汪田姜范石姚谭廖邹熊陆郝孔崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎武乔贺赖龚文马高'
const doubles = '(?:欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|端木)'
const moreFamilies = `${families}何许任曾于万常方易程金白鲁韦葛樊聂柴向古裴齐牛岳解庞`

/** No given name: grammar, and what stands for a name already. */
const noName =
  '某的了在是有不和与或者及其等应当可以为被将向对于由从时内外上下中后前各该此这那哪什么谁甲乙丙丁同因已均需要须能会到将'

/** Words that begin like a family name. */
const words =
  '陈述|郑重|周围|周边|周[一二三四五六日末]|武[装器警力]|文[书化明件]|马[上路]|高[速空处度危声血龄压]|黎明|康复|余[款下]|谢绝|雷管|钱[款财物]|石[块油]|黄[金色]|毛[巾发]|江边|田地|夏[季天]|顾[虑客]|龙头|胡[同乱]|林[地场木]|万[元一]|方[法面可式]|曾[经在]|白[天色]|常[住见用]|任[何意务]|易[燃爆]|程[序度]|金[额属]|向[前后上下]|牛[奶肉]'

const given = `[^\\P{Script=Han}${noName}]`
const closed =
  '(?=$|[^\\p{Script=Han}]|[男女在到将向与和及或对因称说的为持系已被从经于]|驾驶|实施|出警|处警|接警|巡逻|前往|现场|涉嫌|供述|反映|报警|报案|电话|身份|住址|性别)'

const name = `(?!${words})(?:[${families}]${given}{1,2}?|${doubles}${given}{1,2}?)`
/** After a colon only a name can be meant, whatever it is made of. */
const anyName = `(?!${words})(?:[${moreFamilies}]${given}{1,2}|${doubles}${given}{1,2}|\\p{Script=Han}{1,6}[·•]\\p{Script=Han}{1,8})`

const bare = [
  new RegExp(`${label}(?:叫|为|是|名叫)?(${name})${closed}`, 'dgu'),
  new RegExp(`[、,，和与及](${name})${closed}`, 'dyu'),
] as const
const withColon = [
  new RegExp(`${label}\\s*[:：]\\s*(${anyName})${closed}`, 'dgu'),
  new RegExp(`[、,，和与及 ](${anyName})${closed}`, 'dyu'),
] as const

/** The name after each label, and those that follow it in a list. */
function announced(text: string, [first, next]: readonly [RegExp, RegExp]): Range[] {
  return [...text.matchAll(first)].flatMap(({ indices }) => {
    const found: Range[] = []
    let range = indices?.[1]
    while (range) {
      const [start, end] = range
      found.push({ start, end })
      next.lastIndex = end
      range = next.exec(text)?.indices?.[1]
    }
    return found
  })
}
