### chat

chat-old-button = This button no longer works. Send /quiz to go on.
chat-no-such-command = There is no such command, or it is not open to you. /help lists yours.
chat-nothing-waits = No question waits for an answer. Send /quiz to start today's set, /help for all commands.
chat-files-for-admins = Only admins can import files. Your file was not kept.
chat-photo-not-file = That is a picture and cannot be read. Please send the bank or roster as a file (xlsx, csv, json).
chat-text-only = Only text and buttons work here. /help lists your commands.
chat-file-too-big = The file is larger than { $limit } MB, which Telegram does not let bots read. Please split it, or import it on the server's command line.
chat-file-unreadable = This file could not be read: { $reason }

### quiz

quiz-kind-single = 【Single choice】
quiz-kind-multiple = 【Multiple choice】
quiz-kind-true-false = 【True or false】
quiz-kind-fill-in = 【Fill in】
quiz-kind-short = 【Short answer】
quiz-place = Question { $position }/{ $size }
quiz-number = Question { $position }:
quiz-not-counted = practice, not counted
quiz-card-title = Morning training · { $month }/{ $date }
quiz-card-theme = Today: { $theme }. { $size } questions, about 3 minutes.
quiz-card = { $size } questions today, about 3 minutes.
quiz-true = True
quiz-false = False
quiz-submit = Submit
quiz-type-short = Type your answer; the main points in your own words are enough.
quiz-type-blank = Type what belongs in the blank.
quiz-type-blanks = { $blanks } blanks: type them in order with semicolons between them.
quiz-use-buttons = Please answer with the buttons, or type the letters of the options.
quiz-blanks-differ = The question has { $wanted } blanks, your message { $got } answers. Please send it again with semicolons between them.
quiz-too-long = The answer is longer than { $limit } characters and was not saved. Please send the main points.
quiz-you-answered = Your answer: { $given }
quiz-right = Right
quiz-wrong = Wrong
quiz-partial = Partly right: { $percent }% of the mark
quiz-being-marked = Received, being marked.
quiz-mark = { $score } of { $max }
quiz-mark-provisional = { $score } of { $max } (provisional)
quiz-marked-by-model = Marked by AI, for reference
quiz-key = Key: { $key }
quiz-why = Why: { $text }
quiz-basis = 《{ $law }》{ $article }{ $version }
quiz-basis-version = { " " }(text of { $version })
quiz-choose-first = Please choose at least one option, then submit.
quiz-not-yours = This question was not dealt to you. Send /quiz for your own.
quiz-closed = This set is closed; nothing was saved. /practice gives you more questions.
quiz-done = { $month }/{ $date }: done
quiz-made-up = { $month }/{ $date }: made up
quiz-practice-done = Practice finished
quiz-score = Score { $score } of { $max }, { $right } right
quiz-time = Time { $minutes } min { $seconds } s
quiz-look-again = Worth another look:
quiz-streak = { $days } training days in a row (only you see this)
quiz-make-up = Make up { $month }/{ $date }
quiz-more = 5 more questions
quiz-mistakes-button = Practise mistakes
quiz-no-questions = The bank holds no questions yet. Training starts when an admin has imported one.
quiz-excused = You are excused today and not counted as due. You may still practise.
quiz-finished = The training of { $month }/{ $date } is done.
quiz-not-open = Today's training starts at { $at } and will be sent here.
quiz-no-training = No training today. The next training day is { $month }/{ $date }.
quiz-no-training-ahead = No training today, and none is planned.
quiz-no-mistakes = No mistakes to look at.
quiz-mistakes-title = Your latest mistakes
quiz-me-title = My training (30 days, only you see this)
quiz-me-days = Due { $due }, done { $done }, made up { $madeUp }, excused { $excused }, missed { $missed }
quiz-me-score = Mean score { $percent }%
quiz-me-no-score = No scores yet
quiz-me-reviews = { $count } to review

### remind

remind-nudge = Today's training has not been started: 5 questions, about 3 minutes, open until 24:00.
remind-nudge-rest = { $rest } questions of today's training are left, open until 24:00.
remind-start = Start
remind-no-questions = This morning's training was not sent: the banks hold no live question. Send a bank file (xlsx, csv, json) here; the training goes out once it is imported.

### status

status-title = Status
status-day = { $day }: due { $due }, finished { $done }, cards sent { $sent }, queued { $queued }, failed { $failed }
status-day-not-open = { $day }: not opened today
status-inbox = Updates waiting { $waiting }, set aside { $poison }
status-jobs = Jobs waiting { $waiting }, given up { $dead }
status-officers = Officers bound { $bound }, not bound { $unbound }, unreachable { $blocked }
status-bank = Live questions { $live }
status-grader-model = Short answers: model { $model }, built-in marking when it is away
status-grader-built-in = Short answers: built-in marking

### demo

demo-starting = Preparing the sample city; the first time takes about ten seconds.
demo-open = Demo page:
demo-next-morning = Next morning { $time }
demo-nudge = To { $time }: nudge
demo-summary = To { $time }: summary

### cli

