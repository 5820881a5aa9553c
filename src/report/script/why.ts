/** Why a rule matters on duty, by what it is about. Pure. */

/** Topics of banks are free text: the first that fits the topic, or else the law, counts. */
const subjects: [RegExp, string][] = [
  [/未成年|青少年|校园|学生|监护/, 'minors'],
  [/家庭暴力|家暴|妇女/, 'family'],
  [/诈骗|电诈|反诈|涉网|网络犯罪/, 'fraud'],
  [/警械|武器|用枪|枪支/, 'force'],
  [/盘问|传唤|拘传|留置|询问|讯问|强制措施|拘留|逮捕/, 'custody'],
  [/交通|驾驶|车辆|事故/, 'traffic'],
  [/身份证|个人信息|隐私|户籍|户口/, 'privacy'],
  [/纪律|职责|廉|督察|内务|人民警察法|条令/, 'conduct'],
  [/证据|勘验|鉴定|扣押|检查|搜查/, 'evidence'],
  [/程序|办案|受案|立案|听证|告知/, 'procedure'],
  [/治安|处罚|裁量/, 'penalty'],
  [/刑法|刑事|犯罪/, 'crime'],
]

/** The subject of a rule, by which its sentence is chosen: script-why-…; `other` where none fits. */
export function subjectOf(topic: string | null, law: string): string {
  const find = (text: string) => subjects.find(([pattern]) => pattern.test(text))?.[1]
  return find(topic ?? '') ?? find(law) ?? 'other'
}
