### chat

chat-too-fast = 操作太快，请停几秒再继续。刚才的消息没有处理。
chat-fault = 抱歉，这条消息没有处理成功，已记录下来。请稍后再试。
chat-old-button = 这个按钮已失效，请输入 /quiz 继续。
chat-no-such-command = 没有这个命令，或您没有使用它的权限。输入 /help 查看可用的命令。
chat-nothing-waits = 现在没有等待回答的题目。输入 /quiz 开始今天的训练，/help 查看全部命令。
chat-files-for-admins = 只有管理员可以导入文件。您的文件没有被保存。
chat-photo-not-file = 收到的是图片，无法读取。请用“文件”方式发送题库、法律或名册。
chat-text-only = 这里只能处理文字和按钮。输入 /help 查看可用的命令。
chat-file-too-big = 文件超过 { $limit } MB，Telegram 不允许机器人读取。请拆成几个较小的文件，或在服务器上用命令行导入。

### quiz

quiz-kind-single = 【单选】
quiz-kind-multiple = 【多选】
quiz-kind-true-false = 【判断】
quiz-kind-fill-in = 【填空】
quiz-kind-short = 【简答】
quiz-place = 第{ $position }/{ $size }题
quiz-number = 第{ $position }题
quiz-not-counted = 练习，不计入参训
quiz-card-title = 晨训 · { $month }月{ $date }日
quiz-card-theme = 今日主题：{ $theme }。{ $size } 题，约 3 分钟。
quiz-card = 今日 { $size } 题，约 3 分钟。
quiz-true = 对
quiz-false = 错
quiz-submit = 提交
quiz-type-short = 请直接输入答案，用自己的话写要点即可。
quiz-type-blank = 请直接输入空格处的内容。
quiz-type-blanks = 共 { $blanks } 空，请依次输入，中间用分号隔开。
quiz-too-early = 这条消息发在第{ $position }题之前，没有计入。请看着第{ $position }题再回答一次。
quiz-use-buttons = 这道题请点按钮作答，也可以直接输入选项字母。
quiz-blanks-differ = 这道题有 { $wanted } 个空，收到 { $got } 个答案。请用分号隔开后再发一次。
quiz-too-long = 答案超过 { NUMBER($limit, useGrouping: 0) } 字，没有保存。请写要点，缩短后再发一次。
quiz-you-answered = 您的回答：{ $given }
quiz-right = 回答正确
quiz-wrong = 回答错误
quiz-partial = 部分正确，得本题 { $percent }% 的分
quiz-being-marked = 已收到，正在评分。
quiz-mark = 得分 { $score }/{ $max }
quiz-mark-provisional = 得分 { $score }/{ $max }（暂定）
quiz-marked-model = AI评分，可申诉
quiz-marked-built-in = 自动评分，可申诉
quiz-marked-person = 人工评分
quiz-key = 答案：{ $key }
quiz-why = 解析：{ $text }
quiz-basis = 《{ $law }》{ $article }{ $version }
quiz-basis-version = （{ $version }文本）
quiz-choose-first = 请先选择至少一个选项，再点提交。
quiz-not-yours = 这道题不是发给您的，请输入 /quiz 打开自己的题目。
quiz-closed = 这套题已经截止，没有保存。可以输入 /practice 继续练习。
quiz-done = { $month }月{ $date }日 已训
quiz-made-up = { $month }月{ $date }日 补训完成
quiz-practice-done = 练习完成
quiz-score = 得分 { $score }/{ $max }，答对 { $right } 题
quiz-time = 用时 { $minutes } 分 { $seconds } 秒
quiz-look-again = 建议再看：
quiz-streak = 连续完成 { $days } 个训练日（仅您本人可见）
quiz-make-up = 补训 { $month }月{ $date }日
quiz-more = 再练 5 题
quiz-mistakes-button = 练错题
quiz-no-questions = 题库里暂时没有可用的题目。管理员导入题库后即可训练。
quiz-excused = 您今天免训，不计入应训人数。想练习可以点下面的按钮。
quiz-finished = { $month }月{ $date }日的训练已完成。
quiz-not-open = 今天的训练 { $at } 开始，届时会发到这里。
quiz-no-training = 今天不是训练日。下一个训练日是 { $month }月{ $date }日。
quiz-no-training-ahead = 今天不是训练日，近期也没有安排训练。
quiz-no-mistakes = 没有错题。
quiz-mistakes-title = 最近的错题
quiz-me-title = 我的训练（近 30 天，仅您本人可见）
quiz-me-days = 应训 { $due }，已训 { $done }，补训 { $madeUp }，免训 { $excused }，未训 { $missed }
quiz-me-score = 平均得分 { $percent }%
quiz-me-no-score = 还没有成绩
quiz-me-reviews = 待复习 { $count } 题
quiz-regrade-title = 按新答案重新评分
quiz-regrade-key = 更正后的答案：{ $key }
quiz-regrade-counts = { NUMBER($changes, useGrouping: 0) } 人次分数会变：+{ NUMBER($raised, useGrouping: 0) }，−{ NUMBER($lowered, useGrouping: 0) }；涉及 { NUMBER($officers, useGrouping: 0) } 名民警。
quiz-regrade-none = { $answers ->
    [0] 还没有人答过旧版本，没有分数需要改。
   *[other] 旧版本已评分的答案有 { NUMBER($answers, useGrouping: 0) } 份，按新答案都不用改。
  }
quiz-regrade-unmatched = { NUMBER($count, useGrouping: 0) } 份答案无法对应，保持原分。
quiz-regrade-open = 另有 { NUMBER($count, useGrouping: 0) } 份已发出、还没有作答，确认后按新答案评分。
quiz-regrade-stem-changed = 注意：题干也改过，民警当时看到的是旧题干。如果题意变了，请不要重新评分。
quiz-regrade-examples = 例如：
quiz-regrade-example = 答“{ $given }”：{ $before } → { $after } 分，{ NUMBER($count, useGrouping: 0) } 人次
quiz-regrade-told = 改分后，分数有变化的民警每人会收到一条说明。
quiz-regrade-all = 全部按新答案改
quiz-regrade-raise = 只加不减（无人吃亏）
quiz-regrade-cancel = 取消
quiz-regrade-again = 重新查看
quiz-regrade-applied = 已按新答案改 { NUMBER($changes, useGrouping: 0) } 人次：+{ NUMBER($raised, useGrouping: 0) }，−{ NUMBER($lowered, useGrouping: 0) }；涉及 { NUMBER($officers, useGrouping: 0) } 名民警，每人会收到一条说明。
quiz-regrade-moved = { NUMBER($count, useGrouping: 0) } 份还没有作答的题目，作答时按新答案评分。
quiz-regrade-already = 之前已按这个答案改过 { NUMBER($changes, useGrouping: 0) } 人次（+{ NUMBER($raised, useGrouping: 0) }，−{ NUMBER($lowered, useGrouping: 0) }），没有重复改。
quiz-regrade-nothing = 没有需要改的分数。
quiz-regrade-stale = 这道题刚刚又改过，没有改任何分数。请重新查看后再确认。
quiz-regrade-cancelled = 已取消，没有改任何分数。
quiz-regrade-unknown = 没有这道题。
quiz-regrade-short = 简答题按要点评分，不能按答案重新评分。
quiz-regraded = 您答过的一道题，经复核发现题库中原来的答案有误，现已更正：“{ $stem }”
quiz-regraded-basis = 依据：{ $basis }
quiz-regraded-daily = { $month }月{ $date }日：{ $before } → { $after } 分，当天得分随之更新
quiz-regraded-practice = { $month }月{ $date }日练习：{ $before } → { $after } 分，不计入参训得分
quiz-regraded-higher = 按更正后的答案，您的得分提高了。之前评错了，抱歉。
quiz-regraded-lower = 按更正后的答案，您的得分降低了。答案原来有误，给您带来不便，抱歉；这道题之后会安排您再练一次。如有疑问，请联系管理员。
quiz-retest-title = 《{ $law }》自 { $day } 起有新规定
quiz-retest-more = 另有 { $count } 条相关条文有变化，答题后可点“看原文”查看。
quiz-retest-why = 这道题您以前答对过。请按新规定再答一次，只问这一题。

### remind

remind-nudge = 今天的训练还没有开始，5 题约 3 分钟，今天 24:00 前完成都算已训。
remind-nudge-rest = 今天的训练还差 { $rest } 题，今天 24:00 前完成都算已训。
remind-start = 开始
remind-article-title = 今日一条 · { $month }月{ $date }日
remind-article-name = 《{ $law }》{ $article }
remind-article-no-question = 今天只推文章，没有题目，不计入应训。
remind-no-article = 今天是只推文章日，但没有可以推送的法条：题目引用的法律不在法规库里。请把法律文本（Word 或文本文件）发到这里，导入后会自动推送。
remind-tokens-most = 今天的模型用量已达 { NUMBER($used) }，上限 { NUMBER($limit) }（token）。用完后训练照常：简答题由内置评分先评，其他要用模型的功能暂停，明天零点恢复。如果经常不够，请系统管理员调大 MODEL_TOKENS_PER_DAY。
remind-tokens-all = 今天的模型用量已经用完：{ NUMBER($used) }，上限 { NUMBER($limit) }（token）。训练照常：简答题由内置评分先评，其他要用模型的功能暂停，明天零点恢复。如果经常不够，请系统管理员调大 MODEL_TOKENS_PER_DAY。
remind-no-questions = 今天的晨训没有发出：题库里没有启用的题目。请把题库文件（Excel、Word、文本等）发到这里，导入后会自动发出。
remind-short = 今天的晨训卡片没有发够：应发 { NUMBER($due, useGrouping: 0) } 份，已发 { NUMBER($sent, useGrouping: 0) } 份，还在排队 { NUMBER($queued, useGrouping: 0) } 份，失败 { NUMBER($failed, useGrouping: 0) } 份。请输入 /status 查看原因；排队的会继续发送。

### status

status-title = 运行情况
status-day = { $day }：应训 { $due }，已完成 { $done }，卡片已发 { $sent }，待发 { $queued }，失败 { $failed }
status-day-not-open = { $day }：今天没有开训
status-inbox = 待处理的消息 { $waiting }，搁置 { $poison }
status-jobs = 后台任务 { $waiting }，放弃 { $dead }
status-officers = 已绑定 { $bound } 人，未绑定 { $unbound } 人，收不到消息 { $blocked } 人
status-bank = 启用的题目 { $live }
status-grader-model = 简答评分：模型 { $model }，不可用时用内置评分
status-grader-built-in = 简答评分：内置评分
status-model-today = 模型今天调用 { $calls } 次，未得到答复 { $errors } 次，用量 { $tokens } / { $limit } 词元
status-model-price = 模型今天费用约 { $price }
status-run-open-day = 晨训卡片
status-run-article-day = 文章推送
status-run-nudge = 提醒
status-run-summary = 小结
status-run-finished = { $name }（{ $day }）：{ $planned } 开始，{ $finished } 发完；已发 { $sent }，待发 { $queued }，失败 { $failed }
status-run-going = { $name }（{ $day }）：{ $planned } 开始，还在发送；已发 { $sent }，待发 { $queued }，失败 { $failed }
status-set-aside = · 搁置的消息 { $updateId }（{ $at }）：{ $error }，详情见运行日志
status-dead-job = · { $name }：放弃 { $count }
status-job-grade-answer = 简答评分
status-job-read-blocks = 用模型读题库文件
status-job-ask-law = 法条问答
status-job-embed-articles = 法条向量
status-job-draft-questions = 起草题目
status-job-word-ahead = 点名会稿和周报的措辞
status-retry = 重试
status-retried = 已重新排队 { $count } 项，请稍后再看。
status-outbox = 到点未发的消息 { $due }，最早的已等 { $minutes } 分钟
status-uncertain = 中断时正在发送、不确定是否送达的消息 { $uncertain }，会重发
status-replica = 进程 { $name }，{ $since } 起运行
status-replica-sends = 进程 { $name }，{ $since } 起运行，负责发送

### demo

demo-starting = 正在准备示例城市，第一次大约需要十秒。
demo-open = 演示页面：
demo-next-morning = 下一个清晨 { $time }
demo-nudge = 到 { $time } 提醒未训
demo-summary = 到 { $time } 推送小结

### cli

cli-nothing-changed = 以上只是预览，没有改动任何数据。
cli-codes-written = 已为 { $count } 人写出绑定码：{ $file }
cli-no-questions = { $file } 里没有可以导入的题目，原因见上。
cli-add-yes = 以上只是预览，没有导入。确认无误后加上 --yes 再运行一次。
cli-import-stale = 这次导入已被处理过，请重新导入。
cli-imported = 已导入 { $imported } 题（{ $waiting } 题等待审核），更新 { $updated } 题（{ $proposed } 处等待审核），跳过 { $skipped } 题。撤销：chenxun bank undo { $id }
cli-exported = 已写出 { $count } 题：{ $file }
cli-export-no-bank = 没有名为“{ $name }”的题库。
cli-undone = 已撤销：删除 { $deleted } 题，停用 { $retired } 题（已有人作答）。
cli-undo-unknown = 没有编号为 { $id } 的导入。
cli-undo-already-undone = 编号 { $id } 的导入已经撤销过。
cli-undo-not-live = 编号 { $id } 的文件还没有导入。
cli-remind-no-questions = { $day }：题库里没有启用的题目，没有发送。
cli-remind-over = { $day } 已过补训期限，没有发送。
cli-reminded = { $day }：新列入 { $officers } 人，新排入卡片 { $cards } 张。
cli-no-unit = 没有这个单位：{ $unit }。请写完整路径，例如 市局/襄州分局/肖湾派出所。
cli-bad-day = “{ $text }”不是日期，请写成 2026-11-24 这样。
cli-cannot-write = 写不出文件：{ $file }（{ $reason }）
cli-queued-only = 没有设置 BOT_TOKEN，卡片已排队，机器人启动后发出。
cli-no-file = 读不到文件：{ $file }

### report

report-own = 本级
report-days = { $from } 至 { $to }
report-article-day = 只推文章日，没有应训人员{ $excused ->
    [0] 。
   *[other] ，免训 { $excused }。
}
report-none-due = { $excused ->
    [0] 没有应训人员。
   *[other] 没有应训人员，免训 { $excused }。
  }
