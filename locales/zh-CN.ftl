### chat

chat-old-button = 这个按钮已失效，请输入 /quiz 继续。
chat-no-such-command = 没有这个命令，或您没有使用它的权限。输入 /help 查看可用的命令。
chat-nothing-waits = 现在没有等待回答的题目。输入 /quiz 开始今天的训练，/help 查看全部命令。
chat-files-for-admins = 只有管理员可以导入文件。您的文件没有被保存。
chat-photo-not-file = 收到的是图片，无法读取。请用“文件”方式发送题库或名册（xlsx、csv、json）。
chat-text-only = 这里只能处理文字和按钮。输入 /help 查看可用的命令。
chat-file-too-big = 文件超过 { $limit } MB，Telegram 不允许机器人读取。请拆成几个较小的文件，或在服务器上用命令行导入。
chat-file-unreadable = 没有读懂这个文件：{ $reason }

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
quiz-use-buttons = 这道题请点按钮作答，也可以直接输入选项字母。
quiz-blanks-differ = 这道题有 { $wanted } 个空，收到 { $got } 个答案。请用分号隔开后再发一次。
quiz-too-long = 答案超过 { $limit } 字，没有保存。请写要点，缩短后再发一次。
quiz-you-answered = 您的回答：{ $given }
quiz-right = 回答正确
quiz-wrong = 回答错误
quiz-partial = 部分正确，得本题 { $percent }% 的分
quiz-being-marked = 已收到，正在评分。
quiz-mark = 得分 { $score }/{ $max }
quiz-mark-provisional = 得分 { $score }/{ $max }（暂定）
quiz-marked-by-model = AI 评分，仅供参考
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

### remind

remind-nudge = 今天的训练还没有开始，5 题约 3 分钟，今天 24:00 前完成都算已训。
remind-nudge-rest = 今天的训练还差 { $rest } 题，今天 24:00 前完成都算已训。
remind-start = 开始
remind-no-questions = 今天的晨训没有发出：题库里没有启用的题目。请把题库文件（xlsx、csv、json）发到这里，导入后会自动发出。

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
cli-imported = 已导入 { $imported } 题，题库中已有而跳过 { $skipped } 题。撤销：chenxun bank undo { $id }
cli-exported = 已写出 { $count } 题：{ $file }
cli-export-unknown-bank = 没有名为“{ $name }”的题库。
cli-export-unknown-format = 只能写出 .xlsx 或 .json 文件。
cli-undone = 已撤销：删除 { $deleted } 题，停用 { $retired } 题（已有人作答）。
cli-undo-unknown = 没有编号为 { $id } 的导入。
cli-undo-already-undone = 编号 { $id } 的导入已经撤销过。
cli-undo-not-imported = 编号 { $id } 的文件还没有导入。
cli-remind-no-questions = { $day }：题库里没有启用的题目，没有发送。
cli-remind-over = { $day } 已过补训期限，没有发送。
cli-reminded = { $day }：新列入 { $officers } 人，新排入卡片 { $cards } 张。
cli-no-unit = 没有这个单位：{ $unit }。请写完整路径，例如 市局/襄州分局/肖湾派出所。
cli-bad-day = “{ $text }”不是日期，请写成 2026-11-24 这样。
cli-no-file = 读不到文件：{ $file }

### report

report-own = 本级
report-days = { $from } 至 { $to }
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
      }；{ $missed } 人未训
   *[days] 应训 { $due } 人次，已训 { $done }{ $madeUp ->
        [0] {""}
       *[other] ，补训 { $madeUp }
      }；未训 { $missed } 人次
  }
report-sentence = { $worst ->
    [article] { $head }；{ $article }错得最多。
   *[none] { $head }。
  }
report-article-name = 《{ $law }》{ $article }
report-numbers =
    参训率 { $rate }，平均得分 { $mean }
    已训 { $done } · 补训 { $madeUp } · 未训 { $missed } · 免训 { $excused } · 未绑定 { $unbound }
report-children = 各单位（参训率低的在前）
report-child = { $unit } { $rate }（{ $finished }/{ $due }）{ $missed ->
    [0] {""}
   *[other] 未训 { $missed }
  }{ $madeUp ->
    [0] {""}
   *[other] {" "}补训 { $madeUp }
  }{ $excused ->
    [0] {""}
   *[other] {" "}免训 { $excused }
  } 平均 { $mean }
report-child-none-due = { $unit } 没有应训人员{ $excused ->
    [0] {""}
   *[other] ，免训 { $excused }
  }
report-more-children = 另有 { $count } 个单位，见 Excel。
report-missing = 未训名单（{ $count } 人）
report-missing-row = { $span ->
    [day] { $name } { $badge }
   *[days] { $name } { $badge }（{ $days } 天）
  }
report-more-missing = 另有 { $count } 人，见 Excel。
report-articles = 错得最多的条文
report-article = { $number }. { $name }：答 { $answered } 次，错 { $wrong } 次
report-option = 误选最多：“{ $text }”（{ $count } 次）
report-true = 对
report-false = 错
report-child-button = { $unit } { $rate }
report-today = 今天
report-yesterday = 昨天
report-week = 本周
report-up = 返回上级
report-picture = 图片
report-excel = Excel
report-nudge = 提醒未训
report-pick = 请选择单位。
report-bad-day = 没有看懂日期。可以发 /summary、/summary 昨天、/summary 周，或者 /summary 2026-11-24。
report-for-leaders = 这个功能供单位负责人使用。
report-no-units = 还没有单位，请先发送花名册文件。
report-refused = 您没有查看这个单位的权限。
report-nudge-queued = { $count ->
    [0] 没有需要提醒的人。
   *[other] 正在提醒 { $count } 名未训人员，每人今天只提醒这一次。
  }
report-nudge-already = 今天已经提醒过，不再重复提醒。
report-nudge-no-training = 今天不是训练日，不用提醒。
report-nudge-closed = 这一天的训练已经结束，不能再提醒。
report-file = 晨训 { $unit } { $days }
report-chart-title = { $unit } { $days }
report-chart-subtitle = 参训率 { $rate }（{ $finished }/{ $due }）
report-chart-label = { $rate }{ $excused ->
    [0] {""}
   *[other] {" "}免训 { $excused }
  }
report-chart-none-due = { $excused ->
    [0] 没有应训人员
   *[other] 没有应训人员，免训 { $excused }
  }
report-sheet-numbers = 汇总
report-sheet-missing = 未训名单
report-sheet-articles = 错得最多的条文
report-column-unit = 单位
report-column-due = 应训
report-column-done = 已训
report-column-made-up = 补训
report-column-excused = 免训
report-column-missed = 未训
report-column-unbound = 未绑定
report-column-rate = 参训率（%）
report-column-mean = 平均得分
report-column-badge = 警号
report-column-name = 姓名
report-column-days = 未训天数
report-column-law = 法律
report-column-article = 条文
report-column-answered = 答题次数
report-column-wrong = 答错次数
report-column-option = 误选最多
report-column-chosen = 误选次数
report-column-stem = 题目