cli-nothing-changed = This was a preview; nothing was changed.
cli-codes-written = Binding codes for { $count } officers: { $file }
cli-no-questions = { $file } holds no question that can be imported; the reasons are above.
cli-add-yes = This was a preview; nothing was imported. Add --yes to import.
cli-import-stale = This import was dealt with before. Please import the file again.
cli-imported = Imported { $imported } questions, skipped { $skipped } that the bank holds. To take it back: chenxun bank undo { $id }
cli-exported = Wrote { $count } questions: { $file }
cli-export-unknown-bank = There is no bank named "{ $name }".
cli-export-unknown-format = Only .xlsx and .json files can be written.
cli-undone = Taken back: { $deleted } questions deleted, { $retired } retired (they have answers).
cli-undo-unknown = There is no import { $id }.
cli-undo-already-undone = Import { $id } was taken back before.
cli-undo-not-imported = File { $id } was never imported.
cli-remind-no-questions = { $day }: the banks hold no live question; nothing was sent.
cli-remind-over = { $day } can no longer be made up; nothing was sent.
cli-reminded = { $day }: { $officers } officers newly due, { $cards } cards newly queued.
cli-no-unit = There is no unit { $unit }. Write the whole path, such as 市局/襄州分局/肖湾派出所.
cli-bad-day = "{ $text }" is no date. Write it as 2026-11-24.
cli-no-file = Cannot read the file: { $file }

### report

report-own = Own staff
report-days = { $from } to { $to }
report-none-due = { $excused ->
    [0] Nobody was due.
   *[other] Nobody was due, { $excused } excused.
  }
report-all-done = { $span ->
    [day] { $due } due, all finished{ $madeUp ->
        [0] {""}
       *[other] {" "}({ $madeUp } made up)
      }
   *[days] { $due } officer-days due, all finished{ $madeUp ->
        [0] {""}
       *[other] {" "}({ $madeUp } made up)
      }
  }
report-some-missed = { $span ->
    [day] { $due } due, { $done } done{ $madeUp ->
        [0] {""}
       *[other] , { $madeUp } made up
      }; { $missed } missing
   *[days] { $due } officer-days due, { $done } done{ $madeUp ->
        [0] {""}
       *[other] , { $madeUp } made up
      }; { $missed } missing
  }
report-sentence = { $worst ->
    [article] { $head }; most errors in { $article }.
   *[none] { $head }.
  }
report-article-name = { $law }, { $article }
report-numbers =
    Rate { $rate }, mean score { $mean }
    Done { $done } · made up { $madeUp } · missing { $missed } · excused { $excused } · not bound { $unbound }
report-children = Units (lowest rate first)
report-child = { $unit } { $rate } ({ $finished }/{ $due }){ $missed ->
    [0] {""}
   *[other] , missing { $missed }
  }{ $madeUp ->
    [0] {""}
   *[other] , made up { $madeUp }
  }{ $excused ->
    [0] {""}
   *[other] , excused { $excused }
  }, mean { $mean }
report-child-none-due = { $unit }: nobody due{ $excused ->
    [0] {""}
   *[other] , excused { $excused }
  }
report-more-children = { $count ->
    [one] One more unit is in the Excel file.
   *[other] { $count } more units are in the Excel file.
  }
report-missing = Missing ({ $count })
report-missing-row = { $span ->
    [day] { $name } { $badge }
   *[days] { $name } { $badge } (days: { $days })
  }
report-more-missing = { $count } more in the Excel file.
report-articles = Most missed articles
report-article = { $number }. { $name }: answered { $answered }, wrong { $wrong }
report-option = Most chosen wrong answer: “{ $text }” ({ $count })
report-true = True
report-false = False
report-child-button = { $unit } { $rate }
report-today = Today
report-yesterday = Yesterday
report-week = This week
report-up = Back up
report-picture = Picture
report-excel = Excel
report-nudge = Remind the missing
report-pick = Please choose a unit.
report-bad-day = This date was not understood. Send /summary, /summary yesterday, /summary week, or /summary 2026-11-24.
report-for-leaders = This is for unit leaders.
report-no-units = There are no units yet. Please send the roster file first.
report-refused = You are not allowed to see this unit.
report-nudge-queued = { $count ->
    [0] There is nobody to remind.
    [one] Reminding one officer, this once today.
   *[other] Reminding { $count } officers, each this once today.
  }
report-nudge-already = They were reminded today already; they are not reminded again.
report-nudge-no-training = Today is not a training day; there is nothing to remind of.
report-nudge-closed = The training of that day is over; nobody can be reminded any more.
report-file = Chenxun { $unit } { $days }
report-chart-title = { $unit } { $days }
report-chart-subtitle = Rate { $rate } ({ $finished }/{ $due })
report-chart-label = { $rate }{ $excused ->
    [0] {""}
   *[other] , excused { $excused }
  }
report-chart-none-due = { $excused ->
    [0] Nobody due
   *[other] Nobody due, excused { $excused }
  }
report-sheet-numbers = Summary
report-sheet-missing = Missing
report-sheet-articles = Most missed articles
report-column-unit = Unit
report-column-due = Due
report-column-done = Done
report-column-made-up = Made up
report-column-excused = Excused
report-column-missed = Missing
report-column-unbound = Not bound
report-column-rate = Rate (%)
report-column-mean = Mean score
report-column-badge = Badge
report-column-name = Name
report-column-days = Days missed
report-column-law = Law
report-column-article = Article
report-column-answered = Answered
report-column-wrong = Wrong
report-column-option = Most chosen wrong answer
report-column-chosen = Times chosen
report-column-stem = Question