report-all-done = { $span ->
    [day] 应训 { $due }，全部完成{ $madeUp ->
        [0] {""}
       *[other] （其中补训 { $madeUp }）
      }
   *[days] 应训 { $due } 人次，全部完成{ $madeUp ->
        [0] {""}
       *[other] （其中补训 { $madeUp } 人次）
      }
  }
report-some-missed = { $span ->
    [day] 应训 { $due }，已训 { $done }{ $madeUp ->
        [0] {""}
       *[other] ，补训 { $madeUp }
      }；{ $lacking }
   *[days] 应训 { $due } 人次，已训 { $done }{ $madeUp ->
        [0] {""}
       *[other] ，补训 { $madeUp }
      }；{ $lacking }
  }
report-people-missed = { $span ->
    [day] { $count } 人未训
   *[days] 未训 { $count } 人次
  }
report-people-open = { $span ->
    [day] { $count } 人尚未完成
   *[days] 今天还有 { $count } 人尚未完成
  }
report-comma = ，
report-sentence = { $worst ->
    [article] { $head }；{ $article }错得最多。
   *[none] { $head }。
  }
report-article-name = 《{ $law }》{ $article }
report-numbers =
    { $state ->
        [open] 目前参训率
       *[closed] 参训率
    } { $rate }，平均得分 { $mean }
    已训 { $done } · 补训 { $madeUp } · { $lacking }
    免训 { $excused } · 未绑定 { $unbound }
report-count-missed = 未训 { $count }
report-count-open = 尚未完成 { $count }
report-few-note = 完成的人不足 5 个的单位，不单列平均得分；由此能推算出来的，也不列。
report-children = 各单位（参训率低的在前）
report-ranked = 已开启排名
report-place = 第 { $place } 名
report-child = { $unit } { $rate }（{ $finished }/{ $due }）{ $lacking }{ $madeUp ->
    [0] {""}
   *[other] {" "}补训 { $madeUp }
  }{ $excused ->
    [0] {""}
   *[other] {" "}免训 { $excused }
  }{ $scored ->
    [no] {""}
   *[yes] {" "}平均 { $mean }
  }
report-children-done = 全部完成（{ $count } 个）：{ $units }{ $rest ->
    [0] {""}
   *[other] 等
  }
report-children-none-due = 没有应训人员：{ $units }{ $rest ->
    [0] {""}
   *[other] 等
  }
report-and = 、
report-more-children = 另有 { $count } 个单位，见 Excel。
report-missing = { $state ->
    [open] 尚未完成名单
    [mixed] 未训和今天尚未完成名单
   *[closed] 未训名单
  }（{ $count } 人）
report-missing-row = { $span ->
    [day] { $name } { $badge }
   *[days] { $name } { $badge }（{ $days } 天）
  }
report-more-missing = 另有 { $count } 人，见 Excel。
report-articles = 错得最多的条文
report-new-laws = 新规掌握情况
report-new-law = 《{ $law }》（{ $day } 起）：新规已掌握 { $mastered }/{ $officers }
report-article = { $number }. { $name }：答 { $answered } 次，错 { $wrong } 次
report-option = 误选最多：“{ $text }”（{ $count } 次）
report-true = 对
report-false = 错
report-child-button = { $unit } { $rate }
report-today = 今天
report-yesterday = 昨天
report-week = 本周
report-month = 本月
report-before = { $length ->
    [month] 前一月
   *[week] 前一周
  }
report-names = 名单
report-help = 谁需要帮助
report-help-nobody = 到 { $day } 为止，没有人连续两个应训日未训，也没有低于 70% 的专题。
report-help-rules = 规则：连续 3 个应训日未训，或专题掌握率低于 60%，为“需要帮助”；连续 2 个应训日，或低于 70%，为“留意”。截至 { $day }；免训日不计，少于 10 人答过的题不计。
report-theme-dark = 深色
report-theme-light = 浅色
report-ranking-button = { $state ->
    [on] 排名：已开启
   *[off] 排名：已关闭
  }
report-ranking = { $state ->
    [on] 单位排名已开启：汇总和图表给各单位编名次，并标明“已开启排名”。
   *[off] 单位排名已关闭：各单位按需要帮助的先后排列，不编名次。
  }
    只比参训率，不比个人；对全部负责人生效，每次改动都有记录。
report-ranking-turn-on = 开启排名
report-ranking-turn-off = 关闭排名
report-up = 返回上级
report-picture = 图表
report-excel = Excel
report-nudge = 提醒未训
report-pick = 请选择单位。
report-bad-day = 没有看懂日期。可以发 /summary、/summary 昨天、/summary 周、/summary 月、/summary 2026-10，或者 /summary 2026-11-24。
report-for-leaders = 这个功能供单位负责人使用。
report-no-units = 还没有单位，请先发送花名册文件。
report-refused = 您没有查看这个单位的权限。
report-nudge-queued = { $count ->
    [0] 没有需要再提醒的人：都已完成，或者今天已经提醒过。
   *[other] 正在提醒 { $count } 名未训人员，每人今天只提醒这一次。
  }
report-nudge-already = 今天已经提醒过，不再重复提醒。
report-nudge-no-training = 今天不是训练日，不用提醒。
report-nudge-closed = 这一天的训练已经结束，不能再提醒。
report-file = 晨训 { $unit } { $days }
report-chart-subtitle = { $days }　{ $state ->
    [open] 目前参训率
   *[closed] 参训率
  } { $due ->
    [0] –
   *[other] { $rate }（{ $finished }/{ $due }）
  }
report-chart-none-due = 无应训
report-chart-rate = 参训率
report-chart-finished = 完成/应训
report-sheet-total = 汇总
report-sheet-units = 下级单位
report-sheet-stations = 派出所
report-sheet-mastery = 掌握情况
report-sheet-sign = 签字表
report-sheet-missing = 未完成名单
report-sheet-articles = 错得最多的条文
report-column-unit = 单位
report-column-due = 应训
report-column-done = 已训
report-column-made-up = 补训
report-column-excused = 免训
report-column-missed = 未训
report-column-open = 尚未完成
report-column-unbound = 未绑定
report-column-rate = 参训率
report-column-from = 起始日
report-column-to = 截止日
report-column-day = 日期
report-column-weekday = 星期
report-column-group = 类别
report-column-group-name = 名称
report-column-items = 题数
report-column-mastery = 掌握率
report-group-law = 法律
report-group-topic = 专题
report-mastery-note = 只计至少 10 人答过的题
report-sum = 合计
report-sign-weak = 错得最多的条文
report-sign-leader = 负责人签字：
report-sign-day = 签字日期：
report-sign-preliminary = 本月尚未结束，截至 { $day }{ $open ->
    [0] {""}
   *[other] ，当天尚未完成 { $open }
  }
report-column-mean = 平均得分
report-column-badge = 警号
report-column-name = 姓名
report-column-days = 未完成天数
report-column-law = 法律
report-column-article = 条文
report-column-answered = 答题次数
report-column-wrong = 答错次数
report-column-option = 误选最多
report-column-chosen = 误选次数
report-column-stem = 题目

### people

people-stranger = 您好，这里是本单位内部的训练服务，请用单位发给您的绑定码开始使用。
people-bound = 绑定成功。{ $name }（{ $unit }），欢迎使用晨训。
people-already-bound-here = { $name }（{ $unit }），您已绑定，无需重复操作。
people-welcome = { $name }（{ $unit }），您好。
people-welcome-admin = 您好，您是管理员，尚未绑定民警身份。
people-code-unknown = 没有这个绑定码，请核对后重试，或向管理员索取新的绑定码。
people-code-used = 这个绑定码已经用过，请向管理员索取新的绑定码。
people-code-expired = 这个绑定码已失效，请向管理员索取新的绑定码。
people-account-bound-to-other = 这个 Telegram 账号已绑定另一位民警，不能再次绑定。如有错误请联系管理员。
people-deactivated = 这个绑定码对应的人员已停用，请联系管理员。
people-try-later = 输错次数过多，请 { $minutes } 分钟后再试。
people-paused = 现在暂停绑定，请 { $minutes } 分钟后再试。
people-codes-guessed = 有人输错绑定码：最近累计 { $count } 次，绑定已暂停 { $minutes } 分钟，之后自动恢复。如果是刚发的绑定码有误，请用 /roster 重新发放；否则可能有人在试探，请在服务器上用 npx chenxun audit --since 日期 查看是哪些账号。
people-only-officers = 这个命令只对已绑定的民警、辅警开放。
people-back = 返回
people-list-comma = 、
people-day = { $month }月{ $date }日

people-help-title = 可用的命令
people-help-day = 每个训练日早晨会收到当天的题目，答完约 3 分钟。请假、值班、培训的日子请用 /leave 登记，不计入应训。
people-help-pages = 发 /web 可以在网页上看汇总、下载表格（管理员开通网页之后）。
people-help-files = 把题库、法律、名册、排班表或训练日历文件直接发到这里即可导入，先预览，确认后才生效。
people-command-quiz = 今天的训练
people-command-practice = 再练几题
people-command-mistakes = 错题
people-command-leave = 请假、值班、培训登记
people-command-me = 我的训练记录
people-command-settings = 设置
people-command-help = 帮助
people-command-summary = 本单位参训情况，可加 昨天、周、月或日期
people-command-nudge = 提醒未完成的人员
people-command-review = 审题
people-command-banks = 题库
people-command-laws = 法规库
people-command-roster = 名册与绑定
people-command-calendar = 训练日历
people-command-status = 运行情况

people-absence-LEAVE = 假
people-absence-DUTY_SHIFT = 值班
people-absence-COURSE = 培训
people-absence-day = { $kind } { $day }
people-absence-days = { $kind } { $from }至{ $to }
people-leave-title = 请假、值班、培训
people-leave-none = 目前没有登记。
people-leave-ask = 要登记，请选择一种。登记的日子不计入应训，原因不会给任何人看到。
people-leave-cancel = 取消 { $absence }
people-leave-days =
    登记{ $kind }：请选择日期。
    其他日期请直接输入，例如 { $example }
people-leave-today = 今天 { $month }月{ $date }日
people-leave-tomorrow = 明天 { $month }月{ $date }日
people-leave-from-today = 今天起{ $days }天
people-leave-taken = 已登记：{ $absence }。
people-leave-joined = 与已有的登记相连，合并为：{ $absence }。
people-leave-already = 之前已登记过：{ $absence }。
people-leave-backwards = 结束日期早于开始日期，没有登记。
people-leave-too-long = 一次最多登记 { $days } 天（与已有的登记合并计算），没有登记。
people-leave-too-early = 最早可以从 { $day } 登记，没有登记。
people-leave-too-far = 最晚可以从 { $day } 开始，没有登记。请检查年份。
people-leave-no-such-day = 没有“{ $text }”这一天，没有登记。
people-leave-unclear = 没有看懂日期，没有登记。可以写成 /leave 假 11-25 11-27，或用下面的按钮。
people-leave-cancelled = 已取消：{ $absence }。
people-leave-shortened = 已提前结束，保留：{ $absence }。
people-leave-over = 这次登记已经过去，不能取消。
people-leave-already-cancelled = 这次登记之前已取消。
people-leave-unknown = 没有找到这次登记。

people-settings-title = 设置
people-settings-who = 警号 { $badge }，{ $name }，{ $unit }
people-settings-leads = 负责单位：{ $units }
people-settings-language = 语言：
people-settings-follows = 语言跟随 Telegram 的设置。
people-language-zh-CN = 中文
people-language-en = English

people-roster-title = 名册
people-roster-counts = 在册 { $active } 人：已绑定 { $bound }，未绑定 { $unbound }
people-roster-more = 已绑定中屏蔽了机器人 { $blocked }，未绑定中持有有效绑定码 { $invited }，停用 { $inactive }
people-roster-one = 查看一个人：/roster 警号
people-roster-empty = 还没有名册。请把名册文件（xlsx 或 csv）发到这里。
people-roster-codes-button = 未绑定人员的绑定码
people-roster-how-button = 怎样导入名册
people-roster-how =
    把 xlsx 或 csv 文件直接发到这里，先看到预览，确认后才生效。
    列：警号、姓名、单位必须有；岗位、类别、职务可以没有。
    单位写全路径，例如 市局/襄州分局/肖湾派出所，最多三级。
    类别：民警、辅警、文职等。
    职务写“领导”的，或局长、所长、教导员、政委、支队长、大队长（含副职），可以看到本单位和下级单位的参训情况。
    “审题员”一列写“是”，或职务写“审题员”的，可以用 /review 审核题目。
    警号请设为文本格式，避免丢失开头的 0。
    文件所涉及的单位里，文件中没有的人会被停用，不会被删除。
people-codes-again = 有 { $invited } 人手中的绑定码仍然有效。重新生成后，未绑定的 { $unbound } 人都会得到新码，旧码立即失效。
people-codes-anyway = 重新生成
people-codes-caption = 未绑定的 { $count } 人的绑定码，14 天内有效，每码只能用一次。请逐人发放，不要转发整个文件。
people-codes-none = 没有未绑定的人员。
people-codes-file = 绑定码.csv
people-csv-badge = 警号
people-csv-name = 姓名
people-csv-unit = 单位
people-csv-code = 绑定码
people-csv-link = 链接
people-officer = 警号 { $badge }，{ $name }，{ $unit }
people-officer-bound = 已绑定
people-officer-blocked = 已绑定，但屏蔽了机器人
people-officer-unbound = 未绑定
people-officer-inactive = 已停用
people-officer-unknown = 名册里没有这个警号。
people-officer-code = 生成新的绑定码
people-officer-new-code =
    { $name }（{ $badge }）的绑定码，14 天内有效，只能用一次，之前未用的码已失效：
    { $link }
    或在机器人中输入 { $command }

