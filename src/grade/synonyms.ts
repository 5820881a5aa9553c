/**
 * Everyday and official words that officers use for the same thing. A rubric word that stands in a
 * row is also found by the other words of that row; only true equivalents belong in one row, since
 * a looser word would let a wrong answer through (看守所 and 派出所 never meet).
 */
const rows = `
家属 亲属 家人 家里人 家里 亲人
父母 家长 监护人 爸妈
到场 在场 到现场 到位 在边上 在旁边 在一旁 在旁 陪同
通知 告知 告诉 知会
出示 亮明 亮出 表明 出具 亮证 给人看 给他看 给对方看 给当事人看
工作证件 工作证 警察证 人民警察证 警官证 执法证件 执法证 证件 亮证
立即 马上 立刻 迅速 及时 赶紧 尽快 第一时间 赶快
出警 赶到现场 赶赴现场 到达现场 赶往现场 到现场 去现场 派警 到场处置
制止 阻止 拦住 劝阻 制住 拦下 喝止 控制住 拉开
停止 停用 中止 终止 不再 停下 住手
取证 收集证据 固定证据 调查取证 搜集证据 采集证据 提取证据 保全证据 留证据
就医 送医 医院 治疗 就诊 救治 看病 看医生
鉴定 验伤 伤检
讯问 审讯 审问 提审
询问 问话 查问
侦查人员 侦查员 办案人员 办案民警 侦查民警
怀孕 孕妇 怀有身孕
儿童 小孩 孩子 幼儿
女工作人员 女民警 女警 女性工作人员 女性民警 女同志 女辅警
记录 笔录 记载 记下 记录在案 注明
清单 单子 列单
签名 签字 签署 捺印 按手印 按指印
批准 审批 同意 准许 许可 核准 批了 报批
延长 延期 延至 顺延 再延
泄露 泄漏 透露 外泄 泄密 外传
受贿 收受贿赂 索贿 贿赂 收钱 收受财物 行贿受贿
请客 吃请 宴请 请吃饭
送礼 收礼 礼物 礼品 礼金
赌博 赌钱 参赌
饮酒 喝酒
酒驾 酒后驾驶 酒后开车 酒后驾车 饮酒驾驶 饮酒后驾驶 喝酒开车 喝酒后开车 喝完酒开车
醉驾 醉酒驾驶 醉酒后驾驶 醉酒开车
醉酒 醉驾
驾驶证 驾照 驾驶执照
逃逸 逃跑 逃走 逃离 跑了 逃脱
枪支 枪械 枪
开枪 射击
群众 老百姓 百姓 公众
报告 上报 汇报
报警 打110 拨打110 拨110
领导 负责人
现场 案发地 事发地 事故地点
保护现场 封锁现场 警戒 维护现场 保护好现场
疏散 撤离 转移
抢救 救助 救治 施救 急救 救人 救援 救伤
伤员 伤者 受伤人员 受伤的人 受伤者
交警 交通警察 交管部门 交通管理部门 交管
违反 违规 违背
住所 住宅 家中 住处
检查证 检查证明 检查证明文件
搜查证 搜查令
书面 文书形式
理由 原因 缘由 事由
不予处罚 不处罚 不罚 不再处罚 不给予处罚 免予处罚
复议 行政复议
诉讼 行政诉讼 起诉 打官司
终了 结束 终止 完结
连续 持续
继续 持续
备案 报备
交付 送达 交给 送交
宣读 读给 念给 读一遍
核对 查点 清点 点清 核实
精神病 精神障碍
没收 收缴
隐私 个人隐私
危险物品 危险品 危险物质
爆炸 爆炸物
伤害 伤人 伤及 受伤
犯罪嫌疑人 嫌疑人 嫌犯
故意 蓄意
陈述 申辩
翻译 通晓手语
休息 睡觉 睡眠
饮食 吃饭 伙食
初次 第一次 首次 初犯
再次 第二次 又
见证人 第三方见证
泄密 泄露秘密
戒具 警械 手铐
监督 监督电话
隔离 分开
着装 穿警服 着警服 穿制服
身份 身分
携带 带着 随身带
带枪 携带枪支 携枪 持枪 带着枪
拍摄 拍照 录像 摄像
制作 做好 填写
佩戴 戴 佩带
执法记录仪 记录仪
全程 全过程
退还 返还 归还 退回
登记 登记在册
赔偿 赔付
保密 不外传
后退 退后 退到 退至 退开
影响最小 最小影响
回避 避嫌
`

const table = new Map<string, Set<string>>()
for (const row of rows.trim().split('\n')) {
  const words = row.split(' ')
  for (const word of words) {
    const known = table.get(word) ?? new Set<string>()
    for (const other of words) known.add(other)
    table.set(word, known)
  }
}

/** The word itself first, then the words that officers also use for it. */
export function synonymsOf(word: string): string[] {
  return [...new Set([word, ...(table.get(word) ?? [])])]
}