people-not-a-roster = 文件里没有找到名册：需要有“警号”“姓名”“单位”这几列。
people-preview-title = 名册预览：{ $file }
people-preview-read = 读到 { $officers } 人，{ $left } 行未采用。确认之前不会有任何改变。
people-preview-many-absent = 注意：将停用的人数多于文件里的人数，请确认文件是否完整。
people-preview-nothing = 没有可以导入的人员，请修改文件后再发一次。
people-preview-confirm = 确认导入
people-preview-cancel = 放弃
people-preview-list = 全部变动清单
people-change = { $title } { $count }：
people-change-more = ……还有 { $count } 项
people-change-problems = 需要注意的行
people-change-new-units = 新单位
people-change-new-officers = 新增人员
people-change-moved = 调动
people-change-renamed = 改名
people-change-updated = 岗位或类别变动
people-change-reactivated = 恢复
people-change-deactivated = 停用
people-change-leaders-gained = 成为领导
people-change-leaders-lost = 不再是领导
people-change-reviewers-gained = 成为审题员
people-change-reviewers-lost = 不再是审题员
people-list-caption = 全部 { $count } 项变动和问题
people-list-file = 名册变动.csv
people-list-kind = 类型
people-list-what = 内容
people-import-confirmed = 名册已导入，共 { $officers } 人。
people-import-already-confirmed = 这份名册之前已经导入。
people-import-cancelled = 这份名册之前已经放弃，没有导入。需要时请重新发送文件。
people-import-unknown = 没有找到这份名册，请重新发送文件。
people-import-dropped = 已放弃，没有任何改变。
people-import-settled = 这份名册之前已经处理过。

people-place = 第{ $row }行
people-place-sheet = { $sheet } 第{ $row }行
people-problem-left = { $place }：{ $reason }，未采用
people-problem-noted = { $place }：{ $reason }
people-problem-no-header = 没有找到表头（警号、姓名、单位）
people-problem-no-badge-column = 没有“警号”列
people-problem-no-unit-column = 没有“单位”列
people-problem-no-rows = 文件里没有人员
people-problem-badge-missing = 缺少警号
people-problem-badge-unreadable = 看不懂警号“{ $badge }”
people-problem-badge-twice = 警号 { $badge } 与{ $first }重复
people-problem-name-missing = 缺少姓名
people-problem-unit-missing = 缺少单位
people-problem-unit-broken = 单位“{ $unit }”中间缺一级
people-problem-unit-too-deep = 单位“{ $unit }”超过三级
people-problem-category-unknown = 不认识类别“{ $category }”，按原有类别或民警处理
people-problem-unit-elsewhere = “{ $unit }”是已有的 { $known }，请写全路径
people-problem-badge-zeros = 警号 { $badge } 很可能是 { $known } 丢失或多了开头的 0
people-unreachable = { $unit } { $name }（警号 { $badge }）收不到晨训消息：可能停用了机器人，或者换了 Telegram 账号。请提醒本人打开与机器人的对话点“重新开始”；换了账号的，请向管理员要新的绑定码。

### bank

bank-kind-single = 【单选】
bank-kind-multiple = 【多选】
bank-kind-true-false = 【判断】
bank-kind-fill-in = 【填空】
bank-kind-short = 【简答】
bank-true = 对
bank-false = 错
bank-place-row = 第{ $row }行
bank-place-paragraph = 第{ $paragraph }段
bank-place-item = 第{ $item }题
bank-place-file = 整个文件
bank-preview-key = 答案：{ $key }
bank-preview-title = 题库：{ $name }
bank-preview-file = 文件：{ $file }（{ $format }）
bank-preview-count = 读到 { NUMBER($count, useGrouping: 0) } 题：{ $kinds }
bank-preview-none = 没有读到可用的题目
bank-preview-known = 其中 { NUMBER($count, useGrouping: 0) } 题该题库中已有，导入时会跳过
bank-preview-first = 前 { $count } 题
bank-count-single = 单选 { NUMBER($count, useGrouping: 0) }
bank-count-multiple = 多选 { NUMBER($count, useGrouping: 0) }
bank-count-true-false = 判断 { NUMBER($count, useGrouping: 0) }
bank-count-fill-in = 填空 { NUMBER($count, useGrouping: 0) }
bank-count-short = 简答 { NUMBER($count, useGrouping: 0) }
bank-problems-title = 需要注意的地方（{ NUMBER($count, useGrouping: 0) }）
bank-problems-more = 另有 { NUMBER($count, useGrouping: 0) } 处，见清单
bank-problems-sheet = 问题清单
bank-problems-where = 位置
bank-problems-reason = 原因
bank-duplicates-title = 文件内重复的题目（{ NUMBER($count, useGrouping: 0) }）
bank-duplicate-conflict = { $where } 与 { $first } 题目相同而答案不同，只导入前一题，请核对哪个答案正确
bank-duplicate-same = { $where } 与 { $first } 相同，只导入一题
bank-duplicates-more = 另有 { NUMBER($count, useGrouping: 0) } 处重复
bank-ask-import = 现在还没有导入任何题目。请点按钮决定，之后仍可撤销。
bank-nothing-to-import = 没有可以导入的题目，什么都没有改变。
bank-how-files-look = 题库：每题要有题干、选项和答案，/banks 里有模板。法规：名称写在最前面，正文是“第一条”“第二条”这样的条文。
bank-button-import = 导入 { NUMBER($count, useGrouping: 0) } 题
bank-button-cancel = 取消
bank-button-undo = 撤销这次导入
bank-button-undo-last = 撤销最近导入
bank-button-export = 导出 { $name }
bank-imported = 已导入 { NUMBER($count, useGrouping: 0) } 题到“{ $name }”。
bank-skipped = 跳过 { NUMBER($count, useGrouping: 0) } 题：题库中已有、文件内重复，或选择不要。
bank-can-undo = 如果导错了，可以撤销：没有用过的题目会被删除，已经出过的题目会停用。
bank-undone = 已撤销导入，从“{ $name }”删除 { NUMBER($count, useGrouping: 0) } 题。
bank-undone-retired = { NUMBER($count, useGrouping: 0) } 题已经出给民警，改为停用，答题记录保留。
bank-import-already-confirmed = 这次导入已经确认过，题目已在题库中，没有重复导入。
bank-import-already-undone = 这次导入已经撤销过。
bank-import-cancelled = 这次导入已取消。需要时请重新发送文件。
bank-import-just-cancelled = 已取消，没有导入任何题目。
bank-import-not-live = 这次导入没有生效，不需要撤销。
bank-import-undone = 这次导入已被撤销。需要时请重新发送文件。
bank-import-unknown = 找不到这次导入，请重新发送文件。
bank-none = 还没有题库。请把题库文件（Excel、Word、文本、GIFT 等）发送到这里，先预览，确认后才会导入。也可以先下载模板填写。
bank-button-half = { $name }：多选改为半对得半分
bank-button-full = { $name }：多选改为全对得分
bank-line-half = ；多选半对得半分
bank-list-title = 题库
bank-line = { $name }：{ NUMBER($live, useGrouping: 0) } 题
bank-line-retired = { $name }：{ NUMBER($live, useGrouping: 0) } 题，停用 { NUMBER($retired, useGrouping: 0) } 题
bank-list-hint = 发送题库文件即可导入，先预览后确认。
bank-exported = “{ $name }”共 { NUMBER($count, useGrouping: 0) } 题，见附件。修改后发回来即可再次导入。
bank-gone = 这个题库已不存在。

problem-file-empty = 文件是空的
problem-file-too-big = 文件太大，超过 { $limit }，请拆成几个文件
problem-file-too-slow = 读取超过 { $seconds } 秒，已停止；请拆成几个文件，或另存为 xlsx 后再试
problem-file-broken = 文件已损坏或不完整，请用原来的软件打开后另存一份
problem-file-encrypted = 文件有密码，请去掉密码后再发送
problem-file-bomb = 文件解压后异常庞大，出于安全没有读取
problem-file-binary = 不是文本，也不是能识别的文件类型
problem-file-no-table = 不是电子表格
problem-format-archive = 这是压缩包，请解压后逐个发送里面的题库文件
problem-format-encrypted = 文件有密码，请去掉密码后再发送
problem-format-html = 这是网页，请从网站导出 Excel 或 Word 文件，或把题目复制到 Word 里
problem-format-image = 这是图片，无法读取文字，请发送 Excel、Word 或文本文件
problem-format-office = 这是 Office 文件，但不是表格或文档，请把题目放进 Excel 或 Word 后再发送
problem-format-pdf = 这是 PDF，请另存为 Word，或把题目复制到 Word、Excel 里再发送
problem-format-xml = 这是 XML 文件，但不是能识别的题库，请导出为 Excel、Word 或 Moodle XML
problem-no-questions = 文件里没有题目
problem-json-broken = JSON 语法有错，这里无法读取
problem-json-version = 题库格式的版本是 { $version }，本程序只认识版本 { $known }
problem-json-field = 字段 { $field } 缺失或不符合格式
problem-sheet-unread = 这个工作表（{ $rows } 行）没有表头，也看不出哪一列是答案，没有读取
problem-second-in-row = 这一行并排放了不止一道题，只读取了左边的一道；请把右边的移到下面，一行一道题
problem-not-a-question = 这一行看不出是题目，没有读取
problem-no-stem = 没有题干
problem-no-key = 没有答案
problem-no-options = 没有选项，无法作答
problem-few-options = 只有一个选项
problem-many-options = 选项超过 26 个
problem-many-blanks = 填空超过 20 个
problem-key-unclear = 答案“{ $key }”与选项对不上
problem-key-outside = 答案“{ $key }”不在选项之中
problem-single-many-keys = 题型是单选，答案却有多个：{ $key }
problem-blanks-differ = 答案“{ $key }”的个数与题干的空格数不一致
problem-kind-foreign = “{ $kind }”这种题型不能在聊天中作答
problem-stem-long = 题干超过 { $limit } 字
problem-question-long = 题干和选项合计超过 { $limit } 字，一条消息放不下
problem-right-and-wrong-same = 正确选项与另一个选项文字相同，无法判断对错
problem-note-truth-0-1 = 判断题答案写作 0 和 1，已按 0 = 对、1 = 错 读取，请核对
problem-note-truth-1-0 = 判断题答案写作 1 和 0，已按 1 = 对、0 = 错 读取，请核对
problem-note-truth-1-2 = 判断题答案写作 1 和 2，已按 1 = 对、2 = 错 读取，请核对
problem-note-truth-letters = 判断题答案写作 A 和 B 而没有选项，已按 A = 对、B = 错 读取，请核对
problem-note-numbers-from-0 = 答案写作数字，已按 0 = A、1 = B 读取，请核对
problem-note-numbers-from-1 = 答案写作数字，已按 1 = A、2 = B 读取，请核对
problem-note-picture = 题目带有图片或音视频，只导入了文字
problem-note-options-same = 有两个选项文字相同
problem-note-options-sorted = 选项自带的字母没有按顺序排列，已按字母重排
problem-note-letters-moved = 中间有空选项，后面的字母依次前移
problem-note-rubric = 评分要点不符合格式，没有导入
problem-xml-broken = 第 { $line } 行起不是合格的 XML：{ $reason }
problem-xml-doctype = 文件带有 DOCTYPE 声明，出于安全没有读取，请删去后再发送
problem-xml-deep = 文件嵌套太深或太大，出于安全没有读取
problem-picture-only = 题目或答案只有图片或声音，没有文字
problem-anki-stub = 这个牌组按新格式导出，旧格式的部分里没有题目，请在 Anki 中勾选“支持旧版 Anki”后重新导出
problem-entry-missing = 清单里的文件 { $name } 不在压缩包中
problem-key-range = 答案是一个数值范围，不能作答
problem-note-matching-split = 匹配题已按左边每一项拆成选择题，请核对
problem-note-key-exact = 允许误差没有导入，只认准确的数值
problem-note-passage-long = 共用的阅读材料太长，没有导入，请核对题目能否独立作答
problem-note-model-answer = 参考答案取自题目的反馈或评分说明，请核对
problem-format-examview = 这是 ExamView 题库，请先导入 Moodle，再导出为 Moodle XML 后发送
problem-gift-braces = 花括号没有成对，题目不完整；文字里的花括号前请加反斜杠
problem-gift-answers = 花括号里的答案看不明白，可能有几种读法；文字里的 = ~ # 前请加反斜杠
problem-question-broken = 这道题的 XML 有错（第 { $line } 行：{ $reason }），没有读取
problem-key-wildcard = 答案“{ $key }”中间有通配符 *，无法判分
problem-key-signs = 答案“{ $key }”只有标点符号，无法判分
problem-key-conflict = “{ $left }”对应几个不同的答案：{ $key }
problem-gap-unclear = 第 { $number } 个空的写法不完整：没有正确答案，或选项不足两个
problem-aiken-text = 这里不是题目：后面没有选项和答案
problem-note-description = 说明文字，不是题目，没有导入
problem-note-hidden = 原题库中这道题是隐藏的，仍已导入，请核对
problem-note-gift-mended = 写法不完全符合 GIFT 格式，已按最可能的意思读取，请核对
problem-note-several-right = 原题是单选，却有几个选项都得满分，已作为多选题导入，请核对
problem-note-part-marks = 原题有得部分分的答案，这里只认得满分的答案
problem-note-wildcard = 答案两端的通配符 * 已去掉，只认中间的文字
problem-note-tolerance = 原题允许误差，这里只认给出的数值及其四舍五入
problem-note-case = 原题区分大小写，这里不区分
problem-note-gaps-typed = 原题的空是从几个词中选择，已作为填空题导入，可选的词列在题干里
problem-note-gaps-split = 原题有多个空，已按空拆成多道题
problem-note-stem-lines = 题干有多行，请核对是否混入了标题
problem-note-xml-cut = 文件到这里就结束了，没有结尾标记，后面可能还有题目没有收到
problem-list-unread = 这段文字看不出是题目，没有读取
problem-list-several = 一个题号下有几组选项，不知道哪组属于哪道题，请拆成几道题
problem-list-options-broken = 选项的字母不连续、重复，或者选项是空的
problem-list-two-keys = 这道题写了两个不同的答案，不知道以哪个为准
problem-list-answer-left = 第{ $number }题的答案找不到对应的题目，或者对应不止一道题，没有采用
problem-list-foreign = 这是其他程序自用的题目格式，请从那个程序导出 xlsx、csv 或 Word 文件
problem-list-key-first = 答案写在题目的前面，不知道属于哪道题，请把答案移到每道题的后面
problem-note-number-gap = 第{ $from }题之后是第{ $to }题，请看中间是否漏了题
problem-note-number-twice = 第{ $number }题的题号出现了两次
problem-note-key-by-mark = 这道题没有写答案，已把文字醒目的部分（如标红、加粗）当作答案，请核对
problem-note-options-by-line = 选项没有字母，已按行的先后当作 A、B、C 等，请核对

### statistics

statistics-button = { $name }：题目统计
statistics-title = 题目统计：{ $name }
statistics-head = 答过的题目 { NUMBER($answered, useGrouping: 0) } 题，人数够统计的 { NUMBER($shown, useGrouping: 0) } 题，{ $flagged ->
    [0] 没有发现需要看的题目。
   *[other] 其中 { NUMBER($flagged, useGrouping: 0) } 题建议看一看，问题大的在前。
  }
statistics-how = 每人只算第一次作答；题目改过以后重新统计。区分度大于 0 才说明水平高的人更容易答对。
statistics-sample = 为了快，这个列表按每 { $oneOf } 名民警抽 1 名计算；单题统计按全部民警计算。
statistics-count = 答过 { NUMBER($count, useGrouping: 0) } 人
statistics-too-few = 样本不足 { $least }
statistics-facility = 答对率 { $percent }%
statistics-discrimination = 区分度 { $value }
statistics-comma = 、
statistics-name-better-distractor = 答案可疑
statistics-name-negative = 区分度为负
statistics-name-too-hard = 太难
statistics-name-weak = 区分度低
statistics-name-too-easy = 太易
statistics-name-dead-distractor = 有选项没人选
statistics-flag-better-distractor = 选“{ $option }”的人，同一天的其他题比答对的人做得更好。请核对答案：它可能也对，或者它才是正确答案。
statistics-flag-negative = 其他题做得好的人，这道题反而更容易答错。请核对答案，再看题干有没有歧义。
statistics-flag-too-hard = 答对的人太少。请先核对答案；答案没错，就说明大家没有掌握，建议讲解。
statistics-flag-weak = 会与不会，答对的机会差不多。请看题干是否含糊、考的内容是否太偏。
statistics-flag-too-easy = 几乎人人答对。可以改难一些，或者换成别的题。
statistics-flag-dead-distractor = 几乎没人选“{ $option }”（不到 5%）。可以换成更容易混淆的选项。
statistics-options = 各选项的人数，以及选它的人其他题的平均得分：
statistics-texts = 最常见的错误答案：
statistics-share = { $percent }%（{ NUMBER($count, useGrouping: 0) } 人）
statistics-share-rest = { $percent }%（{ NUMBER($count, useGrouping: 0) } 人），其他题平均得 { $rest }%
statistics-edit = 修改
statistics-back = 返回列表
statistics-earlier = 上一页
statistics-later = 下一页
statistics-workbook = 全部题目（Excel）
statistics-exported = “{ $name }”中答过的 { NUMBER($count, useGrouping: 0) } 题的统计见附件。
statistics-gone = 这道题已不存在。
statistics-sheet-questions = 题目
statistics-sheet-choices = 选项
statistics-column-id = 题号
statistics-column-kind = 题型
statistics-column-stem = 题干
statistics-column-key = 答案
statistics-column-count = 答过人数
statistics-column-facility = 答对率（%）
statistics-column-discrimination = 区分度
statistics-column-todo = 提示
statistics-column-choice = 选项或错误答案
statistics-column-right = 正确
statistics-column-chosen = 人数
statistics-column-share = 占比（%）
statistics-column-rest = 其他题平均（%）

### grade

grade-bad-empty-file = 文件里没有可评的内容，每行应为一个 JSON 对象
grade-bad-not-json = 第 { $line } 行不是合格的 JSON，未评任何一行
grade-bad-bad-shape = 第 { $line } 行缺少需要的内容或格式不对（{ $detail }），未评任何一行
grade-bad-same-id-twice = 第 { $line } 行有两个要点的 id 相同（{ $detail }），未评任何一行

question-report = 题目有误
question-report-WRONG_KEY = 答案错
question-report-OUTDATED_LAW = 法条过时
question-report-UNCLEAR = 题意不清
question-report-OTHER = 其他
question-report-cancel = 取消
question-reported-reported = 已反馈，审题员会处理。谢谢。
question-reported-already = 您已反馈过，审题员会处理。
question-reported-mended = 这道题在您答题后已经修改。谢谢。
question-reported-retired = 这道题已经停用。谢谢。
question-reported-not-yours = 只能反馈自己答过的题目。

review-title = 审题
review-place = { " " }第{ NUMBER($position, useGrouping: 0) }/{ NUMBER($total, useGrouping: 0) }条
review-reason-NEW = 新题待审
review-reason-EDITED = 修改待审
review-reason-REPORTED = 被反馈 { $count } 次：{ $kinds }
review-reason-LAW_CHANGED = 依据的法条有变动
review-reported-WRONG_KEY = 答案错 { $count }
review-reported-OUTDATED_LAW = 法条过时 { $count }
review-reported-UNCLEAR = 题意不清 { $count }
review-reported-OTHER = 其他 { $count }
review-question = 题号 { $id } · { $bank } · { $state }
review-state-DRAFT = 草稿
review-state-WAITING = 待审，暂不出题
review-state-LIVE = 启用
review-state-RETIRED = 停用
review-why = 解析：{ $text }
review-basis = 依据：{ $source }
review-article = 法律库中的条文：
review-warning-not-in-force = 注意：这一依据今天不是现行文本，通过前请核对现行规定。
review-warning-no-article = 注意：法律库里的这部法律没有这一条，通过前请核对。
review-warning-quote-differs = 注意：引文与法律库里的条文不一致，通过前请核对。
review-changes = 改动（− 原来，+ 改后）：
review-own = 这是您自己提交的内容，需由另一位审题员通过。单位只有一名审题员时，管理员可在“审题设置”中改为允许。
review-unknown = 找不到这道题，可能已被删除。
review-empty = 没有待审的题目。查找题目：/review 关键词或题号
review-already = { $by ->
    [you] 您已处理过这一条。
   *[other] 另一位审题员已处理这一条。
}
review-done-APPROVED = ✓ 已通过：{ $stem }
review-done-CHANGED = ✓ 已修改：{ $stem }
review-done-REJECTED = ✗ 已退回：{ $stem }
review-done-RETIRED = ✗ 已停用：{ $stem }
review-is-retired = 这道题之前已经停用：{ $stem }
review-can-regrade = 答案有变化，已有的作答仍按原答案计分。
review-twin = 同一题库中已有相同的题目（题号 { $id }），不能重复。请修改，或停用其中一题。
review-ask-retire =
    停用后不再出这道题，作答记录保留。确认停用？
    { $stem }
review-ask-reject = 退回这道题：{ $stem }
review-ask-reason = 请回复这条消息，写明退回原因：{ $stem }
review-reason-hint = 退回原因
review-button-approve = 通过
review-button-fine = 题目无误，恢复
review-button-edit = 修改
review-button-retire = 停用
review-button-retire-yes = 确认停用
review-button-reject = 退回
review-button-explain = 写明原因
review-button-no-reason = 不写原因，直接退回
review-button-cancel = 返回
review-button-next = 下一题
review-button-choices = ⚙ 审题设置
review-button-regrade = 按新答案重新评分
review-button-twin = 查看相同的题目
review-button-card = 查看待审内容
review-button-submit = 提交
review-button-drop = 放弃
review-found = 找到 { NUMBER($count, useGrouping: 0) } 题
review-more-found = 另有 { NUMBER($count, useGrouping: 0) } 题，请多写几个字再找。
review-none-found = 没有找到题目。请换几个题干中的字，或用题号查找，例如 /review 12
review-edit-how = 点下面的文字复制，改好后作为回复发回来。不要的行可以删去。
review-edit-hint = 粘贴改好的题目
review-edit-long = 这道题太长，不能在聊天中修改。请在 /banks 导出题库，修改后重新导入，并在这里停用原题。
review-edit-unread = 没有看懂这段文字。
review-edit-many = 读到 { $count } 道题，一次只能改一道。
review-edit-again = 请保留原来的格式（题型、题干、选项、“答案：”各占一行），改好后回复这条消息。
review-edit-same = 与现在的题目相同，没有改动。
review-edit-ask = 提交这个修改？
review-edit-dropped = 已放弃，题目没有改动。
review-edit-waits = 已提交。另一位审题员通过后生效，之前题目不变。
review-edit-kept = 修改已留在待审题目中，补足后可以通过；在此之前题目不变。
review-edit-other-waits = 这道题已有一份修改在等待审核，请先处理那一份。
review-edit-gone = 这一条已经处理，或题目已停用，修改没有保存。输入 /review 查看待审的题目。
review-choices = 审题设置
review-what-own = “作者可以审自己的题”适合只有一名题库人员的单位。
review-what-imports = “导入的题先审后用”打开后，新导入的题目通过审核才会出给民警。
review-choice-own = 作者可以审自己的题：{ $state }
review-choice-imports = 导入的题先审后用：{ $state }
review-on = 开
review-off = 关

article-number = 第{ $article }条{ $insertion ->
    [none] { "" }
   *[other] 之{ $insertion }
}
article-moved = { $from }（现为{ $to }）
article-before = 原规定：
article-after = 新规定：
article-removed = 现行规定中已没有这一条。
article-same-words = 文字没有变动：
review-law-changed = 《{ $law }》自 { $day } 起有新文本
review-law-repealed = 《{ $law }》自 { $day } 起废止
review-law-more = 另有 { $count } 条相关条文有变动。
review-law-quote-stands = 题目引用的原文在新条文中一字未变。
review-law-quote-gone = 题目引用的原文在新条文中已有改动。
review-button-still = 仍然适用
review-button-retest = 发新旧对照并重考
review-can-retest = 原来答对的同志可能还记着旧规定。需要的话，可以发给他们新旧对照并重考这一题。
review-retest-planned = 已安排 { NUMBER($count, useGrouping: 0) } 名原来答对的同志看新旧对照并重答。
review-retest-nobody = 没有需要重答的同志：没有人答对过这道题，或已经安排过。
review-retest-unknown = 这道题没有启用，或还没有处理完，没有安排重考。
review-notice-law-changed =
    《{ $law }》自 { $day } 起有新文本：{ NUMBER($stopped, useGrouping: 0) } 道题停用待复核{ $renumbered ->
        [0] { "" }
       *[other] ，{ NUMBER($renumbered, useGrouping: 0) } 道只是条号变了，已自动更新
    }。
    { $stopped ->
        [0] 不需要处理。
       *[other] 请用 /review 处理。
    }
review-notice-law-repealed =
    《{ $law }》自 { $day } 起废止：{ NUMBER($stopped, useGrouping: 0) } 道题停用待复核。
    请用 /review 处理。

review-notice-out-WRONG_KEY =
    { $count } 人反馈答案错，题目已暂停使用：题号 { $id } { $stem }
    请用 /review 处理。
review-notice-out-OUTDATED_LAW =
    { $count } 人反馈法条过时，题目已暂停使用：题号 { $id } { $stem }
    请用 /review 处理。
review-notice-out-UNCLEAR =
    { $count } 人反馈题意不清，题目已暂停使用：题号 { $id } { $stem }
    请用 /review 处理。
review-notice-out-OTHER =
    { $count } 人反馈题目有误，题目已暂停使用：题号 { $id } { $stem }
    请用 /review 处理。
review-told-key = 您反馈的题目（{ $stem }）已处理：已更正答案。谢谢您的指正。
review-told-text = 您反馈的题目（{ $stem }）已处理：已修改题目。谢谢您的指正。
review-told-fine = 您反馈的题目（{ $stem }）已处理：已核对，题目无误。谢谢您的反馈。
review-told-retired = 您反馈的题目（{ $stem }）已处理：已停用。谢谢您的指正。
review-author-APPROVED = 您提交的题目（题号 { $id } { $stem }）已通过审核。
review-author-CHANGED = 您提交的题目（题号 { $id } { $stem }）经审题员修改。
review-author-REJECTED = 您提交的题目（题号 { $id } { $stem }）已退回。{ $hasNote ->
    [yes] 原因：{ $note }
   *[no] { "" }
}
review-author-RETIRED = 您提交的题目（题号 { $id } { $stem }）已停用。
review-file-done = 您提交到“{ $bank }”的题目已全部审完：通过 { NUMBER($approved, useGrouping: 0) } 题，退回或停用 { NUMBER($returned, useGrouping: 0) } 题。

bank-format-aiken = Aiken 文本
bank-format-anki = Anki 牌组
bank-format-anki-text = Anki 文本
bank-format-csv = CSV 表格
bank-format-doc = Word 文档（doc）
bank-format-docx = Word 文档
bank-format-gift = Moodle GIFT 文本
bank-format-json = JSON
bank-format-jsonl = JSON（每行一题）
bank-format-list = 文字稿
bank-format-moodle = Moodle XML
bank-format-qti = QTI 题库包
bank-format-sqlite = SQLite 数据库
bank-format-xls = Excel 表格（xls）
bank-format-xlsx = Excel 表格
bank-format-other = 不能识别的文件
bank-format-encoded = { $name }，编码 { $encoding }
bank-problems-mend = 没有读到的题目可以下载表格，改好后发回来即可导入。
bank-near-title = 与已有题目近似（{ NUMBER($count, useGrouping: 0) }）
bank-near-in-bank = 题库中
bank-near-more = 另有 { NUMBER($count, useGrouping: 0) } 题近似，见清单
bank-near-given-up = 题目太多且彼此相像，近似题没有全部找完。
bank-near-sheet = 近似题
bank-near-column-where = 位置
bank-near-column-question = 本文件的题目
bank-near-column-similarity = 相似度
bank-near-column-other-where = 对方位置
bank-near-column-other = 对方题目
bank-changed-title = 已有但内容不同（{ NUMBER($count, useGrouping: 0) }）
bank-changed-more = 另有 { NUMBER($count, useGrouping: 0) } 题内容不同，见清单
bank-changed-key = 答案：{ $before } → { $after }
bank-changed-rest = 答案相同，其他内容不同
bank-changed-sheet = 内容不同
bank-changed-column-where = 位置
bank-changed-column-before = 题库中的题目
bank-changed-column-key-before = 题库中的答案
bank-changed-column-key-after = 本文件的答案
bank-changed-column-after = 本文件的题目
bank-button-import-rest = 导入 { NUMBER($count, useGrouping: 0) } 题，近似的 { NUMBER($near, useGrouping: 0) } 题不要
bank-button-import-update = 导入 { NUMBER($count, useGrouping: 0) } 题并更新 { NUMBER($changed, useGrouping: 0) } 题
bank-button-import-rest-update = 导入 { NUMBER($count, useGrouping: 0) } 题并更新 { NUMBER($changed, useGrouping: 0) } 题，近似的 { NUMBER($near, useGrouping: 0) } 题不要
bank-button-update = 更新 { NUMBER($changed, useGrouping: 0) } 题
bank-button-corrections = 下载待修正的 { NUMBER($count, useGrouping: 0) } 题
bank-button-list = 下载清单
bank-button-template = 下载模板
bank-corrections-sheet = 待修正
bank-corrections-file = { $name } 待修正.xlsx
bank-list-for = 题库
bank-list-file = { $file }：清单见附件。“待修正”表中的题目改好后，把整个文件发回来，就会导入同一个题库。
bank-template = 填写模板见附件。照“题目”表填写后发回来即可导入，各列怎么填见“填写说明”。
bank-template-file = 题库模板.xlsx
bank-export-choose = “{ $name }”导出为哪种文件？修改后都可以发回来再次导入。
bank-export-xlsx = Excel 表格
bank-export-json = JSON
bank-export-gift = Moodle GIFT 文本
bank-imported-live = 其中 { NUMBER($count, useGrouping: 0) } 题现已启用。
bank-updated = 更新 { NUMBER($count, useGrouping: 0) } 题，以前的作答不受影响。
bank-waiting = { NUMBER($count, useGrouping: 0) } 题等待审核，审核通过后启用。/review 查看。
bank-proposed = { NUMBER($count, useGrouping: 0) } 处修改等待审核。/review 查看。
bank-undone-restored = { NUMBER($count, useGrouping: 0) } 题恢复为导入前的内容。
cli-template = 已写出模板：{ $file }
cli-export-no-format = 不能写成这种文件：{ $file }。请用 .xlsx、.csv、.json 或 .gift 结尾。
cli-import-near = 其中 { NUMBER($count, useGrouping: 0) } 题与别的题近似；加上 --without-near 则不导入它们。
cli-import-changed = 题库中已有但内容不同 { NUMBER($count, useGrouping: 0) } 题；加上 --update 则更新它们。
problem-note-article-missing = 法规库中，{ $law }没有引用的这一条：{ $article }
problem-note-article-not-in-force = 引用的{ $law }{ $article }现在不是有效条文，请核对
problem-note-laws-unknown = 引用了法规库里没有的 { NUMBER($count, useGrouping: 0) } 部法律，无法核对条文：{ $laws }
problem-note-examples = 模板中的 { NUMBER($count, useGrouping: 0) } 个示例没有导入

### law

law-problem = 《{ $law }》{ $place }：{ $reason }
law-place-line = 第{ $line }行
law-place-paragraph = 第{ $line }段
law-problem-gap = 条文编号不连续，缺少{ $from }至{ $to }（共 { $count } 条），请核对原文
law-problem-order = { $article }的位置与编号顺序不符，请核对原文
law-problem-repeated = { $article }出现两次，只收录了前一处，请核对原文
law-problem-empty = { $article }没有内容，请核对原文
law-problem-note-glued = { $article }接在上一条的段落末尾，已单独成条，请核对
law-problem-note-no-space = { $article }的编号与正文之间没有空格，已按一条读取
law-problem-note-outside = 有 { $count } 段不属于任何一条（序言、附件等），没有收录，自“{ $first }…”起
law-problem-note-date-from-name = 题注只写到 { $head }，文件名写的是 { $named }，版本日期按 { $date } 收录
law-problem-note-date-differs = 文件名的日期 { $named } 与题注的 { $head } 不一致，版本日期按 { $date } 收录
law-problem-note-in-force-older = 文中写的是自 { $stated } 起施行，早于这次修改；生效日期暂按修改之日 { $date }，如不相同请改正
law-problem-note-in-force-assumed = 文中没有写明何时施行，生效日期暂按 { $date }，如不相同请改正
law-none-in-file = 文件里没有读到法律条文。每条应从“第×条”开始，文首应有名称；支持 txt、md、doc 和 docx。
law-in-force-early = 生效日期早于文本日期 { $date }，没有入库。请核对后重新填写。
law-skipped-already-there = 《{ $law }》的这个文本已在库中（{ $date } 版本），没有重复入库
law-skipped-date-taken = 库中已有《{ $law }》{ $date } 的版本，但文字不同。请先核对哪一份正确，在 /laws 中移除错误的版本后再导入
law-skipped-no-date = 《{ $law }》的文本和文件名都没有日期，没有入库。请补上生效日期（命令行用 --in-force 2026-01-01）
law-nothing-found = 没有找到有关条文。
cli-law-imported = ✓ 《{ $law }》{ $date } 版本，{ $articles } 条，{ $inForce } 起生效
cli-law-hit = 《{ $law }》{ $article }（{ $version } 版本，{ $inForce } 起生效）
cli-bad-limit = --limit 请填 1 至 { $most } 的整数。

# ---------------------------------------------------------------- a model reads what no rule understood
problem-note-by-model = 由模型整理，导入后先待审，请对照原文
bank-button-model = 让模型试读 { $count } 段（结果待审）
bank-model-reads = 模型正在试读没看懂的段落，读完会把新的预览发给你。它只抄录原文，读出的题导入后都要先审。
bank-model-read = 模型读出 { $count } 道题，导入后都在待审里，不会直接出题。
bank-model-gave-out = 还有 { $count } 段没有读：模型暂时用不了，稍后可以再点一次。
bank-no-model = 没有配置模型，不能试读。可以下载待修正表，改好后发回来。
law-button-article = 看原文
law-library-empty = 法规库里还没有法律。
law-list-title = 法规库（{ NUMBER($count, useGrouping: 0) } 部）
law-list-hint = 点名称查看条文；也可以发送“/laws 关键词”查找，例如：/laws 酒后驾驶
law-list-hint-admin = 把法律文件（txt、md、doc、docx）直接发送给我即可入库，入库前会先显示读取结果。
law-articles-count = 共 { NUMBER($count, useGrouping: 0) } 条
law-gone = 这部法律或条文已不在库中。
law-no-heading = 条文
law-version = { $date } 版本，{ $inForce } 起生效
law-state-current = 现行有效
law-state-future = 尚未生效
law-state-past = 已失效（有效至 { $date }）
law-state-repealed = 已废止（自 { $date } 起）
law-article-title = 《{ $law }》{ $article }
law-official-text = 以正式公布的文本为准
law-found = 找到以下条文（现行有效）：
law-hit = 《{ $law }》{ $article }（{ $version } 版本）
law-button-before = ‹ 前面
law-button-after = 后面 ›
law-button-before-one = ‹ 上一条
law-button-after-one = 下一条 ›
law-button-same-number = { $date } 版本的同号条文
law-button-contents = 返回目录
law-button-versions = 全部版本（{ $count }）
law-button-version = { $date } 版本
law-button-list = 返回法规库
law-button-manage = 管理此版本
law-preview-title = 读到法律 { $count } 部
law-preview-file = 文件：{ $file }
law-preview-more = 另有 { $count } 部未列出
law-preview-articles = 共 { NUMBER($count, useGrouping: 0) } 条
law-preview-dates-stated = { $date } 版本，{ $inForce } 起生效
law-preview-dates-published = { $date } 版本，自公布之日（{ $inForce }）起生效
law-preview-dates-assumed = { $date } 版本，生效日期暂按 { $inForce }（文中没有写明，请核对）
law-standing-new-law = 库中没有这部法律，将作为新法入库
law-standing-new-version = 库中已有这部法律，将作为新版本入库；与 { $date } 版本相比：
law-standing-already-there = 这个文本已在库中（{ $date } 版本），不会重复入库
law-standing-date-taken = 库中已有 { $date } 的版本，但文字不同，不能入库；请先核对哪一份正确
law-standing-no-date = 文本和文件名都没有日期，请先填写生效日期
law-change-count-new = 新增 { $count } 条
law-change-count-changed = 修改 { $count } 条
law-change-count-moved = 移位 { $count } 条
law-change-count-removed = 删去 { $count } 条
law-change-new = 新增{ $to }：{ $words }
law-change-changed = 修改{ $to }：{ $words }
law-change-moved = 原{ $from }改为{ $to }，文字未变
law-change-moved-changed = 原{ $from }改为{ $to }，文字有修改
law-change-removed = 删去原{ $from }：{ $words }
law-changes-more = 其余 { $count } 处见“全部差异与提示”
law-problems-title = 请核对（{ $count }）
law-problems-more = 其余 { $count } 处见“全部差异与提示”
law-ask-import = 核对无误后请点“入库”。
law-nothing-to-import = 没有可以入库的内容。
law-button-import = 入库
law-button-cancel = 取消
law-button-in-force = 改生效日期
law-button-details = 全部差异与提示
law-button-open = 查看《{ $law }》
law-button-undo = 撤回这次入库
law-button-begin = 改生效日期
law-button-repeal = 标为废止
law-button-restore = 取消废止
law-button-remove = 从库中移除
law-button-removed = 确定移除
law-button-keep = 不移除
law-details = “{ $file }”的全部差异与提示
law-sheet-changes = 条文差异
law-sheet-problems = 提示
law-column-law = 法律
law-column-kind = 类别
law-column-from = 原条号
law-column-to = 新条号
law-column-before = 原文
law-column-after = 新文
law-column-problem = 内容
law-foreseen-now = 有 { NUMBER($count, useGrouping: 0) } 道在用的题目依据有变动的条文：入库后 { NUMBER($stopped, useGrouping: 0) } 道停用待复核{ $renumbered ->
    [0] { "" }
   *[other] ，{ NUMBER($renumbered, useGrouping: 0) } 道只是条号变了，自动更新
}。
law-foreseen-planned = 有 { NUMBER($count, useGrouping: 0) } 道在用的题目依据有变动的条文：{ $day } 起 { NUMBER($stopped, useGrouping: 0) } 道停用待复核{ $renumbered ->
    [0] { "" }
   *[other] ，{ NUMBER($renumbered, useGrouping: 0) } 道只是条号变了，自动更新
}。
law-effect-applied = 依据《{ $law }》的在用题目：{ NUMBER($stopped, useGrouping: 0) } 道停用待复核{ $stopped ->
    [0] { "" }
   *[other] （输入 /review 处理）
}{ $renumbered ->
    [0] { "" }
   *[other] ，{ NUMBER($renumbered, useGrouping: 0) } 道只是条号变了，已自动更新
}。
law-effect-planned = 有 { NUMBER($count, useGrouping: 0) } 道在用的题目依据《{ $law }》有变动的条文，{ $day } 起停用待复核；只是条号变了的自动更新。
law-effect-ends = 有 { NUMBER($count, useGrouping: 0) } 道在用的题目依据《{ $law }》，{ $day } 起停用待复核。
law-effect-undone = 因《{ $law }》变动停用、还没有复核的 { NUMBER($count, useGrouping: 0) } 道题已恢复使用。
law-sheet-questions = 涉及的题目
law-column-question = 题号
law-column-stem = 题干
law-column-article = 引用条文
law-column-then = 处理方式
law-then-stopped = 停用待复核
law-then-renumbered = 自动更新条号
law-kind-new = 新增
law-kind-changed = 修改
law-kind-moved = 移位
law-kind-removed = 删去
law-imported = 《{ $law }》{ $date } 版本已入库，{ NUMBER($articles, useGrouping: 0) } 条，{ $inForce } 起生效
law-import-already-confirmed = 这个文件已经入库。
law-import-cancelled = 这次入库已取消。
law-import-just-cancelled = 已取消，没有入库。
law-import-not-live = 这次入库已撤回，或没有入库。
law-import-undone = 这次入库已撤回。如要重新入库，请再发送一次文件。
law-import-unknown = 找不到这个文件的读取结果，请再发送一次。
law-undone = 已撤回，移除文本 { $count } 个。
law-manage = 可以更正生效日期、标为废止，或从库中移除此版本。题目中引用的文字不受影响。
law-ask-remove = 确定从库中移除《{ $law }》{ $date } 版本吗？移除后可以再发送文件重新入库。
law-ask-day = 请回复这条消息，写上这份文本开始施行的日期，例如 2026-01-01。
law-ask-begin = 请回复这条消息，写上此版本开始施行的日期，例如 2026-01-01。
law-ask-repeal = 请回复这条消息，写上废止的日期（从这一天起不再有效），例如 2026-01-01。
law-day-hint = 例如 2026-01-01
law-no-day = 没有看懂日期，请写成 2026-01-01 这样，并再回复一次上面的消息。
law-changed-begin = 《{ $law }》{ $date } 版本的生效日期已更正。
law-changed-repeal = 《{ $law }》{ $date } 版本已标为废止。
law-changed-restore = 《{ $law }》{ $date } 版本已取消废止。
law-changed-remove = 《{ $law }》{ $date } 版本已从库中移除。

mark-appeal = 申诉
mark-appeal-opened = 已提交，会有人复核
mark-appeal-already = 已经提交过，会有人复核
mark-appeal-decided = 这道题已由人工评分，不再复核
mark-appeal-too-late = 评分后 7 天内可以申诉，现在已经过期
mark-appeal-not-yours = 这不是您的答案
mark-wait = 有简答题评分等待人工复核。请输入 /review，再点「评分复核」。
mark-queue = 评分复核（{ NUMBER($count, useGrouping: 0) }）
mark-waiting = 另有 { NUMBER($count, useGrouping: 0) } 份简答题评分等待复核。
mark-none = 没有等待复核的评分。
mark-title = 评分复核
mark-place = { " " }第 { NUMBER($position, useGrouping: 0) }/{ NUMBER($total, useGrouping: 0) } 份
mark-reason-APPEAL = 原因：答题人申诉
mark-reason-DISAGREEMENT = 原因：自动评分前后不一致
mark-reason-INSUFFICIENT = 原因：AI 无法判断这份作答
mark-answer = 作答
mark-points = 要点
mark-point = { $text }（{ $weight } 分）
mark-by-model = AI评分 { $score }/{ $max }
mark-by-person = 人工评分 { $score }/{ $max }
mark-by-built-in = 自动评分 { $score }/{ $max }
mark-evidence = { $mark }，依据：{ $found }
mark-precedents = 以前的人工评分：
mark-note = 说明：{ $note }
mark-button-ok = 确定 { $score }/{ $max }
mark-button-keep = 维持原分
mark-button-why = 写说明
mark-button-next = 跳过
mark-button-again = 重新看
mark-button-alike = 一并修改 { NUMBER($count, useGrouping: 0) } 份
mark-button-apart = 不改
mark-ask-why = 请回复一句话，说明为什么这样评分，答题人会看到。
mark-ask-why-hint = 一句话说明
mark-already = { $by ->
    [you] 这份评分您已经处理过。
   *[other] 这份评分已有其他人处理。
}
mark-moved = 要点刚被其他人改过，没有保存。请重新看一遍再确定。
mark-own = 自己的作答不能由自己评分，请其他人处理。
mark-unknown = 这份评分已不存在或尚未处理。
mark-done-kept =
    已维持原分 { $after }/{ $max }，会告知申诉人。
    { $stem }
mark-done-changed =
    已改为 { $after }/{ $max }（原 { $before } 分），会告知本人。
    { $stem }
mark-same = 另有 { NUMBER($count, useGrouping: 0) } 份相同作答，改后 +{ NUMBER($raised, useGrouping: 0) }，−{ NUMBER($lowered, useGrouping: 0) }。要一并修改吗？
mark-alike-done = 已修改 { NUMBER($count, useGrouping: 0) } 份：+{ NUMBER($raised, useGrouping: 0) }，−{ NUMBER($lowered, useGrouping: 0) }，会逐一告知本人。
mark-alike-none = 相同作答的评分都已一致，没有重复改。
mark-apart = 没有改其他作答。今后相同的作答会按这次的结果评分。
mark-told-raised = 您的简答题评分经人工复核：{ $before } → { $after } 分（满分 { $max }）。
    「{ $stem }」
    { $points }
    说明：{ $hasNote ->
        [yes] { $note }
       *[no] 复核时逐条看了要点，有的要点您已经答到。
    }
mark-told-lowered = 您的简答题评分经人工复核：{ $before } → { $after } 分（满分 { $max }）。
    「{ $stem }」
    { $points }
    说明：{ $hasNote ->
        [yes] { $note }
       *[no] 复核时逐条看了要点，有的要点没有答到。
    }
mark-told-kept = 您的简答题评分经人工复核，维持 { $after } 分（满分 { $max }）。
    「{ $stem }」
    { $points }
    说明：{ $hasNote ->
        [yes] { $note }
       *[no] 复核时逐条看了要点，与原来的评分一致。
    }

# ---------------------------------------------------------------- questions about the law
people-command-ask = 查法条：用平常的话提问
ask-looking = 正在查法条，答案会出现在这里。
ask-prompt = 请回复这条消息，写下您要问的问题，例如：打架没受伤怎么处罚；治安管理处罚法第83条。请不要写姓名、证件号等个人信息。
ask-prompt-hint = 例如：询问查证最长多久
ask-too-long = 问题太长，请写在 { $most } 字以内，只写要查的规定。
ask-masked = 已隐去个人信息（{ $kinds }），没有检索、外发或保存。
ask-kind-id-number = 身份证号
ask-kind-bank-card = 银行卡号
ask-kind-mobile = 手机号
ask-kind-landline = 电话号码
ask-kind-plate = 车牌号
ask-kind-email = 邮箱
ask-kind-passport = 护照号
ask-kind-account = 社交账号
ask-kind-name = 姓名
ask-model-out = 智能回答暂时用不了，以下是直接检索的结果。
ask-related = 没有找到可以直接回答的条文，以下条文可能相关：
ask-none = 在现行有效的条文中没有找到依据。可以换个说法再问，或转法制部门。
ask-nearest = 最接近的条文：
ask-no-laws = 法规库里还没有法律，暂时不能回答。请管理员先导入法律文件。
ask-official = 以正式文本为准
ask-hint = 十分钟内回复这条消息可以接着问。
ask-remark-past = 注意：《{ $law }》{ $version } 版本{ $article }已失效（有效至 { $date }）。
ask-remark-future = 注意：《{ $law }》{ $version } 版本{ $article }尚未生效（{ $date } 起生效）。
ask-remark-repealed = 注意：《{ $law }》{ $version } 版本{ $article }已废止（自 { $date } 起）。
ask-remark-no-article = 《{ $law }》（{ $version } 版本）没有{ $article }。
ask-remark-no-part = 《{ $law }》（{ $version } 版本）{ $article }没有这一款或这一项，以下是整条。
ask-remark-current = 现行有效的是 { $current } 版本。
ask-button-article = 看原文 { $article }
ask-button-forward = 转法制部门
ask-button-reply = 答复
ask-forward-forwarded = 已转法制部门，答复后会发给您。
ask-forward-already = 这个问题已经转给法制部门，请等待答复。
ask-forward-unknown = 找不到这个问题，请用 /ask 重新提问。
ask-forward-nobody = 还没有设置管理员或审题员，无法转交。
ask-office-title = 有人请法制部门答复
ask-office-shown = 系统给出的内容：
ask-office-no-answer = 系统还没有给出内容。
ask-reply-prompt = 请回复这条消息，写下对这个问题的答复：{ $question }
ask-reply-hint = 写明依据的法律和条文
ask-reply-replied = 答复已保存，会发给提问人。
ask-reply-empty = 答复是空的，请再回复一次上面的消息。
ask-reply-too-long = 答复太长，请写在 { $most } 字以内，再回复一次上面的消息。
ask-reply-unknown = 找不到这个问题。
ask-reply-already = 这个问题已经有人答复：{ $reply }
ask-reply-title = 法制部门答复
ask-reply-to = 您的问题：{ $question }

law-not-in-library = 法律库里还没有《{ $law }》的这一条，请联系管理员导入。

samples-button = 录入样卷
samples-ask = 请回复样卷，每行一份：先按要点顺序写 ✓ 或 ✗，空一格，再写作答。至少要 { $wanted } 份，有对有错。{ $stem }
samples-example = 例如：{ $signs } 作答文本
samples-hint = ✓✗ 作答文本
samples-added = 已保存 { $added } 份样卷。
samples-bad = 第 { $lines } 行没有看懂，没有保存。每行先写与要点一样多的 ✓ 或 ✗，空一格再写作答。
samples-state = 现有样卷 { $samples } 份（至少 { $wanted } 份），自动评分与人工按要点一致 { $percent }%。
samples-no-rubric = 这道简答题还没有评分要点。请先点「修改」，在题目下面写「评分要点：」。
samples-unknown = 这不是简答题，或者题目已不存在。
review-short-rubric = 简答题还没有评分要点：请点「修改」补上，否则不能通过。
review-short-samples = 样卷 { $samples } 份，不足 5 份{ $percent }。请点「录入样卷」补足后再通过。
review-short-ready = 样卷 { $samples } 份{ $percent }。
review-short-agreement = ，自动评分与人工按要点一致 { $percent }%
review-not-ready = 这道简答题还不能启用，没有通过。

draft-bank = 自拟题
draft-button-article = 据此出题
draft-button-law = 整部出题
draft-button-how = 出题
draft-button-type-case = 写一个案例
draft-button-begin = 开始出题
draft-button-policy = 当作制度文件出题
draft-button-case = 当作案例出题
draft-button-forget = 不用了，删除
draft-button-again = 再试一次
draft-button-review = 开始审核
draft-how-title = 出题的三种方式
draft-how-article = 一、从法条出题：在 /laws 里打开一条，点「据此出题」。
draft-how-policy = 二、从制度文件出题：把文件（Word 或纯文本）发到这里，点「当作制度文件出题」。按“第几条”写的制度会先导入法规库，再从条文出题，或在「管理此版本」里点「整部出题」。
draft-how-case = 三、从案例出题：点下面的按钮，把案情写下来。案例由大模型改写成情景题。
draft-how-case-no-model = 三、从案例出题：点下面的按钮，把案情写下来。案例题需要大模型，现在还没有配置，只能找出相关法条供您出题。
draft-how-review = 出好的题一律先送审，通过后才会出给民警。
draft-ask-case = 请回复这条消息，写下案情（{ NUMBER($least, useGrouping: 0) } 到 { NUMBER($most, useGrouping: 0) } 字）：发生了什么，民警怎么处理，争议在哪里。请不要写姓名、单位、号码。
draft-case-hint = 案情经过
draft-case-short = 案情太短（{ NUMBER($length, useGrouping: 0) } 字），请写 { NUMBER($least, useGrouping: 0) } 到 { NUMBER($most, useGrouping: 0) } 字，再回复一次这条消息。
draft-case-long = 案情太长（{ NUMBER($length, useGrouping: 0) } 字），请写 { NUMBER($least, useGrouping: 0) } 到 { NUMBER($most, useGrouping: 0) } 字，再回复一次这条消息。
draft-case-title = 案例“{ $text }”
draft-case-kept = 将用下面的文字出题
draft-offer = 这份文件可以用来出题：{ $title }。题目先送审，不会直接出给民警。
draft-hidden = 已隐去个人信息：{ $kinds }，没有保存。如果还能认出具体的人，请删除，改好再发。
draft-hidden-kind = { $kind } { $count } 处
draft-nothing-hidden = 没有发现个人信息。如果还能认出具体的人，请删除，改好再发。
draft-requested = 正在出题：{ $title }。完成后会通知您。
draft-already = 这里已经点过出题。正在出的，完成后会通知您；出好的题在 /review。
draft-unknown = 找不到要出题的内容，请重新打开条文或重新发送。
draft-forgotten = 已删除，没有出题。
draft-too-many = 这部法律有 { $count } 条，一次最多 { $most } 条。请打开需要的条文，逐条点「据此出题」。
draft-done = 据{ $title }出了 { $count } 题：{ $kinds }。
draft-none = 据{ $title }没有出成题目：里面没有适合出题的数字、期限、列举，或“应当”“不得”一类的规定。可以换一条再出，或自己写一题导入。
draft-by-rules-none = 没有配置大模型，题目由程序按条文的数字、期限和用词拟定。
draft-by-rules-used = 其中 { $count } 题由程序拟定：大模型在那些条文上没有可用的题。
draft-gave-out = 大模型中途没有回应，其中 { $count } 题由程序拟定。
draft-left = 还有 { $count } 节没有出题：一次最多 40 节。
draft-short-samples = 简答题要先录入 5 份样卷才能启用。
draft-waits = 都在待审，通过后才会出给民警。
draft-dropped = 另有 { $count } 题没有通过检查，已丢弃：{ $reasons }。
draft-dropped-for = { $reason } { $count }
draft-fault-unreadable = 题目不完整
draft-fault-quote-not-in-article = 引文不在原文里
draft-fault-key-not-from-quote = 答案与引文不符
draft-fault-several-right = 不止一个正确选项
draft-fault-options-alike = 选项重复
draft-fault-options-of-different-kind = 选项不是同一类
draft-fault-key-in-stem = 题干透露答案
draft-fault-key-stands-out = 正确选项太明显
draft-fault-wrong-count = 答案个数不对
draft-fault-too-long = 题干太长
draft-fault-not-self-contained = 离开条文看不懂
draft-fault-duplicate = 与已有题目重复
draft-no-case-no-model = 案例题需要大模型来写，现在还没有配置，没有出题。
draft-no-case-gave-out = 大模型现在没有回应，没有出题。可以稍后再试一次。
draft-no-case-no-articles = 法律库里没有找到与案情有关的条文，没有出题。请先导入相关法律，或把案情写得具体一些。
draft-no-case-nothing = 大模型没有写出可用的案例题，没有送审。可以把案情写得具体一些再发。
draft-articles-instead = 与案情有关的条文如下，点一条就据它出题：

# 备份、恢复、迁移（命令行）
backup-done = 已备份：{ $file }（{ $size }，{ $tables } 张表，{ NUMBER($rows, useGrouping: 0) } 行，用时 { $seconds } 秒）。文件含姓名和答题记录，请妥善保管。
backup-restored = 已从 { $file } 恢复（备份时间 { $made }）：{ $tables } 张表，{ NUMBER($rows, useGrouping: 0) } 行，逐表核对一致，用时 { $seconds } 秒。现在可以启动机器人。
backup-replaced = 恢复前的数据另存为：{ $file }
backup-moved = 已迁移并逐表核对一致：{ $tables } 张表，{ NUMBER($rows, useGrouping: 0) } 行，用时 { $seconds } 秒。原来的数据目录没有改动。请把下面一行写进 .env，再启动机器人：
backup-bad-address = --to 请写数据库地址，例如 postgres://用户:密码@主机/chenxun；密码里的 # / @ % 写成 %23 %2F %40 %25。
backup-move-server = 现在用的已经是 PostgreSQL（设置了 DATABASE_URL）。换服务器请先 chenxun backup，改好 DATABASE_URL 后再 chenxun restore。
backup-exists = 文件已存在：{ $file }。请换个文件名，或加上 --force 覆盖它。
backup-cannot-write = 备份没有写成：{ $file }（{ $reason }）。请检查目录是否存在、能否写入、磁盘是否已满。
backup-cannot-read = 读不到文件：{ $file }（{ $reason }）。
backup-no-data = 数据库里还没有表，没有可以备份的内容。
backup-not-ours = 这不是晨训的备份文件，或者文件开头已损坏。没有改动任何数据。
backup-cut = 备份文件不完整，后面缺了一段，可能没有复制完。请重新复制，或换一份备份。没有改动任何数据。
backup-damaged = 备份文件已损坏，内容与写入时不一致。请换一份备份。没有改动任何数据。
backup-newer-format = 这份备份由更新版本的晨训写成，本版本读不了。请先升级程序，再恢复。没有改动任何数据。
backup-newer = 这份备份由更新版本的晨训写成（{ $app }，{ $migration }）。请先升级程序，再恢复。没有改动任何数据。
backup-other-line = 这份备份的数据表与本程序的不同（{ $migration }），来自改动过的程序（{ $app }）。请用原来的程序恢复。没有改动任何数据。
backup-foreign-tables = 数据库里有不属于晨训的表：{ $tables }。请为晨训单独建一个数据库。没有改动任何数据。
backup-not-empty = 数据库里已有数据，没有恢复。确定要换掉，请加上 --replace，原数据会先另存到备份文件旁边。
backup-target-not-empty = 目标数据库里已有数据，没有迁移。请新建一个空的数据库。
backup-in-use = 机器人正在使用这个数据库。请先停下机器人，再运行这个命令。没有改动任何数据。
backup-no-right = 数据库用户没有新建 schema 的权限。请让数据库管理员执行：grant create on database 数据库名 to 用户名。没有改动任何数据。
backup-unlike = 恢复后的内容与备份不一致，已全部撤回（{ $tables }）。没有改动任何数据。请把这条信息告诉维护人员。
backup-nightly-failed = 昨夜的自动备份没有成功：{ $reason }。请检查磁盘空间和 DATA_DIR/backups 目录，然后手动运行一次 chenxun backup。

### calendar

calendar-title = 训练日历
calendar-today = 今天 { $day }：{ $mode }
calendar-month = { $year }年{ $month }月
calendar-training = 训练日 { $count } 天
calendar-holidays = 法定假日：{ $list }
calendar-swapped = 调休上班：{ $list }
calendar-holiday =
    { $en ->
       *[other] { $zh }
    }
calendar-named-days = { $name } { $days }
calendar-comma = ，
calendar-own = 本单位安排：{ $days } { $mode }
calendar-with-note = { $line }（{ $note }）
calendar-holidays-unknown = { $year } 年的放假安排尚未收录，暂按周一至周五计算，可发送日历文件补充。
calendar-how = 要调整，请回复这条消息，例如“即日起停训3天”，或发送日历文件（Excel、CSV：日期、类型、说明）。
calendar-earlier = ‹ { $year }年{ $month }月
calendar-later = { $year }年{ $month }月 ›
calendar-change = 调整日历
calendar-mode-NORMAL = 正常
calendar-mode-ARTICLE = 只推文章
calendar-mode-STOPPED = 停训
calendar-mode-OFF = 休息日
calendar-day = { $month }月{ $date }日
calendar-span = { $first }至{ $last }（{ $count } 天）
calendar-weekday-1 = 周一
calendar-weekday-2 = 周二
calendar-weekday-3 = 周三
calendar-weekday-4 = 周四
calendar-weekday-5 = 周五
calendar-weekday-6 = 周六
calendar-weekday-7 = 周日
calendar-ask =
    请直接回复要怎样调整，例如：
    · 即日起停训3天
    · 12月5日照常训练
    · 12月8日至12月10日只推文章
    要恢复原来的安排，请回复：取消12月8日
calendar-ask-hint = 例如：即日起停训3天
calendar-unclear = 没有看懂这句话，日历没有改变。
calendar-no-such-day = 没有“{ $text }”这一天，日历没有改变。
calendar-past = { $day }已经过去，只能调整今天及以后的日子。日历没有改变。
calendar-too-many = 一次最多调整 400 天，日历没有改变。请分几次调整。
calendar-preview = 日历调整预览：{ $source }
calendar-line = { $days }：{ $from } → { $to }
calendar-line-same = { $days }：{ $mode }，不变
calendar-more = ……还有 { $count } 项
calendar-problems = 没有看懂、未采用的行 { $count }：
calendar-problem = { $place }：{ $reason }
calendar-place = 第{ $row }行
calendar-problem-no-day = 缺少日期
calendar-problem-day-unclear = 日期“{ $text }”看不懂，请写成 2026-12-08 或 12月8日至12月10日
calendar-problem-mode-unclear = 类型“{ $text }”看不懂，请写 正常、只推文章、停训 或 默认
calendar-problem-day-past = { $text } 已经过去
calendar-problem-too-many = 超过一次 400 天的上限
calendar-preview-opened = 今天已经开训：还没开始的 { $waiting } 人会随之调整，待发的卡片也随之调整；已经开始的 { $begun } 人照常完成，已完成的 { $finished } 人保留成绩。
calendar-preview-ask = 共 { $count } 天有变化，确认后生效。
calendar-preview-nothing = 没有需要改变的日子，什么都没有改。
calendar-confirm = 确认
calendar-cancel = 取消
calendar-undo = 撤销这次调整
calendar-list = 全部清单
calendar-list-caption = 全部 { $count } 项
calendar-list-file = 日历调整.csv
calendar-changed = 日历已调整，共 { $count } 天。
calendar-undone = 已撤销，{ $count } 天恢复为调整前的安排。
calendar-kept = 另有 { $count } 天没有动：已经过去，或者之后又调整过。
calendar-followed = 今天已经开训：{ $excused } 人改为免训，{ $due } 人改为应训；已经开始的 { $begun } 人照常完成，已完成的 { $finished } 人保留成绩。
calendar-dropped = 已取消，日历没有改变。
calendar-over = 这次调整之前已经处理过。需要时请重新发送。
calendar-settled-PREVIEW = 这次调整还没有确认。
calendar-settled-LIVE = 这次调整之前已经生效。
calendar-settled-CANCELLED = 这次调整之前已经取消，日历没有改变。
calendar-settled-UNDONE = 这次调整之前已经撤销。
calendar-unknown = 没有找到这次调整，请重新发送。

### duty rosters

shifts-preview = 排班表预览：{ $file }
shifts-preview-read = 读到 { $officers } 人，{ $first } 至 { $last } 共 { $days } 天。
shifts-preview-nothing = 没有可以导入的排班，请修改文件后再发一次。
shifts-preview-ask = 确认后，这些人员在这些日子的原有排班由此表代替。休息日免训；下夜班当天 14:00 发卡片，晚班当天 12:00 发卡片。
shifts-kind-E = 早
shifts-kind-L = 晚
shifts-kind-N = 夜
shifts-kind-R = 休
shifts-count = { $kind } { $count }
shifts-dot = { " · " }
shifts-gap = 、
shifts-officer = · { $badge } { $name }：{ $shifts }
shifts-problems = 没有看懂、未采用的内容 { $count } 处：
shifts-more = ……还有 { $count } 处，见全部清单
shifts-place = 第{ $row }行
shifts-problem = { $place }：{ $reason }
shifts-problem-no-officer = 没有警号，也没有姓名
shifts-problem-badge-unreadable = 警号“{ $badge }”无法识别
shifts-problem-badge-unknown = 名册里没有警号 { $badge }
shifts-problem-badge-name = 警号 { $badge } 在名册里是{ $known }，文件里写的是{ $name }
shifts-problem-inactive = { $name }已停用
shifts-problem-name-unknown = 名册里没有“{ $name }”
shifts-problem-name-not-in-unit = “{ $unit }”里没有叫“{ $name }”的人员
shifts-problem-name-ambiguous = 有 { $count } 人叫“{ $name }”，请补上警号或单位
shifts-problem-day-unclear = { $name }的日期“{ $text }”看不懂
shifts-problem-shift-unclear = { $name } { $day } 的班次“{ $text }”看不懂，这一天不变
shifts-problem-day-twice = { $name } { $day } 写了两种班次，采用先写的
shifts-confirm = 确认
shifts-cancel = 取消
shifts-undo = 撤销这份排班
shifts-list = 全部清单
shifts-list-caption = 按看懂的样子列出：{ $officers } 人，{ $left } 处未采用
shifts-list-file = 排班清单.csv
shifts-list-badge = 警号
shifts-list-name = 姓名
shifts-changed = 排班已导入：{ $officers } 人，{ $days } 天。
shifts-undone = 已撤销：{ $officers } 人、{ $days } 天恢复为导入前的排班，之后又改过的日子不变。
shifts-dropped = 已取消，排班没有改变。
shifts-over = 这份排班表之前已经处理过。需要时请重新发送文件。
shifts-settled-PREVIEW = 这份排班表还没有确认。
shifts-settled-LIVE = 这份排班表之前已经导入。
shifts-settled-CANCELLED = 这份排班表之前已经取消，没有导入。
shifts-settled-UNDONE = 这份排班表之前已经撤销。
shifts-unknown = 没有找到这份排班表，请重新发送文件。

cli-audit-help = 查看操作记录：谁在什么时候做了什么、看了哪些名单
cli-audit-actor-help = 只看这个 Telegram 账号（数字）的记录
cli-bad-actor = “{ $text }”不是 Telegram 账号，请填数字。
cli-officer-help = 按本人要求导出或注销一个人的数据
cli-officer-export-help = 把系统中关于一个人的全部数据写进一个 JSON 文件
cli-officer-erase-help = 注销一个人：删除姓名、警号、账号、请假和所有打字内容；单位统计数字不变，记为“已注销”
cli-officer-yes-help = 确认注销，之后无法恢复
cli-officer-force-help = 即使此人今天还有应训任务也注销
cli-no-officer = 没有警号为 { $badge } 的人员。
cli-officer-exported = 已写出 { $badge } 的全部数据：{ $file }。文件只有您能读，请妥善保管。
cli-officer-add-yes = 注销后无法恢复。确认要注销 { $badge }，请加上 --yes 再运行一次；建议先用 officer export 导出。
cli-officer-due-today = { $badge } 是在岗人员，今天还有应训任务，没有注销。请先从名册中移除此人，或加上 --force。
cli-officer-erased = 已注销 { $badge }。请同时从名册文件中删除此人，否则下次导入会再建一个；以前的备份文件里仍有此人的数据。

certainty-on = ● 有把握
certainty-off = ○ 有把握
certainty-wrong = 有把握但答错：请再看一遍{ $again ->
    [article] 条文
   *[key] 答案
}。
certainty-partial = 有把握但没有全对：请再看一遍{ $again ->
    [article] 条文
   *[key] 答案
}。
certainty-settings = ⚙ 答题设置
certainty-what =
    打开后，每日训练的选择题和判断题多一个“有把握”按钮，答题前可点可不点，不影响得分。
    用处：有把握却答错的条文，最容易在执法中出错，汇总时只按条文列出，不列姓名；没有把握的题会更早再出现。
    改动从下一次发题起生效。
certainty-choice-on = 询问“有把握”：开（点此关闭）
certainty-choice-off = 询问“有把握”：关（点此打开）

help-sign-title = 谁和什么需要帮助
help-sign-comma = 、
help-sign-more = { $listed } 等，另有 { $more } 人
help-sign-missed-red = 需要帮助：连续 3 个应训日未训 { $count } 人{ $names ->
    [none] {""}
   *[other] ：{ $names }
}
help-sign-missed-amber = 留意：连续 2 个应训日未训 { $count } 人{ $names ->
    [none] {""}
   *[other] ：{ $names }
}
help-sign-unit = · { $unit }：{ $red ->
    [0] {""}
   *[other] 需要帮助 { $red } 人
}{ $both ->
    [yes] ，
   *[no] {""}
}{ $amber ->
    [0] {""}
   *[other] 留意 { $amber } 人
}
help-sign-more-units = · 另有 { $count } 个单位
help-sign-topic = { $topic } { $rate }
help-sign-topics-red = 需要帮助：近四周掌握率低于 60% 的专题：{ $topics }
help-sign-topics-amber = 留意：近四周掌握率低于 70% 的专题：{ $topics }

### the pages

page-brand = 晨训
page-menu = 菜单
page-menu-units = 单位
page-menu-questions = 题目统计
page-menu-health = 运行情况
page-admin = 管理员
page-logout = 退出
page-skip = 跳到正文
page-other-language = English
page-footer = 率 =（已训 + 补训）/ 应训；免训不计入应训。查看姓名会留下记录。
page-button = 网页
page-door = 网页里有同样的数字，以及走势、题目和签字单。链接只能用一次，10 分钟内有效；请不要转给别人。
page-door-app = 在这里打开
page-door-browser = 用浏览器打开
page-door-none = 这个机器人没有开网页。需要时请系统管理员设置 PUBLIC_URL。
page-home = 回到首页
page-login = 请先登录
page-login-how = 在机器人里发 /summary，点“网页”，再打开它给的链接。管理员也可以发 /status。
page-link = 打开晨训网页
page-link-what = 这个链接只能用一次。登录保持两小时。
page-link-open = 登录
page-link-gone = 链接已失效
page-link-again = 链接只能用一次，10 分钟内有效。请在机器人里再点一次“网页”。
page-no-right = 没有可看的页面
page-no-right-what = 网页供单位负责人、审核人和管理员使用。如果您刚刚担任负责人，请联系管理员更新名册。
page-too-fast = 请稍等
page-too-fast-what = 登录太频繁了，请过一分钟再试。
page-refused = 没有查看权限
page-refused-what = 这一页不在您的查看范围内。如需查看，请联系管理员。
page-not-found = 没有这一页
page-not-found-what = 地址可能写错了，或者内容已经删除。
page-app = 晨训
page-app-waiting = 正在打开，请稍候。
page-app-outside = 请从 Telegram 里打开，或者用机器人给的链接登录。
page-app-refused = Telegram 给的登录信息已过期，请关闭后重新打开。
page-app-no-right = 网页供单位负责人、审核人和管理员使用。
page-app-failed = 连不上服务器，请稍后再打开。
page-up = ‹ 返回 { $unit }
page-tabs = 这个单位的页面
page-tab-overview = 概览
page-tab-topics = 条文与主题
page-tab-trend = 八周走势
page-tab-month = 月度签字单
page-today = 今天
page-week = 本周
page-month = 本月
page-before = 往前一段
page-from = 从
page-to = 到
page-show = 查看
page-excel = 下载 Excel
page-rate = 参训率
page-few = 完成的人不足 5 个
page-few-note = “–”：完成的人不足 5 个，或者会由合计推算出这样的单位，不单列平均得分。
page-chart = { $unit }各单位参训情况图，数字见下表
page-missing = 未完成名单（{ $count } 人）
page-signs = 谁需要帮助
page-signs-people = 连续缺训{ $red ->
    [0] {""}
   *[other] ：3 天以上 { $red } 人
  }{ $amber ->
    [0] {""}
   *[other] ：2 天 { $amber } 人
  }
page-signs-topic = { $topic }：近四周掌握 { $percent }%
page-signs-rules = 规则：连续 3 个应训日未训，或主题掌握低于 60%，为“需要帮助”；2 个应训日、低于 70%，为“留意”。
page-help = 需要帮助
page-watch = 留意
page-topics-rules = 只算每日训练；至少 10 人答过的题才计入掌握率。完成的人不足 5 个的单位不单列。
page-mastery = 掌握率
page-mastery-law = 按法律
page-mastery-topic = 按主题
page-law = 法律
page-topic = 主题
page-items = 题数
page-sure = 有把握却答错
page-sure-answers = 有把握的作答
page-sure-wrong = 其中答错
page-sure-merged = 其他 { $count } 条，每条不足 5 人，合并计算
page-sure-note = 有把握却答错的条文，执法时最容易出错。
page-nothing-yet = 这段时间还没有可显示的数据。
page-trend = 近八周
page-trend-rate = 近八周参训率
page-trend-picture = 近八周参训率柱形图，数字见下表
page-trend-note = 本周算到今天；今天尚未完成的计在未训里。
page-week-of = 周
page-month-of = 月份
page-month-title = { $month } 训练情况签字单
page-month-days = 每日情况
page-print = 打印
page-officer-note = 只供其所在单位负责人和管理员查看，每次查看都有记录。不排名，不与他人比较。
page-officer-days = 近八周每日情况
page-officer-state = 情况
page-state-DUE = 尚未完成
page-state-DONE = 已训
page-state-MADE_UP = 补训
page-state-EXCUSED = 免训
page-state-MISSED = 未训
page-banks = 题库
page-bank = 题库名称
page-bank-live = 启用
page-bank-retired = 停用
page-no-banks = 还没有题库。请管理员把题库文件发给机器人。
page-banks-up = ‹ 返回题库列表
page-facility = 答对率
page-least = 答过不足 { $least } 人的题不计算。
page-more-rows = 另有 { $count } 题，见 Excel。
page-health-good = 运行正常，没有积压。
page-health-waiting = { $count } 项等待处理或发送。
page-health-failed = { $count } 项没有成功，请在机器人里发 /status 处理。
page-queues = 现在的情况
page-what = 项目
page-count = 数量
page-queue-inbox = 待处理的更新
page-queue-poison = 搁置的更新
page-queue-jobs = 待办任务
page-queue-dead = 失败的任务
page-queue-outbox = 到时未发的消息
page-queue-uncertain = 送达情况不明的消息
page-cards-sent = 今天已发卡片
page-cards-failed = 今天发送失败的卡片
page-officers-bound = 已绑定人员
page-officers-unbound = 未绑定人员
page-officers-blocked = 屏蔽了机器人的人员
page-live-questions = 启用的题目
page-runs = 运行记录
page-run = 任务
page-run-new-day = 换日
page-run-forget = 清理旧数据
page-run-check-morning = 核对发送
page-run-words-forgotten = 清除旧文字
page-run-script = 点名稿
page-run-weekly = 周报
page-begun = 开始
page-finished = 完成
page-sent = 已发
page-queued = 待发
page-failed = 失败
page-replicas = 进程
page-replica = 进程
page-since = 开始运行
page-sends = 负责发送
page-yes = 是
page-in-force = 施行日期
page-officers = 涉及人数
page-mastered = 已掌握

script-title = 点名会一分钟 · { $unit } · { $month }月{ $date }日
script-opening-missed = 同志们，用一分钟学一条规定。{ $when ->
    [yesterday] 昨天
   *[last] 上次
}的训练里，《{ $law }》{ $article }错得较多，我们再看一遍。
script-opening-theme = 同志们，用一分钟学一条规定。{ $topic ->
    [none] 今天
   *[other] 今天接着学“{ $topic }”，
}看《{ $law }》{ $article }。
script-rule = 条文这样规定：“{ $quote }”
script-question-plain = 请大家想一想：{ $question }请一位同志来答。
script-question-statement = 请大家判断：“{ $question }”，这句话对不对？请一位同志来答。
script-question-gap = 请一位同志把这句话补完整：“{ $question }”。
script-question-none = 请一位同志说一说：在我们的辖区里，什么情形会用到这一条？
script-answer = 参考答案（供主持人看）：{ $answer }
script-stop-daily = 不再每天自动发
script-start-daily = 每天早上自动发给我
script-daily = 以后每个训练日的早上，点名会内容会自动发给您。
script-not-daily = 以后不再自动发点名会内容。需要时发 /script。
script-no-drill = 最近没有训练，今天没有点名会内容。
script-no-article = 法规库里没有与最近训练对应的现行条文，今天没有点名会内容。管理员可以在 /laws 里查看法规。
script-why-minors = 面对的是孩子，处理轻了重了都会影响他的一生，也最容易引起家长和社会的质疑。
script-why-family = 家里的事处理不到位，下一次可能就是伤害案件，受害人第一个指望的就是我们。
script-why-fraud = 止付和劝阻抢的是时间，规定记得准、动作跟得上，群众的钱才保得住。
script-why-force = 该用不用会伤到自己和群众，不该用而用要承担责任，界限必须记在心里。
script-why-custody = 限制人身自由的每一步都有时限和手续，超时或者少一道手续，案子和民警都要担责。
script-why-traffic = 路面执法天天有人拍、有人问，依据说得清，当事人才服气，复议诉讼才站得住。
script-why-privacy = 群众的信息交到我们手里，查询和使用越了界，就是违纪甚至违法。
script-why-conduct = 这是对我们自己的要求，一个人违反，受影响的是整个所和群众的信任。
script-why-evidence = 证据取得不合规，后面办得再好也可能被排除，现场往往没有第二次机会。
script-why-procedure = 程序错一步，实体再对也可能被撤销，当事人的权利也会受到损害。
script-why-penalty = 处罚的轻重和条件说错了，就可能罚错人、罚错档，复议诉讼里最容易被挑出来。
script-why-crime = 罪与非罪、此罪与彼罪差在要件上，接警时判断错了，后面的取证就会走偏。
script-why-other = 出警现场没有时间翻书，规定记得准，处置才有底气，群众才信服。
people-command-script = 点名会一分钟学法稿

weekly-title = { $unit } 周报 · { $from } 至 { $to }
weekly-coverage = 应训 { $due } 人次，已训 { $finished } 人次（其中补训 { $madeUp }），参训率 { $rate }，前一周 { $before }。免训 { $excused } 人次{ $unbound ->
    [0] {""}
   *[other] ，未绑定 { $unbound } 人
}。
weekly-trend = 近八周参训率 { $line }（最低 { $least }，最高 { $most }）
weekly-children = 各单位（需要帮助的在前）
weekly-child = · { $unit } { $rate }{ $missed ->
    [0] {""}
   *[other] ，未训 { $missed } 人次
}
weekly-more-children = · 另有 { $count } 个单位，见汇总
weekly-topics = 掌握率最低的专题
weekly-laws = 掌握率最低的法律
weekly-mastery = · { $name } { $rate }
weekly-articles = 错得最多的条文
weekly-article = { $number }. { $name }：答 { $answered } 次，错 { $wrong } 次
weekly-option = 误选最多：“{ $text }”（{ $count } 次）
weekly-reveal-number = 记混了数字或者时限，应为“{ $right }”。
weekly-reveal-modal = 分不清应当、可以和不得，应为“{ $right }”。
weekly-reveal-subject = 分不清由谁决定或者办理，应为“{ $right }”。
weekly-reveal-added = 多加了条件，应为“{ $right }”。
weekly-reveal-forgotten = 漏掉了内容，应为“{ $right }”。
weekly-reveal-wider = 把范围放宽了，正确的是“{ $right }”。
weekly-reveal-believed = 把错误的说法当成了正确的。
weekly-reveal-doubted = 没有认出正确的说法。
weekly-reveal-other = 混淆了不同的情形，应为“{ $right }”。
weekly-sure = 有把握却答错（执法中最容易出错的地方）
weekly-sure-article = · { $name }：有把握 { $sure } 次，其中错 { $sureWrong } 次
weekly-sure-merged = · 其余 { $articles } 条（每条不足 5 人，合并）：有把握 { $sure } 次，其中错 { $sureWrong } 次
weekly-action = 下一步
weekly-copy = 可以直接转发的话（点一下即可复制）：
weekly-action-participation = 有 { $count } 个单位参训率低于 80%：{ $units }。先问清楚有什么困难，再谈要求。
weekly-message-participation = 各位负责人：上周晨训参训率低于 80% 的单位有{ $units }。请今天了解一下原因：勤务冲突的及时登记免训，没收到消息的帮助检查手机。只解决困难，不点名批评。
weekly-action-unbound = 还有 { $count } 人没有绑定，收不到晨训。先让大家都能收到。
weekly-message-unbound = 各位负责人：我单位还有 { $count } 名同志没有绑定晨训。请安排人员向管理员领取绑定码，本周内帮助绑定，一次一分钟。
weekly-action-newcomers = 近一个月新加入的 { $count } 人参训率 { $rate }，其他同志 { $others }。新同志需要有人带。
weekly-message-newcomers = 各位负责人：近一个月新加入晨训的同志参训率为 { $rate }，其他同志为 { $others }。请给每名新同志安排一位老同志带一带，说清楚每天早上三分钟怎么做、请假怎么登记。
weekly-action-error = { $article }在 { $count } 个单位都错得多。这是规定没讲清，不是哪个人的问题：讲专题，不点个人。
weekly-message-error = 各位负责人：上周{ $article }在 { $count } 个单位都错得多{ $right ->
    [none] {""}
   *[other] ，正确的是“{ $right }”
}。请本周点名会上一起学一遍原文，结合辖区实际讲一个例子。讲规定，不点个人。
weekly-action-topic = “{ $topic }”掌握率 { $rate }，是最薄弱的专题：讲专题，不点个人。
weekly-message-topic = 各位负责人：上周“{ $topic }”掌握率为 { $rate }，是最薄弱的专题。请本周点名会上安排一次一分钟学法，专讲这个专题，讲规定，不点个人。
weekly-action-steady = 没有需要马上处理的问题。一句感谢就够了。
weekly-message-steady = 各位负责人：上周晨训情况平稳，感谢大家的坚持。请继续保持，值班、休假的同志记得及时登记免训。
weekly-button = 周报
weekly-summary-button = 这一周的汇总

burden-over-messages = 超出训练负担预算：{ $month }月{ $date }日起的一周，{ $of } 人中有 { $people } 人将收到超过 { $budget } 条消息，最多 { $messages } 条（卡片 { $cards }、提醒 { $nudges }、其他 { $others }）。
burden-over-minutes = 超出训练负担预算：{ $month }月{ $date }日起的一周，预计每人 { $minutes } 分钟（预算 { $budget } 分钟）。
burden-over-weeks = 另有 { $count } 周也会超出。
burden-over-retest = 法律变动后的重新测试，使 { $month }月{ $date }日起的一周里 { $of } 人中有 { $people } 人将收到超过 { $budget } 条消息，最多 { $messages } 条（卡片 { $cards }、提醒 { $nudges }、其他 { $others }）。请减去一项：在 /calendar 把这一周的一天改为停训，或这一周不再人工提醒。
burden-go-nudge = 提醒已经发出。下次建议改为当面提醒，少发一条消息。
burden-go-calendar = 要增加这些日子，请在同一周减去一天（停训或只推文章），或到 /status 调整预算。

burden-button = 训练负担
burden-title = 训练负担（{ $month }月{ $date }日—{ $toMonth }月{ $toDate }日，每人每周）
burden-people = { $people } 人，共 { $officerWeeks } 人周
burden-minutes = 用时：中位 { $median } 分钟，九成不超过 { $ninety } 分钟；{ $above }% 超过预算 { $budget } 分钟
burden-messages = 消息：中位 { $median } 条，九成不超过 { $ninety } 条；{ $above }% 超过预算 { $budget } 条
burden-few = 不足 5 人或没有训练，不单列。
burden-outside = 下班时间收到的消息：{ $messages } 条，涉及 { $people } 人
burden-office = 负责人的汇总、点名稿等另计：中位 { $office } 条
burden-how =
    用时按每题从显示到作答计算，一题最多计 5 分钟，自行练习不计。消息指没有主动要求而收到的卡片、文章、提醒、重新测试和改分通知。下班时间指 6:30 前、21:00 后、请假、轮休和非训练日。
    消息记录保留 60 天，最早可以从 { $month }月{ $date }日算起。下面可以看其他周，或调整每人每周的预算。
burden-button-w = { $value ->
    [1] 上周
   *[other] 近 { $value } 周
}
burden-button-m = { $value } 分钟
burden-button-n = { $value } 条
burden-line = 训练负担（{ $month }月{ $date }日—{ $toMonth }月{ $toDate }日，每人每周）：中位 { $minutes } 分钟、{ $messages } 条消息，九成不超过 { $ninetyMinutes } 分钟、{ $ninetyMessages } 条（预算 { $mostMinutes } 分钟、{ $mostMessages } 条）
selfcheck-button = 减负自查
selfcheck-title = 减负自查（{ $year }年{ $month }月）
selfcheck-people-ranking = 个人排名：程序里没有这项功能。
selfcheck-online-time = 在线时长考核：程序里没有这项功能；答题用时只用于计算负担，不列到个人。
selfcheck-check-in = 强制打卡签到：程序里没有这项功能。
selfcheck-unit-ranking = 单位排名：{ $verdict ->
    [kept] 关闭
   *[broken] 已打开，可在 /summary 中关闭
}
selfcheck-reminders = 每人每天最多收到卡片 { $cards } 条、提醒 { $nudges } 条（应各不超过 1 条）
selfcheck-leave = 免训 { $excused } 人次，都不计入应训；请假、轮休当天仍记为未训 { $missed } 人次（应为 0）
selfcheck-burden = 九成人员每周不超过 { $minutes } 分钟、{ $messages } 条消息（预算 { $mostMinutes } 分钟、{ $mostMessages } 条）
selfcheck-burden-unknown = 训练负担：完整的周或人数不足，不作结论。
selfcheck-off-duty = 下班时间收到的消息 { $messages } 条，涉及 { $people } 人（应为 0）
selfcheck-names = 查看未训名单等姓名 { $looks } 次，共 { $people } 人查看，都有记录；越权查看被拒绝 { $refused } 次
selfcheck-legend = ✅ ❌ 由当月数据或设置算出；– 程序没有这项功能；· 只报数字。
