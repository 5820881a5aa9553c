### chat

chat-too-fast = Too many messages at once. Please wait a few seconds; the last one was not handled.
chat-fault = Sorry, this message could not be handled; it was noted. Please try again later.
chat-old-button = This button no longer works. Send /quiz to go on.
chat-no-such-command = There is no such command, or it is not open to you. /help lists yours.
chat-nothing-waits = No question waits for an answer. Send /quiz to start today's set, /help for all commands.
chat-files-for-admins = Only admins can import files. Your file was not kept.
chat-photo-not-file = That is a picture and cannot be read. Please send the bank, law or roster as a file.
chat-text-only = Only text and buttons work here. /help lists your commands.
chat-file-too-big = The file is larger than { $limit } MB, which Telegram does not let bots read. Please split it, or import it on the server's command line.

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
quiz-too-early = This was sent before question { $position } stood here and does not count. Please look at question { $position } and answer once more.
quiz-use-buttons = Please answer with the buttons, or type the letters of the options.
quiz-blanks-differ = The question has { $wanted } blanks, your message { $got } answers. Please send it again with semicolons between them.
quiz-too-long = The answer is longer than { NUMBER($limit, useGrouping: 0) } characters and was not saved. Please send the main points.
quiz-you-answered = Your answer: { $given }
quiz-right = Right
quiz-wrong = Wrong
quiz-partial = Partly right: { $percent }% of the mark
quiz-being-marked = Received, being marked.
quiz-mark = { $score } of { $max }
quiz-mark-provisional = { $score } of { $max } (provisional)
quiz-marked-model = Marked by AI; you can appeal
quiz-marked-built-in = Marked automatically; you can appeal
quiz-marked-person = Marked by a person
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
quiz-regrade-title = Mark answers anew
quiz-regrade-key = The mended key: { $key }
quiz-regrade-counts = { NUMBER($changes, useGrouping: 0) } marks would change: +{ NUMBER($raised, useGrouping: 0) }, −{ NUMBER($lowered, useGrouping: 0) }; { NUMBER($officers, useGrouping: 0) } officers.
quiz-regrade-none = { $answers ->
    [0] Nobody answered an earlier version; no mark needs to change.
   *[other] { NUMBER($answers, useGrouping: 0) } answers to earlier versions are marked; none changes by the new key.
  }
quiz-regrade-unmatched = { NUMBER($count, useGrouping: 0) } answers cannot be matched with the new version and keep their marks.
quiz-regrade-open = { NUMBER($count, useGrouping: 0) } more were dealt and not answered; once you confirm they are marked by the new key.
quiz-regrade-stem-changed = Note: the stem was changed as well, and officers saw the old one. If it means something else now, please do not mark anew.
quiz-regrade-examples = For example:
quiz-regrade-example = “{ $given }”: { $before } → { $after }, { NUMBER($count, useGrouping: 0) } times
quiz-regrade-told = Every officer whose mark changes gets one message that explains it.
quiz-regrade-all = Change all by the new key
quiz-regrade-raise = Only raise (nobody loses)
quiz-regrade-cancel = Cancel
quiz-regrade-again = Look again
quiz-regrade-applied = { NUMBER($changes, useGrouping: 0) } marks changed by the new key: +{ NUMBER($raised, useGrouping: 0) }, −{ NUMBER($lowered, useGrouping: 0) }; { NUMBER($officers, useGrouping: 0) } officers, each of whom is told.
quiz-regrade-moved = { NUMBER($count, useGrouping: 0) } questions not answered yet will be marked by the new key.
quiz-regrade-already = { NUMBER($changes, useGrouping: 0) } marks were changed by this key before (+{ NUMBER($raised, useGrouping: 0) }, −{ NUMBER($lowered, useGrouping: 0) }); nothing was changed twice.
quiz-regrade-nothing = No mark needs to change.
quiz-regrade-stale = The question was edited again just now; no mark was changed. Please look again before you confirm.
quiz-regrade-cancelled = Cancelled; no mark was changed.
quiz-regrade-unknown = There is no such question.
quiz-regrade-short = Short answers are marked by their points and cannot be marked anew by a key.
quiz-regraded = The key of a question you answered was found to be wrong and has been mended: “{ $stem }”
quiz-regraded-basis = Source: { $basis }
quiz-regraded-daily = { $month }/{ $date }: { $before } → { $after }; the score of that day follows
quiz-regraded-practice = { $month }/{ $date } practice: { $before } → { $after }; not part of your training score
quiz-regraded-higher = By the mended key your mark is higher. We are sorry that it was marked wrong before.
quiz-regraded-lower = By the mended key your mark is lower. We are sorry about the mistake in the old key; the question will come up once more for practice. If you have doubts, please ask an admin.
quiz-retest-title = { $law }: new provisions from { $day }
quiz-retest-more = { $count } more articles have changed; after answering, press “Read the article”.
quiz-retest-why = You once answered this question right. Please answer it again by the new provisions; it is just this one.

### remind

remind-nudge = Today's training has not been started: 5 questions, about 3 minutes, open until 24:00.
remind-nudge-rest = { $rest } questions of today's training are left, open until 24:00.
remind-start = Start
remind-article-title = Article of the day · { $month }/{ $date }
remind-article-name = { $law }, { $article }
remind-article-no-question = Only an article today: no questions, and nobody is due.
remind-no-article = Today only an article is sent, but there is none: the laws that questions cite are not in the library. Send the text of a law (Word or text) here; once imported, the article goes out by itself.
remind-tokens-most = The model has taken { NUMBER($used) } of today's { NUMBER($limit) } tokens. When they are used up training goes on: short answers are marked by the built-in grader, what else needs the model waits until midnight. If this happens often, ask the operator to raise MODEL_TOKENS_PER_DAY.
remind-tokens-all = Today's tokens of the model are used up: { NUMBER($used) } of { NUMBER($limit) }. Training goes on: short answers are marked by the built-in grader, what else needs the model waits until midnight. If this happens often, ask the operator to raise MODEL_TOKENS_PER_DAY.
remind-no-questions = This morning's training was not sent: the banks hold no live question. Send a bank file (Excel, Word, text and others) here; the training goes out once it is imported.
remind-short = Too few of this morning's cards are out: { NUMBER($due, useGrouping: 0) } due, { NUMBER($sent, useGrouping: 0) } sent, { NUMBER($queued, useGrouping: 0) } waiting, { NUMBER($failed, useGrouping: 0) } failed. Please look at /status for the reason; what waits is still being sent.

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
status-model-today = Model today: { $calls } calls, { $errors } of them without an answer, { $tokens } of { $limit } tokens
status-model-price = Model today: about { $price }
status-run-open-day = Morning cards
status-run-article-day = Article of the day
status-run-nudge = Nudge
status-run-summary = Summaries
status-run-finished = { $name } ({ $day }): began { $planned }, finished { $finished }; sent { $sent }, queued { $queued }, failed { $failed }
status-run-going = { $name } ({ $day }): began { $planned }, still sending; sent { $sent }, queued { $queued }, failed { $failed }
status-set-aside = · Update { $updateId } set aside ({ $at }): { $error }; the log has the details
status-dead-job = · { $name }: given up { $count }
status-job-grade-answer = Marking short answers
status-job-read-blocks = Reading a bank file with the model
status-job-ask-law = Answering questions about the law
status-job-embed-articles = Vectors of articles
status-job-draft-questions = Drafting questions
status-job-word-ahead = Wording scripts and weekly reports
status-retry = Try again
status-retried = Queued again: { $count }. Please look again in a moment.
status-outbox = Messages due and not sent { $due }, the oldest waits for { $minutes } minutes
status-uncertain = Messages in flight when a process died { $uncertain }: they may have arrived, and are sent again
status-replica = Process { $name }, running since { $since }
status-replica-sends = Process { $name }, running since { $since }, sends

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
cli-imported = Imported { $imported } questions ({ $waiting } wait for review), updated { $updated } ({ $proposed } wait for review), skipped { $skipped }. To take it back: chenxun bank undo { $id }
cli-exported = Wrote { $count } questions: { $file }
cli-export-no-bank = There is no bank named "{ $name }".
cli-undone = Taken back: { $deleted } questions deleted, { $retired } retired (they have answers).
cli-undo-unknown = There is no import { $id }.
cli-undo-already-undone = Import { $id } was taken back before.
cli-undo-not-live = File { $id } was never imported.
cli-remind-no-questions = { $day }: the banks hold no live question; nothing was sent.
cli-remind-over = { $day } can no longer be made up; nothing was sent.
cli-reminded = { $day }: { $officers } officers newly due, { $cards } cards newly queued.
cli-no-unit = There is no unit { $unit }. Write the whole path, such as 市局/襄州分局/肖湾派出所.
cli-bad-day = "{ $text }" is no date. Write it as 2026-11-24.
cli-cannot-write = Cannot write { $file } ({ $reason })
cli-queued-only = BOT_TOKEN is empty: the cards are queued and go out when the bot runs.
cli-no-file = Cannot read the file: { $file }

### report

report-own = Own staff
report-days = { $from } to { $to }
report-article-day = Only an article today, nobody is due{ $excused ->
    [0] .
   *[other] , { $excused } excused.
}
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
      }; { $lacking }
   *[days] { $due } officer-days due, { $done } done{ $madeUp ->
        [0] {""}
       *[other] , { $madeUp } made up
      }; { $lacking }
  }
report-people-missed = { $span ->
    [day] { $count } missing
   *[days] { $count } missing
  }
report-people-open = { $span ->
    [day] { $count } not finished yet
   *[days] { $count } not finished yet today
  }
report-comma = {", "}
report-sentence = { $worst ->
    [article] { $head }; most errors in { $article }.
   *[none] { $head }.
  }
report-article-name = { $law }, { $article }
report-numbers =
    { $state ->
        [open] Rate so far
       *[closed] Rate
    } { $rate }, mean score { $mean }
    Done { $done } · made up { $madeUp } · { $lacking }
    Excused { $excused } · not bound { $unbound }
report-count-missed = missing { $count }
report-count-open = not finished yet { $count }
report-few-note = No mean of their own for units where fewer than 5 people finished, nor for one from which it could be worked out.
report-children = Units (lowest rate first)
report-ranked = ranking is on
report-place = No. { $place }
report-child = { $unit } { $rate } ({ $finished }/{ $due }), { $lacking }{ $madeUp ->
    [0] {""}
   *[other] , made up { $madeUp }
  }{ $excused ->
    [0] {""}
   *[other] , excused { $excused }
  }{ $scored ->
    [no] {""}
   *[yes] , mean { $mean }
  }
report-children-done = All finished ({ $count }): { $units }{ $rest ->
    [0] {""}
   *[other] {" "}and { $rest } more
  }
report-children-none-due = Nobody due: { $units }{ $rest ->
    [0] {""}
   *[other] {" "}and { $rest } more
  }
report-and = {", "}
report-more-children = { $count ->
    [one] One more unit is in the Excel file.
   *[other] { $count } more units are in the Excel file.
  }
report-missing = { $state ->
    [open] Not finished yet
    [mixed] Missing, or not finished yet today
   *[closed] Missing
  } ({ $count })
report-missing-row = { $span ->
    [day] { $name } { $badge }
   *[days] { $name } { $badge } (days: { $days })
  }
report-more-missing = { $count } more in the Excel file.
report-articles = Most missed articles
report-new-laws = New provisions
report-new-law = { $law } (from { $day }): mastered by { $mastered } of { $officers }
report-article = { $number }. { $name }: answered { $answered }, wrong { $wrong }
report-option = Most chosen wrong answer: “{ $text }” ({ $count })
report-true = True
report-false = False
report-child-button = { $unit } { $rate }
report-today = Today
report-yesterday = Yesterday
report-week = This week
report-month = This month
report-before = { $length ->
    [month] Month before
   *[week] Week before
  }
report-names = Names
report-help = Who needs help
report-help-nobody = Up to { $day } nobody missed two due days in a row, and no topic is below 70 %.
report-help-rules = Rules: 3 due days missed in a row, or a topic below 60 %, is “needs help”; 2 due days, or below 70 %, is “keep an eye”. Up to { $day }; excused days and questions seen by fewer than 10 officers do not count.
report-theme-dark = Dark
report-theme-light = Light
report-ranking-button = { $state ->
    [on] Ranking: on
   *[off] Ranking: off
  }
report-ranking = { $state ->
    [on] The ranking of units is on: summaries and charts number the units and say “ranking is on”.
   *[off] The ranking of units is off: units are listed by who needs help first, without places.
  }
    Only rates are compared, never people. It holds for every leader; each change is on record.
report-ranking-turn-on = Turn on
report-ranking-turn-off = Turn off
report-up = Back up
report-picture = Chart
report-excel = Excel
report-nudge = Remind the missing
report-pick = Please choose a unit.
report-bad-day = This date was not understood. Send /summary, /summary yesterday, /summary week, /summary month, /summary 2026-10, or /summary 2026-11-24.
report-for-leaders = This is for unit leaders.
report-no-units = There are no units yet. Please send the roster file first.
report-refused = You are not allowed to see this unit.
report-nudge-queued = { $count ->
    [0] There is nobody left to remind: all have finished or were reminded today.
    [one] Reminding one officer, this once today.
   *[other] Reminding { $count } officers, each this once today.
  }
report-nudge-already = They were reminded today already; they are not reminded again.
report-nudge-no-training = Today is not a training day; there is nothing to remind of.
report-nudge-closed = The training of that day is over; nobody can be reminded any more.
report-file = Chenxun { $unit } { $days }
report-chart-subtitle = { $days }: { $state ->
    [open] rate so far
   *[closed] rate
  } { $due ->
    [0] –
   *[other] { $rate } ({ $finished }/{ $due })
  }
report-chart-none-due = none due
report-chart-rate = Rate
report-chart-finished = Of due
report-sheet-total = Summary
report-sheet-units = Units below
report-sheet-stations = Stations
report-sheet-mastery = Mastery
report-sheet-sign = To sign
report-sheet-missing = Not finished
report-sheet-articles = Most missed articles
report-column-unit = Unit
report-column-due = Due
report-column-done = Done
report-column-made-up = Made up
report-column-excused = Excused
report-column-missed = Missing
report-column-open = Not yet
report-column-unbound = Not bound
report-column-rate = Rate
report-column-from = From
report-column-to = To
report-column-day = Day
report-column-weekday = Weekday
report-column-group = Kind
report-column-group-name = Name
report-column-items = Questions
report-column-mastery = Mastery
report-group-law = Law
report-group-topic = Topic
report-mastery-note = Only questions that at least 10 officers answered
report-sum = Total
report-sign-weak = Most missed articles
report-sign-leader = Signature of the leader:
report-sign-day = Date:
report-sign-preliminary = The month is not over: as of { $day }{ $open ->
    [0] {""}
   *[other] , { $open } not finished yet that day
  }
report-column-mean = Mean score
report-column-badge = Badge
report-column-name = Name
report-column-days = Days not finished
report-column-law = Law
report-column-article = Article
report-column-answered = Answered
report-column-wrong = Wrong
report-column-option = Most chosen wrong answer
report-column-chosen = Times chosen
report-column-stem = Question

### people

people-stranger = Hello, this training service is for members of the bureau; please start with the binding code your unit gave you.
people-bound = Bound. Welcome, { $name } ({ $unit }).
people-already-bound-here = { $name } ({ $unit }), you are already bound; nothing else is needed.
people-welcome = Hello, { $name } ({ $unit }).
people-welcome-admin = Hello. You are an admin and not bound to an officer.
people-code-unknown = There is no such binding code. Please check it, or ask an admin for a new one.
people-code-used = This binding code has been used. Please ask an admin for a new one.
people-code-expired = This binding code no longer works. Please ask an admin for a new one.
people-account-bound-to-other = This Telegram account is bound to another officer and cannot be bound again. If that is wrong, please tell an admin.
people-deactivated = The person this binding code was issued for is deactivated. Please ask an admin.
people-try-later = Too many wrong codes. Please try again in { $minutes } minutes.
people-paused = Binding is paused. Please try again in { $minutes } minutes.
people-codes-guessed = Wrong binding codes: { $count } lately. Binding is paused for { $minutes } minutes and then goes on by itself. If codes that went out are wrong, issue new ones with /roster; otherwise somebody is probing: npx chenxun audit --since DATE on the server shows which accounts.
people-only-officers = This command is for people who are bound as officers.
people-back = Back
people-list-comma = { ", " }
people-day = { $month }/{ $date }

people-help-title = Your commands
people-help-day = On every training day the questions come in the morning and take about 3 minutes. Enter days of leave, duty or courses with /leave: they are not counted as due.
people-help-pages = Send /web to open the same numbers as pages, with tables to download (once an admin has set the pages up).
people-help-files = Send a bank, law, roster, duty roster or calendar file here to import it: you see a preview first, and nothing changes until you confirm.
people-command-quiz = Today's training
people-command-practice = More questions
people-command-mistakes = My mistakes
people-command-leave = Enter leave, duty or a course
people-command-me = My training record
people-command-settings = Settings
people-command-help = Help
people-command-summary = How my unit takes part; add yesterday, week, month or a date
people-command-nudge = Remind those who are not done
people-command-review = Questions to review
people-command-banks = Question banks
people-command-laws = Law library
people-command-roster = Roster and binding
people-command-calendar = Training calendar
people-command-status = What runs and what waits

people-absence-LEAVE = leave
people-absence-DUTY_SHIFT = duty
people-absence-COURSE = course
people-absence-day = { $kind } { $day }
people-absence-days = { $kind } { $from } to { $to }
people-leave-title = Leave, duty, courses
people-leave-none = Nothing is entered.
people-leave-ask = To enter something, choose a kind. These days are not counted as due, and nobody is shown the reason.
people-leave-cancel = Cancel { $absence }
people-leave-days =
    Enter { $kind }: choose the days.
    Other days can be typed, such as { $example }
people-leave-today = Today { $month }/{ $date }
people-leave-tomorrow = Tomorrow { $month }/{ $date }
people-leave-from-today = { $days } days from today
people-leave-taken = Entered: { $absence }.
people-leave-joined = Joined with what was entered before: { $absence }.
people-leave-already = This was entered before: { $absence }.
people-leave-backwards = The last day is before the first; nothing was entered.
people-leave-too-long = At most { $days } days at a time, together with what was entered before; nothing was entered.
people-leave-too-early = { $day } is the earliest day that can be entered; nothing was entered.
people-leave-too-far = { $day } is the latest day to begin; nothing was entered. Please check the year.
people-leave-no-such-day = There is no day “{ $text }”; nothing was entered.
people-leave-unclear = The days could not be read; nothing was entered. Type something like /leave leave 11-25 11-27, or use the buttons.
people-leave-cancelled = Cancelled: { $absence }.
people-leave-shortened = Ended early; what remains is { $absence }.
people-leave-over = These days have passed and cannot be cancelled.
people-leave-already-cancelled = This was cancelled before.
people-leave-unknown = This entry was not found.

people-settings-title = Settings
people-settings-who = Badge { $badge }, { $name }, { $unit }
people-settings-leads = Leads: { $units }
people-settings-language = Language:
people-settings-follows = The language follows your Telegram.
people-language-zh-CN = 中文
people-language-en = English

people-roster-title = Roster
people-roster-counts = { $active } people: { $bound } bound, { $unbound } not bound
people-roster-more = { $blocked } of the bound have blocked the bot, { $invited } of the others hold a code that works, { $inactive } are deactivated
people-roster-one = To see one person: /roster BADGE
people-roster-empty = There is no roster yet. Send a roster file (xlsx or csv) here.
people-roster-codes-button = Codes for those not bound
people-roster-how-button = How to import a roster
people-roster-how =
    Send an xlsx or csv file here: you see a preview first, and nothing changes until you confirm.
    Columns: 警号 (badge), 姓名 (name) and 单位 (unit) are needed; 岗位 (post), 类别 (category) and 职务 (title) are not.
    Write the whole path of a unit, such as 市局/襄州分局/肖湾派出所, at most three levels.
    Categories: 民警 (police), 辅警 (auxiliary), 文职 (civilian) and the like.
    People whose title is 领导, or 局长, 所长, 教导员, 政委, 支队长, 大队长 (deputies too), see how their unit and those below it take part.
    People with 是 in a column 审题员 (reviewer), or with that title, review questions with /review.
    Format badge numbers as text, so that leading zeros stay.
    People of the units the file is about who are missing from it are deactivated, never deleted.
people-codes-again = { $invited } people hold codes that still work. Making new ones gives all { $unbound } who are not bound a new code, and the old ones stop working at once.
people-codes-anyway = Make new codes
people-codes-caption = Codes for the { $count } people not bound. Each works once, for 14 days. Hand them out one by one; do not forward the file.
people-codes-none = Everybody is bound.
people-codes-file = binding-codes.csv
people-csv-badge = Badge
people-csv-name = Name
people-csv-unit = Unit
people-csv-code = Code
people-csv-link = Link
people-officer = Badge { $badge }, { $name }, { $unit }
people-officer-bound = Bound
people-officer-blocked = Bound, but has blocked the bot
people-officer-unbound = Not bound
people-officer-inactive = Deactivated
people-officer-unknown = The roster has no such badge number.
people-officer-code = Make a new code
people-officer-new-code =
    The code of { $name } ({ $badge }). It works once, for 14 days; earlier unused codes no longer work:
    { $link }
    or send the bot { $command }

people-not-a-roster = No roster was found in the file: it needs columns for badge (警号), name (姓名) and unit (单位).
people-preview-title = Roster preview: { $file }
people-preview-read = { $officers } people read, { $left } rows left out. Nothing changes before you confirm.
people-preview-many-absent = Note: more people would be deactivated than the file holds. Please check that it is complete.
people-preview-nothing = There is nobody to import. Please mend the file and send it again.
people-preview-confirm = Import
people-preview-cancel = Drop
people-preview-list = List of all changes
people-change = { $title } { $count }:
people-change-more = … and { $count } more
people-change-problems = Rows to look at
people-change-new-units = New units
people-change-new-officers = New people
people-change-moved = Moved
people-change-renamed = Renamed
people-change-updated = Other post or category
people-change-reactivated = Active again
people-change-deactivated = Deactivated
people-change-leaders-gained = Becoming leaders
people-change-leaders-lost = No longer leaders
people-change-reviewers-gained = Becoming reviewers
people-change-reviewers-lost = No longer reviewers
people-list-caption = All { $count } changes and problems
people-list-file = roster-changes.csv
people-list-kind = Kind
people-list-what = What
people-import-confirmed = The roster is imported: { $officers } people.
people-import-already-confirmed = This roster was imported before.
people-import-cancelled = This roster was dropped and not imported. Send the file again if you need it.
people-import-unknown = This roster was not found. Please send the file again.
people-import-dropped = Dropped; nothing changed.
people-import-settled = This roster was decided about before.

people-place = row { $row }
people-place-sheet = { $sheet }, row { $row }
people-problem-left = { $place }: { $reason }; left out
people-problem-noted = { $place }: { $reason }
people-problem-no-header = no header was found (badge, name, unit)
people-problem-no-badge-column = there is no column for badge numbers
people-problem-no-unit-column = there is no column for units
people-problem-no-rows = the file holds nobody
people-problem-badge-missing = the badge number is missing
people-problem-badge-unreadable = “{ $badge }” is no badge number
people-problem-badge-twice = badge { $badge } stands before in { $first }
people-problem-name-missing = the name is missing
people-problem-unit-missing = the unit is missing
people-problem-unit-broken = “{ $unit }” leaves a level out
people-problem-unit-too-deep = “{ $unit }” has more than three levels
people-problem-category-unknown = “{ $category }” is no known category; the known one or police is kept
people-problem-unit-elsewhere = “{ $unit }” is known as { $known }; please write the whole path
people-problem-badge-zeros = badge { $badge } is most likely { $known } with leading zeros lost or added
people-unreachable = { $name } ({ $badge }, { $unit }) cannot be reached: the bot was stopped there, or the Telegram account has changed. Please ask them to open the chat with the bot and press “Restart”; with a new account they need a new binding code from an admin.

### bank

bank-kind-single = [One answer]
bank-kind-multiple = [Several answers]
bank-kind-true-false = [True or false]
bank-kind-fill-in = [Fill in]
bank-kind-short = [Short answer]
bank-true = true
bank-false = false
bank-place-row = row { $row }
bank-place-paragraph = paragraph { $paragraph }
bank-place-item = question { $item }
bank-place-file = whole file
bank-preview-key = Answer: { $key }
bank-preview-title = Bank: { $name }
bank-preview-file = File: { $file } ({ $format })
bank-preview-count = Read { NUMBER($count, useGrouping: 0) } questions: { $kinds }
bank-preview-none = No usable question was found
bank-preview-known = { NUMBER($count, useGrouping: 0) } of them are already in this bank and will be skipped
bank-preview-first = The first { $count }
bank-count-single = one answer { NUMBER($count, useGrouping: 0) }
bank-count-multiple = several answers { NUMBER($count, useGrouping: 0) }
bank-count-true-false = true or false { NUMBER($count, useGrouping: 0) }
bank-count-fill-in = fill in { NUMBER($count, useGrouping: 0) }
bank-count-short = short answer { NUMBER($count, useGrouping: 0) }
bank-problems-title = To look at ({ NUMBER($count, useGrouping: 0) })
bank-problems-more = { NUMBER($count, useGrouping: 0) } more, see the list
bank-problems-sheet = Problems
bank-problems-where = Where
bank-problems-reason = Reason
bank-duplicates-title = Questions that occur twice in the file ({ NUMBER($count, useGrouping: 0) })
bank-duplicate-conflict = { $where } is the question of { $first } with another key; only the first is imported, please check which key is right
bank-duplicate-same = { $where } is the same as { $first }; one of them is imported
bank-duplicates-more = { NUMBER($count, useGrouping: 0) } more
bank-ask-import = Nothing has been imported yet. Decide with a button; you can still undo it.
bank-nothing-to-import = There is nothing to import, and nothing has changed.
bank-how-files-look = A question bank: every question has a stem, options and a key; /banks has a template. A law: its name comes first, then articles such as 第一条, 第二条.
bank-button-import = Import { NUMBER($count, useGrouping: 0) }
bank-button-cancel = Cancel
bank-button-undo = Undo this import
bank-button-undo-last = Undo last import
bank-button-export = Export { $name }
bank-imported = { NUMBER($count, useGrouping: 0) } questions were imported into “{ $name }”.
bank-skipped = { NUMBER($count, useGrouping: 0) } were skipped: already in the bank, twice in the file, or left out by choice.
bank-can-undo = If this was the wrong file, undo it: unused questions are deleted, used ones are retired.
bank-undone = The import was undone: { NUMBER($count, useGrouping: 0) } questions deleted from “{ $name }”.
bank-undone-retired = { NUMBER($count, useGrouping: 0) } had been dealt to officers and were retired; the answers are kept.
bank-import-already-confirmed = This import was confirmed before; its questions are in the bank and were not added twice.
bank-import-already-undone = This import was undone before.
bank-import-cancelled = This import was cancelled. Send the file again if you need it.
bank-import-just-cancelled = Cancelled. Nothing was imported.
bank-import-not-live = This import never took effect, so there is nothing to undo.
bank-import-undone = This import was undone. Send the file again if you need it.
bank-import-unknown = This import was not found. Please send the file again.
bank-none = There is no bank yet. Send a bank file (Excel, Word, text, GIFT and others) here: you see a preview first, and nothing is imported before you confirm. You can also download a template to fill in.
bank-button-half = { $name }: half marks for partly right
bank-button-full = { $name }: all or nothing
bank-line-half = ; half marks for partly right multiple choice
bank-list-title = Banks
bank-line = { $name }: { NUMBER($live, useGrouping: 0) } questions
bank-line-retired = { $name }: { NUMBER($live, useGrouping: 0) } questions, { NUMBER($retired, useGrouping: 0) } retired
bank-list-hint = Send a bank file to import it: preview first, then confirm.
bank-exported = “{ $name }” holds { NUMBER($count, useGrouping: 0) } questions, attached. Edit the file and send it back to import it again.
bank-gone = This bank no longer exists.

problem-file-empty = the file is empty
problem-file-too-big = the file is too big (over { $limit }); please split it
problem-file-too-slow = reading took more than { $seconds } seconds and was stopped; please split the file or save it as xlsx
problem-file-broken = the file is damaged or incomplete; please open it in its program and save a copy
problem-file-encrypted = the file has a password; please remove it
problem-file-bomb = the file would unpack to an abnormal size and was not read, for safety
problem-file-binary = this is neither text nor a known kind of file
problem-file-no-table = this is not a spreadsheet
problem-format-archive = this is an archive; please unpack it and send the bank files one by one
problem-format-encrypted = the file has a password; please remove it
problem-format-html = this is a web page; please export Excel or Word from the site, or copy the questions into Word
problem-format-image = this is a picture and cannot be read; please send Excel, Word or text
problem-format-office = this is an Office file, but neither a spreadsheet nor a document; please put the questions into Excel or Word
problem-format-pdf = this is a PDF; please save it as Word, or copy the questions into Word or Excel
problem-format-xml = this is an XML file, but no known bank; please export Excel, Word or Moodle XML
problem-no-questions = the file holds no question
problem-json-broken = the JSON is malformed here and cannot be read
problem-json-version = the bank format is version { $version }; this program knows version { $known }
problem-json-field = the field { $field } is missing or not as the format asks
problem-sheet-unread = this sheet ({ $rows } rows) has no headings and no column that looks like keys; it was not read
problem-second-in-row = more than one question stands side by side in this row and only the left one was read; please put one question in each row
problem-not-a-question = this row does not look like a question and was not read
problem-no-stem = there is no stem
problem-no-key = there is no key
problem-no-options = there are no options, so it cannot be answered
problem-few-options = there is only one option
problem-many-options = there are more than 26 options
problem-many-blanks = there are more than 20 blanks
problem-key-unclear = the key “{ $key }” matches no option
problem-key-outside = the key “{ $key }” is outside the options
problem-single-many-keys = the kind is “one answer” but the key has several: { $key }
problem-blanks-differ = the answers “{ $key }” do not come out at the number of blanks
problem-kind-foreign = questions of the kind “{ $kind }” cannot be answered in a chat
problem-stem-long = the stem is longer than { $limit } characters
problem-question-long = stem and options are longer than { $limit } characters, too long for one message
problem-right-and-wrong-same = the right option has the same text as another one
problem-note-truth-0-1 = true-false keys are 0 and 1; read as 0 = true, 1 = false: please check
problem-note-truth-1-0 = true-false keys are 1 and 0; read as 1 = true, 0 = false: please check
problem-note-truth-1-2 = true-false keys are 1 and 2; read as 1 = true, 2 = false: please check
problem-note-truth-letters = true-false keys are A and B without options; read as A = true, B = false: please check
problem-note-numbers-from-0 = keys are numbers; read as 0 = A, 1 = B: please check
problem-note-numbers-from-1 = keys are numbers; read as 1 = A, 2 = B: please check
problem-note-picture = there is a picture or sound; only the text was taken
problem-note-options-same = two options have the same text
problem-note-options-sorted = the options carried letters that were not in order; they were sorted by letter
problem-note-letters-moved = there is an empty option in between; the letters after it moved up
problem-note-rubric = the marking points are not in the known format and were not taken
problem-xml-broken = From line { $line } on this is no well-formed XML: { $reason }
problem-xml-doctype = The file has a DOCTYPE; for safety it was not read. Please remove that line and send it again
problem-xml-deep = The file is nested too deeply or too large; for safety it was not read
problem-picture-only = The question or its answer is only a picture or a sound, without text
problem-anki-stub = This deck was exported in Anki's new format and its part for old versions holds no questions. Please tick "Support older Anki versions" and export again
problem-entry-missing = The list of contents names { $name }, which is not in the package
problem-key-range = The answer is a range of numbers, which cannot be answered here
problem-note-matching-split = A matching question became one choice for each item on the left; please check
problem-note-key-exact = The tolerance was not taken over; only the exact number counts
problem-note-passage-long = The passage this question shares is too long and was left out; please check that it can be answered alone
problem-note-model-answer = The model answer comes from the question's feedback or marking guide; please check
problem-format-examview = this is an ExamView bank; please import it into Moodle and export it as Moodle XML
problem-gift-braces = the braces do not come in pairs, so the question is incomplete; put a backslash before a brace that is text
problem-gift-answers = the answers in the braces can be read in several ways or not at all; put a backslash before = ~ # that are text
problem-question-broken = the XML of this question is broken (line { $line }: { $reason }); it was not read
problem-key-wildcard = the answer “{ $key }” has a wildcard * inside and cannot be marked
problem-key-signs = the answer “{ $key }” is only punctuation and cannot be marked
problem-key-conflict = “{ $left }” has several different answers: { $key }
problem-gap-unclear = gap { $number } is incomplete: it has no right answer, or fewer than two options
problem-aiken-text = this is no question: no options and no answer follow
problem-note-description = text for information, no question; it was not taken
problem-note-hidden = this question is hidden in its bank; it was taken all the same: please check
problem-note-gift-mended = not quite as GIFT asks; read as it is most likely meant: please check
problem-note-several-right = one answer was asked for, but several options give full marks; taken as multiple choice: please check
problem-note-part-marks = some answers gave part of the marks; only those that give all of them count here
problem-note-wildcard = wildcards * at the ends of an answer were left out; only the text between counts
problem-note-tolerance = a tolerance was allowed; only the number itself and its roundings count here
problem-note-case = capital letters mattered; they do not here
problem-note-gaps-typed = the gaps were choices between words; taken as a fill-in with the words in the stem
problem-note-gaps-split = there were several gaps; taken as one question for each
problem-note-stem-lines = the stem has several lines; please check that no heading is among them
problem-note-xml-cut = the file ends here without its end tag; questions may be missing
problem-list-unread = This text could not be understood as a question and was not read
problem-list-several = Several lists of options stand under one number; please make them separate questions
problem-list-options-broken = The letters of the options are not in order, are repeated, or an option is empty
problem-list-two-keys = This question has two different answers, and it is unclear which one counts
problem-list-answer-left = The answer to question { $number } belongs to no question, or to several, and was not used
problem-list-foreign = This is another program's own format; please export xlsx, csv or Word from that program
problem-list-key-first = The answers stand before the questions, so it is unclear which belongs to which; please move each answer below its question
problem-note-number-gap = Question { $to } follows question { $from }; please check whether one is missing
problem-note-number-twice = The number { $number } occurs twice
problem-note-key-by-mark = No answer is written; the words that stand out (red, bold…) were taken as the answer, please check
problem-note-options-by-line = The options have no letters; their lines were taken as A, B, C…, please check

### statistics

statistics-button = { $name }: statistics
statistics-title = Statistics of { $name }
statistics-head = { NUMBER($answered, useGrouping: 0) } questions were answered, { NUMBER($shown, useGrouping: 0) } often enough for numbers; { $flagged ->
    [0] none needs a look.
   *[other] { NUMBER($flagged, useGrouping: 0) } need a look, the worst first.
  }
statistics-how = Only the first answer of each officer counts; an edit starts anew. A discrimination above 0 means that stronger officers are right more often.
statistics-sample = To be quick, this list is computed from one officer in { $oneOf }; a single question from all.
statistics-count = answered by { NUMBER($count, useGrouping: 0) }
statistics-too-few = fewer than { $least } answers
statistics-facility = { $percent }% right
statistics-discrimination = discrimination { $value }
statistics-comma = ,{" "}
statistics-name-better-distractor = key in doubt
statistics-name-negative = negative discrimination
statistics-name-too-hard = too hard
statistics-name-weak = weak discrimination
statistics-name-too-easy = too easy
statistics-name-dead-distractor = an option nobody chooses
statistics-flag-better-distractor = Those who chose “{ $option }” did better on the day's other questions than those who were right. Check the key: it may be right as well, or the right one.
statistics-flag-negative = Officers who do well on the other questions are wrong here more often. Check the key, then the wording.
statistics-flag-too-hard = Too few are right. Check the key first; if it holds, the matter needs to be explained.
statistics-flag-weak = Strong and weak officers are right about equally often. See whether the stem is vague or the matter marginal.
statistics-flag-too-easy = Nearly everybody is right. Make it harder or replace it.
statistics-flag-dead-distractor = Hardly anybody chooses “{ $option }” (under 5%). A more tempting option would do better.
statistics-options = Who chose each option, and how they did on the other questions:
statistics-texts = The most frequent wrong answers:
statistics-share = { $percent }% ({ NUMBER($count, useGrouping: 0) })
statistics-share-rest = { $percent }% ({ NUMBER($count, useGrouping: 0) }), other questions { $rest }%
statistics-edit = Edit
statistics-back = Back to the list
statistics-earlier = Earlier
statistics-later = Later
statistics-workbook = All questions (Excel)
statistics-exported = The statistics of { NUMBER($count, useGrouping: 0) } answered questions of “{ $name }” are attached.
statistics-gone = This question no longer exists.
statistics-sheet-questions = Questions
statistics-sheet-choices = Options
statistics-column-id = Number
statistics-column-kind = Kind
statistics-column-stem = Stem
statistics-column-key = Key
statistics-column-count = Answered by
statistics-column-facility = Right (%)
statistics-column-discrimination = Discrimination
statistics-column-todo = Remarks
statistics-column-choice = Option or wrong text
statistics-column-right = Right
statistics-column-chosen = Chosen by
statistics-column-share = Share (%)
statistics-column-rest = Other questions (%)

### grade

grade-bad-empty-file = The file holds nothing to mark. Every line is one JSON object
grade-bad-not-json = Line { $line } is not valid JSON. Nothing was marked
grade-bad-bad-shape = Line { $line } lacks something or has the wrong form ({ $detail }). Nothing was marked
grade-bad-same-id-twice = Line { $line } has two points with the same id ({ $detail }). Nothing was marked

question-report = Something is wrong
question-report-WRONG_KEY = Wrong key
question-report-OUTDATED_LAW = Outdated law
question-report-UNCLEAR = Unclear
question-report-OTHER = Something else
question-report-cancel = Cancel
question-reported-reported = Thank you. A reviewer will look into it.
question-reported-already = You have reported this already; a reviewer will look into it.
question-reported-mended = This question was changed after you answered it. Thank you.
question-reported-retired = This question is not used any more. Thank you.
question-reported-not-yours = Only a question you have answered can be reported.

review-title = Review
review-place = { " " }{ NUMBER($position, useGrouping: 0) }/{ NUMBER($total, useGrouping: 0) }
review-reason-NEW = New, to be reviewed
review-reason-EDITED = Edited, to be reviewed
review-reason-REPORTED = Reported { $count } times: { $kinds }
review-reason-LAW_CHANGED = The law behind it has changed
review-reported-WRONG_KEY = wrong key { $count }
review-reported-OUTDATED_LAW = outdated law { $count }
review-reported-UNCLEAR = unclear { $count }
review-reported-OTHER = something else { $count }
review-question = No. { $id } · { $bank } · { $state }
review-state-DRAFT = draft
review-state-WAITING = waits, not asked
review-state-LIVE = in use
review-state-RETIRED = out of use
review-why = Why: { $text }
review-basis = Basis: { $source }
review-article = The article in the law library:
review-warning-not-in-force = Note: this basis is not the text in force today. Please check what holds now before you approve.
review-warning-no-article = Note: the law in the library has no such article. Please check before you approve.
review-warning-quote-differs = Note: the quoted words differ from the article in the library. Please check before you approve.
review-changes = Changes (− before, + after):
review-own = You wrote this yourself: another reviewer has to approve it. Where there is only one, an admin can allow it in the review settings.
review-unknown = This question was not found; it may have been deleted.
review-empty = Nothing waits for review. To find a question: /review and words or its number
review-already = { $by ->
    [you] You have dealt with this already.
   *[other] Another reviewer has dealt with this.
}
review-done-APPROVED = ✓ Approved: { $stem }
review-done-CHANGED = ✓ Changed: { $stem }
review-done-REJECTED = ✗ Sent back: { $stem }
review-done-RETIRED = ✗ Out of use: { $stem }
review-is-retired = This question was out of use before: { $stem }
review-can-regrade = The key has changed; answers given so far keep their marks.
review-twin = The bank has the same question already (no. { $id }). Please edit, or take one of them out of use.
review-ask-retire =
    The question will not be asked any more; answers are kept. Take it out of use?
    { $stem }
review-ask-reject = Send this question back: { $stem }
review-ask-reason = Please reply to this message and say why it goes back: { $stem }
review-reason-hint = Why it goes back
review-button-approve = Approve
review-button-fine = Nothing wrong, use it
review-button-edit = Edit
review-button-retire = Take out of use
review-button-retire-yes = Yes, take it out
review-button-reject = Send back
review-button-explain = Say why
review-button-no-reason = Without a reason
review-button-cancel = Back
review-button-next = Next
review-button-choices = ⚙ Review settings
review-button-regrade = Mark answers by the new key
review-button-twin = See the same question
review-button-card = See what waits
review-button-submit = Hand in
review-button-drop = Drop
review-found = { NUMBER($count, useGrouping: 0) } found
review-more-found = { NUMBER($count, useGrouping: 0) } more; please add a few words.
review-none-found = No question was found. Try other words of its stem, or its number, such as /review 12
review-edit-how = Tap the text below to copy it, change it, and send it back as a reply. Lines that are not wanted can go.
review-edit-hint = The question as it shall be
review-edit-long = This question is too long to be edited here. Export its bank with /banks, change and import it there, and take this one out of use.
review-edit-unread = This text was not understood.
review-edit-many = { $count } questions were read; only one can be edited at a time.
review-edit-again = Please keep the layout (kind, stem, options and “答案：” on lines of their own) and reply to this message.
review-edit-same = This is the question as it is; nothing changes.
review-edit-ask = Hand in this change?
review-edit-dropped = Dropped; the question is as it was.
review-edit-waits = Handed in. It holds once another reviewer approves it; until then the question stays as it is.
review-edit-kept = The edit is kept among what waits for review and can be approved once that is added; until then nothing changes.
review-edit-other-waits = Another edit of this question waits for review. Please decide about that one first.
review-edit-gone = This was decided meanwhile, or the question is out of use; the edit was not saved. /review shows what waits.
review-choices = Review settings
review-what-own = “Authors may approve their own questions” is for a bureau with one person for questions.
review-what-imports = With “Imported questions wait for review” on, new questions are asked only after they were approved.
review-choice-own = Authors may approve their own: { $state }
review-choice-imports = Imported questions wait for review: { $state }
review-on = on
review-off = off

article-number = Article { $article }{ $insertion ->
    [none] { "" }
   *[other] -{ $insertion }
}
article-moved = { $from } (now { $to })
article-before = Before:
article-after = Now:
article-removed = This article is no longer in force.
article-same-words = The words are the same:
review-law-changed = { $law }: new text from { $day }
review-law-repealed = { $law }: repealed from { $day }
review-law-more = { $count } more of its articles have changed.
review-law-quote-stands = The words the question quotes stand unchanged in the new text.
review-law-quote-gone = The words the question quotes were changed in the new text.
review-button-still = Still holds
review-button-retest = Send both texts and ask again
review-can-retest = Officers who answered it right may still have the old rule in mind. You can send them the old and the new text and ask this question again.
review-retest-planned = { NUMBER($count, useGrouping: 0) } officers who had answered it right will see the old and the new text and answer again.
review-retest-nobody = Nobody has to answer again: nobody had answered it right, or it was arranged before.
review-retest-unknown = This question is not in use or not settled yet; nothing was arranged.
review-notice-law-changed =
    { $law }, new text from { $day }: { NUMBER($stopped, useGrouping: 0) } questions stopped for review{ $renumbered ->
        [0] { "" }
       *[other] , { NUMBER($renumbered, useGrouping: 0) } only got another article number and were updated
    }.
    { $stopped ->
        [0] Nothing to be done.
       *[other] Please use /review.
    }
review-notice-law-repealed =
    { $law }, repealed from { $day }: { NUMBER($stopped, useGrouping: 0) } questions stopped for review.
    Please use /review.

review-notice-out-WRONG_KEY =
    { $count } people say the key is wrong; the question is not asked any more: no. { $id } { $stem }
    Please decide with /review.
review-notice-out-OUTDATED_LAW =
    { $count } people say the law is outdated; the question is not asked any more: no. { $id } { $stem }
    Please decide with /review.
review-notice-out-UNCLEAR =
    { $count } people say the question is unclear; it is not asked any more: no. { $id } { $stem }
    Please decide with /review.
review-notice-out-OTHER =
    { $count } people say something is wrong; the question is not asked any more: no. { $id } { $stem }
    Please decide with /review.
review-told-key = The question you reported ({ $stem }): the key was corrected. Thank you.
review-told-text = The question you reported ({ $stem }): it was changed. Thank you.
review-told-fine = The question you reported ({ $stem }): it was checked and is right. Thank you.
review-told-retired = The question you reported ({ $stem }): it is not used any more. Thank you.
review-author-APPROVED = Your question (no. { $id } { $stem }) was approved.
review-author-CHANGED = Your question (no. { $id } { $stem }) was changed by a reviewer.
review-author-REJECTED = Your question (no. { $id } { $stem }) was sent back. { $hasNote ->
    [yes] Why: { $note }
   *[no] { "" }
}
review-author-RETIRED = Your question (no. { $id } { $stem }) was taken out of use.
review-file-done = All questions you handed in for “{ $bank }” were reviewed: { NUMBER($approved, useGrouping: 0) } approved, { NUMBER($returned, useGrouping: 0) } sent back or out of use.

bank-format-aiken = Aiken text
bank-format-anki = Anki deck
bank-format-anki-text = Anki text
bank-format-csv = CSV table
bank-format-doc = Word document (doc)
bank-format-docx = Word document
bank-format-gift = Moodle GIFT text
bank-format-json = JSON
bank-format-jsonl = JSON, one question a line
bank-format-list = plain text
bank-format-moodle = Moodle XML
bank-format-qti = QTI package
bank-format-sqlite = SQLite database
bank-format-xls = Excel workbook (xls)
bank-format-xlsx = Excel workbook
bank-format-other = not recognised
bank-format-encoded = { $name }, encoded as { $encoding }
bank-problems-mend = Questions that were not read can be downloaded as a table: correct it and send it back.
bank-near-title = Like another question ({ NUMBER($count, useGrouping: 0) })
bank-near-in-bank = in the bank
bank-near-more = and { NUMBER($count, useGrouping: 0) } more, see the list
bank-near-given-up = There are too many similar questions: not all near duplicates were found.
bank-near-sheet = Near duplicates
bank-near-column-where = Place
bank-near-column-question = Question in this file
bank-near-column-similarity = Similarity
bank-near-column-other-where = Place of the other
bank-near-column-other = The other question
bank-changed-title = In the bank with other content ({ NUMBER($count, useGrouping: 0) })
bank-changed-more = and { NUMBER($count, useGrouping: 0) } more, see the list
bank-changed-key = Key: { $before } → { $after }
bank-changed-rest = The key is the same, the rest differs
bank-changed-sheet = Changed
bank-changed-column-where = Place
bank-changed-column-before = Question in the bank
bank-changed-column-key-before = Key in the bank
bank-changed-column-key-after = Key in this file
bank-changed-column-after = Question in this file
bank-button-import-rest = Import { NUMBER($count, useGrouping: 0) }, leave out { NUMBER($near, useGrouping: 0) } near duplicates
bank-button-import-update = Import { NUMBER($count, useGrouping: 0) } and update { NUMBER($changed, useGrouping: 0) }
bank-button-import-rest-update = Import { NUMBER($count, useGrouping: 0) }, update { NUMBER($changed, useGrouping: 0) }, leave out { NUMBER($near, useGrouping: 0) } near
bank-button-update = Update { NUMBER($changed, useGrouping: 0) }
bank-button-corrections = Download { NUMBER($count, useGrouping: 0) } to correct
bank-button-list = Download the list
bank-button-template = Download the template
bank-corrections-sheet = To correct
bank-corrections-file = { $name } needs correction.xlsx
bank-list-for = Bank
bank-list-file = { $file }: the list is attached. Correct the questions in its first sheet and send the whole file back: it goes into the same bank.
bank-template = The template is attached. Fill in its first sheet and send it back to import it; the second sheet explains each column.
bank-template-file = question-template.xlsx
bank-export-choose = As which file do you want “{ $name }”? Each can be changed and sent back.
bank-export-xlsx = Excel workbook
bank-export-json = JSON
bank-export-gift = Moodle GIFT text
bank-imported-live = { NUMBER($count, useGrouping: 0) } of them are in use now.
bank-updated = { NUMBER($count, useGrouping: 0) } updated; earlier answers keep their marks.
bank-waiting = { NUMBER($count, useGrouping: 0) } wait for review and are used once approved. See /review.
bank-proposed = { NUMBER($count, useGrouping: 0) } changes wait for review. See /review.
bank-undone-restored = { NUMBER($count, useGrouping: 0) } have their earlier content back.
cli-template = Wrote the template: { $file }
cli-export-no-format = Cannot write such a file: { $file }. End it in .xlsx, .csv, .json or .gift.
cli-import-near = { NUMBER($count, useGrouping: 0) } of them are like another question; --without-near leaves them out.
cli-import-changed = { NUMBER($count, useGrouping: 0) } are in the bank with other content; --update changes them.
problem-note-article-missing = in the law library, { $law } has no such article: { $article }
problem-note-article-not-in-force = { $law } { $article } is not in force now, please check
problem-note-laws-unknown = cites { NUMBER($count, useGrouping: 0) } laws that the library does not hold, so their articles were not checked: { $laws }
problem-note-examples = the { NUMBER($count, useGrouping: 0) } examples of the template were left out

### law

law-problem = { $law } { $place }: { $reason }
law-place-line = line { $line }
law-place-paragraph = paragraph { $line }
law-problem-gap = the numbers leave a gap: { $from } to { $to } ({ $count }) are missing; check the source
law-problem-order = { $article } stands out of order; check the source
law-problem-repeated = { $article } stands there twice; only the first was taken; check the source
law-problem-empty = { $article } has no text; check the source
law-problem-note-glued = { $article } was glued to the paragraph before it and was taken as an article of its own
law-problem-note-no-space = there is no space behind the number of { $article }; it was taken as an article
law-problem-note-outside = { $count } paragraphs belong to no article (a preamble, an annex) and were left out, from “{ $first }…” on
law-problem-note-date-from-name = the head ends with { $head }, the file name says { $named }; filed under { $date }
law-problem-note-date-differs = the file name says { $named }, the head { $head }; filed under { $date }
law-problem-note-in-force-older = the text says in force from { $stated }, which is before this amendment; { $date } is taken for now, correct it if that is wrong
law-problem-note-in-force-assumed = the text does not say from when it is in force; { $date } is taken for now, correct it if that is wrong
law-none-in-file = The file holds no articles of law. Each must begin with 第×条, below a title; txt, md, doc and docx are read.
law-in-force-early = The first day in force is before the text was made ({ $date }). Nothing was taken in; check the date.
law-skipped-already-there = This text of { $law } is in the library already (version { $date })
law-skipped-date-taken = The library has another text of { $law } dated { $date }. Find out which is right and remove the wrong one in /laws first
law-skipped-no-date = Neither the text nor the file name of { $law } has a date. Give its first day in force (--in-force 2026-01-01 on the command line)
law-nothing-found = No article was found.
cli-law-imported = ✓ { $law }, version { $date }, { $articles } articles, in force from { $inForce }
cli-law-hit = { $law } { $article } (version { $version }, in force from { $inForce })
cli-bad-limit = --limit must be a whole number from 1 to { $most }.

# ---------------------------------------------------------------- a model reads what no rule understood
problem-note-by-model = put together by a model; it waits for review after the import, please compare it with the file
bank-button-model = Let the model try { $count } blocks (for review)
bank-model-reads = The model is trying the blocks that were not understood; the new preview follows. It only copies from the file, and what it reads waits for review.
bank-model-read = The model read { $count } questions. After the import they wait for review and are not asked before.
bank-model-gave-out = { $count } blocks were not read: the model cannot be used just now, try again later.
bank-no-model = No model is set up. Download the list to correct, and send it back.
law-button-article = Read the article
law-library-empty = The law library is empty.
law-list-title = Law library ({ NUMBER($count, useGrouping: 0) })
law-list-hint = Press a name to read it, or search with “/laws words”, such as /laws 酒后驾驶
law-list-hint-admin = Send me a law as a file (txt, md, doc, docx) to take it in; you see what was read first.
law-articles-count = { NUMBER($count, useGrouping: 0) } articles
law-gone = This law or article is no longer in the library.
law-no-heading = Articles
law-version = version { $date }, in force from { $inForce }
law-state-current = in force now
law-state-future = not yet in force
law-state-past = no longer in force (until { $date })
law-state-repealed = repealed (from { $date })
law-article-title = { $law } { $article }
law-official-text = The officially published text decides
law-found = Found (in force now):
law-hit = { $law } { $article } (version { $version })
law-button-before = ‹ Before
law-button-after = After ›
law-button-before-one = ‹ Previous
law-button-after-one = Next ›
law-button-same-number = Same number, version { $date }
law-button-contents = Contents
law-button-versions = All versions ({ $count })
law-button-version = Version { $date }
law-button-list = Law library
law-button-manage = Manage this version
law-preview-title = Laws read: { $count }
law-preview-file = File: { $file }
law-preview-more = { $count } more are not shown
law-preview-articles = { NUMBER($count, useGrouping: 0) } articles
law-preview-dates-stated = version { $date }, in force from { $inForce }
law-preview-dates-published = version { $date }, in force from publication ({ $inForce })
law-preview-dates-assumed = version { $date }, in force from { $inForce } for now (the text does not say; please check)
law-standing-new-law = The library does not have this law; it goes in as a new one
law-standing-new-version = The library has this law; this goes in as a new version. Against version { $date }:
law-standing-already-there = This text is in the library already (version { $date }) and will not go in again
law-standing-date-taken = The library has another text dated { $date }; this one cannot go in before it is known which is right
law-standing-no-date = Neither the text nor the file name has a date; give its first day in force
law-change-count-new = { $count } new
law-change-count-changed = { $count } changed
law-change-count-moved = { $count } moved
law-change-count-removed = { $count } removed
law-change-new = New: { $to }: { $words }
law-change-changed = Changed: { $to }: { $words }
law-change-moved = { $from } is now { $to }, same words
law-change-moved-changed = { $from } is now { $to }, changed
law-change-removed = Removed: { $from }: { $words }
law-changes-more = { $count } more are in “All changes and remarks”
law-problems-title = Please check ({ $count })
law-problems-more = { $count } more are in “All changes and remarks”
law-ask-import = If all is right, press “Take in”.
law-nothing-to-import = There is nothing to take in.
law-button-import = Take in
law-button-cancel = Cancel
law-button-in-force = Correct the first day in force
law-button-details = All changes and remarks
law-button-open = Open { $law }
law-button-undo = Take this back
law-button-begin = Correct the first day in force
law-button-repeal = Mark as repealed
law-button-restore = Not repealed after all
law-button-remove = Remove from the library
law-button-removed = Remove it
law-button-keep = Keep it
law-details = All changes and remarks on “{ $file }”
law-sheet-changes = Changes
law-sheet-problems = Remarks
law-column-law = Law
law-column-kind = Kind
law-column-from = Old number
law-column-to = New number
law-column-before = Old words
law-column-after = New words
law-column-problem = Remark
law-foreseen-now = { NUMBER($count, useGrouping: 0) } questions in use rest on articles that changed: after the import { NUMBER($stopped, useGrouping: 0) } stop for review{ $renumbered ->
    [0] { "" }
   *[other] , { NUMBER($renumbered, useGrouping: 0) } only get another article number and are updated
}.
law-foreseen-planned = { NUMBER($count, useGrouping: 0) } questions in use rest on articles that changed: from { $day } on { NUMBER($stopped, useGrouping: 0) } stop for review{ $renumbered ->
    [0] { "" }
   *[other] , { NUMBER($renumbered, useGrouping: 0) } only get another article number and are updated
}.
law-effect-applied = Questions on { $law }: { NUMBER($stopped, useGrouping: 0) } stopped for review{ $stopped ->
    [0] { "" }
   *[other] { " " }(see /review)
}{ $renumbered ->
    [0] { "" }
   *[other] , { NUMBER($renumbered, useGrouping: 0) } only got another article number and were updated
}.
law-effect-planned = { NUMBER($count, useGrouping: 0) } questions in use rest on articles of { $law } that changed; from { $day } on they stop for review, or are updated where only the number changed.
law-effect-ends = { NUMBER($count, useGrouping: 0) } questions in use rest on { $law }; from { $day } on they stop for review.
law-effect-undone = { NUMBER($count, useGrouping: 0) } questions that { $law } had stopped and nobody had reviewed are in use again.
law-sheet-questions = Questions
law-column-question = No.
law-column-stem = Question
law-column-article = Cites
law-column-then = What happens
law-then-stopped = stops for review
law-then-renumbered = number is updated
law-kind-new = new
law-kind-changed = changed
law-kind-moved = moved
law-kind-removed = removed
law-imported = { $law }, version { $date }, is in: { NUMBER($articles, useGrouping: 0) } articles, in force from { $inForce }
law-import-already-confirmed = This file is in already.
law-import-cancelled = This file was cancelled.
law-import-just-cancelled = Cancelled; nothing was taken in.
law-import-not-live = This file was taken back, or never taken in.
law-import-undone = This file was taken back. Send it again to take it in.
law-import-unknown = What was read of this file is gone; please send it again.
law-undone = Taken back; texts removed: { $count }.
law-manage = Correct its first day in force, mark it as repealed, or remove it. Words quoted in questions stay as they are.
law-ask-remove = Remove { $law }, version { $date }, from the library? The file can be sent again.
law-ask-day = Reply to this message with the first day this text is in force, such as 2026-01-01.
law-ask-begin = Reply to this message with the first day this version is in force, such as 2026-01-01.
law-ask-repeal = Reply to this message with the day from which the law is repealed, such as 2026-01-01.
law-day-hint = such as 2026-01-01
law-no-day = That is no date. Write it as 2026-01-01 and reply to the message above once more.
law-changed-begin = The first day in force of { $law }, version { $date }, is corrected.
law-changed-repeal = { $law }, version { $date }, is marked as repealed.
law-changed-restore = { $law }, version { $date }, is no longer marked as repealed.
law-changed-remove = { $law }, version { $date }, is removed from the library.

mark-appeal = Appeal
mark-appeal-opened = Sent. A person will look at it
mark-appeal-already = You have appealed before. A person will look at it
mark-appeal-decided = A person has marked this answer already
mark-appeal-too-late = Appeals are open for 7 days after the mark
mark-appeal-not-yours = This is not your answer
mark-wait = Marks of short answers wait for a person. Type /review and press "Marks to review".
mark-queue = Marks to review ({ NUMBER($count, useGrouping: 0) })
mark-waiting = { NUMBER($count, useGrouping: 0) } marks of short answers wait for a person.
mark-none = No mark waits for a person.
mark-title = Review of a mark
mark-place = { " " }{ NUMBER($position, useGrouping: 0) } of { NUMBER($total, useGrouping: 0) }
mark-reason-APPEAL = Reason: the officer appeals
mark-reason-DISAGREEMENT = Reason: the automatic marks do not agree
mark-reason-INSUFFICIENT = Reason: the AI cannot judge this answer
mark-answer = Answer
mark-points = Points
mark-point = { $text } ({ $weight })
mark-by-model = AI mark { $score } of { $max }
mark-by-person = Mark by a person { $score } of { $max }
mark-by-built-in = Automatic mark { $score } of { $max }
mark-evidence = { $mark }, from: { $found }
mark-precedents = Marked by people before:
mark-note = Note: { $note }
mark-button-ok = Give { $score } of { $max }
mark-button-keep = Leave as it is
mark-button-why = Write a note
mark-button-next = Skip
mark-button-again = Look again
mark-button-alike = Change these { NUMBER($count, useGrouping: 0) } too
mark-button-apart = Leave them
mark-ask-why = Reply with one sentence that says why. The officer will read it.
mark-ask-why-hint = Why, in one sentence
mark-already = { $by ->
    [you] You have decided this mark already.
   *[other] Somebody else has decided this mark already.
}
mark-moved = Somebody else has just changed the points. Nothing was saved; please look again.
mark-own = Nobody marks their own answer. Please leave it to somebody else.
mark-unknown = This mark does not exist or is not decided yet.
mark-done-kept =
    The mark stays at { $after } of { $max }; whoever appealed will be told.
    { $stem }
mark-done-changed =
    The mark is { $after } of { $max } now (it was { $before }); the officer will be told.
    { $stem }
mark-same = { NUMBER($count, useGrouping: 0) } more answers say the same: +{ NUMBER($raised, useGrouping: 0) }, −{ NUMBER($lowered, useGrouping: 0) }. Change them too?
mark-alike-done = { NUMBER($count, useGrouping: 0) } marks changed: +{ NUMBER($raised, useGrouping: 0) }, −{ NUMBER($lowered, useGrouping: 0) }. Their officers will be told.
mark-alike-none = All answers of these words are marked alike already. Nothing was changed.
mark-apart = No other answer was changed. Answers of these words will be marked like this one from now on.
mark-told-raised = A person has looked at the mark of your short answer: { $before } → { $after } of { $max }.
    "{ $stem }"
    { $points }
    Note: { $hasNote ->
        [yes] { $note }
       *[no] Each point was looked at; you had made more of them.
    }
mark-told-lowered = A person has looked at the mark of your short answer: { $before } → { $after } of { $max }.
    "{ $stem }"
    { $points }
    Note: { $hasNote ->
        [yes] { $note }
       *[no] Each point was looked at; you had made fewer of them.
    }
mark-told-kept = A person has looked at the mark of your short answer. It stays at { $after } of { $max }.
    "{ $stem }"
    { $points }
    Note: { $hasNote ->
        [yes] { $note }
       *[no] Each point was looked at; the mark was right.
    }

# ---------------------------------------------------------------- questions about the law
people-command-ask = Ask a rule in your own words
ask-looking = Looking through the articles. The answer will appear here.
ask-prompt = Please reply to this message with your question, for example: how long may questioning take; Public Security Administration Punishments Law article 83. Leave out names and numbers of persons.
ask-prompt-hint = For example: how long may questioning take
ask-too-long = The question is too long: at most { $most } characters, only the rule you look for.
ask-masked = Personal data ({ $kinds }) was taken out: it was not searched, sent or kept.
ask-kind-id-number = identity number
ask-kind-bank-card = bank card
ask-kind-mobile = mobile number
ask-kind-landline = telephone number
ask-kind-plate = licence plate
ask-kind-email = e-mail
ask-kind-passport = passport number
ask-kind-account = account
ask-kind-name = name
ask-model-out = The model cannot answer just now; these are the articles found.
ask-related = No article answers this directly; these may have to do with it:
ask-none = No basis was found in the articles in force. Put it in other words, or hand it to the legal office.
ask-nearest = The nearest articles:
ask-no-laws = The law library is empty, so there is no answer yet. An admin has to import laws first.
ask-official = The official text prevails (以正式文本为准)
ask-hint = To go on asking, reply to this message within ten minutes.
ask-remark-past = Note: { $law } { $article }, version { $version }, is no longer in force (until { $date }).
ask-remark-future = Note: { $law } { $article }, version { $version }, is not yet in force (from { $date }).
ask-remark-repealed = Note: { $law } { $article }, version { $version }, is repealed (from { $date }).
ask-remark-no-article = { $law } (version { $version }) has no { $article }.
ask-remark-no-part = { $law } (version { $version }) { $article } has no such paragraph or item; this is the whole article.
ask-remark-current = { " " }In force is version { $current }.
ask-button-article = Open { $article }
ask-button-forward = Ask the legal office
ask-button-reply = Answer
ask-forward-forwarded = Handed to the legal office; you get their answer here.
ask-forward-already = The legal office has this question already; please wait for its answer.
ask-forward-unknown = This question was not found. Please ask again with /ask.
ask-forward-nobody = There is no admin or reviewer yet to hand it to.
ask-office-title = Somebody asks the legal office
ask-office-shown = What the system answered:
ask-office-no-answer = Nothing has been found for it yet.
ask-reply-prompt = Please reply to this message with your answer to: { $question }
ask-reply-hint = Name the law and the article
ask-reply-replied = The answer is kept and will be sent to who asked.
ask-reply-empty = The answer is empty; please reply to the message above once more.
ask-reply-too-long = The answer is too long: at most { $most } characters. Please reply to the message above once more.
ask-reply-unknown = This question was not found.
ask-reply-already = This question has been answered: { $reply }
ask-reply-title = The legal office answers
ask-reply-to = Your question: { $question }

law-not-in-library = The library does not hold this article of { $law } yet. Please ask an admin to import it.

samples-button = Enter samples
samples-ask = Reply with sample answers, one a line: ✓ or ✗ for each point in order, a blank, then the answer. At least { $wanted } are needed, right and wrong ones. { $stem }
samples-example = For example: { $signs } text of the answer
samples-hint = ✓✗ text of the answer
samples-added = { $added } samples saved.
samples-bad = Lines { $lines } were not understood and not saved. Begin each with as many ✓ or ✗ as there are points, then a blank, then the answer.
samples-state = There are { $samples } samples now (at least { $wanted }); the automatic marks agree with people on { $percent }% of the points.
samples-no-rubric = This short answer has no points to mark by. Press "Edit" first and write them below the question.
samples-unknown = This is no short answer, or the question does not exist.
review-short-rubric = This short answer has no points to mark by. Press "Edit" and add them; it cannot be approved before.
review-short-samples = { $samples } samples, fewer than 5{ $percent }. Press "Enter samples" before you approve.
review-short-ready = { $samples } samples{ $percent }.
review-short-agreement = ; the automatic marks agree with people on { $percent }% of the points
review-not-ready = This short answer cannot be used yet and was not approved.

draft-bank = Drafted questions
draft-button-article = Draft questions
draft-button-law = Draft from the whole text
draft-button-how = Draft questions
draft-button-type-case = Write a case
draft-button-begin = Draft questions
draft-button-policy = Draft from it as a policy
draft-button-case = Draft from it as a case
draft-button-forget = No, delete it
draft-button-again = Try again
draft-button-review = Start reviewing
draft-how-title = Three ways to draft questions
draft-how-article = 1. From an article: open it in /laws and press “Draft questions”.
draft-how-policy = 2. From a policy: send the file (Word or plain text) here and press “Draft from it as a policy”. A policy written in articles is imported into the library first; draft from its articles there, or from the whole text under “Manage this version”.
draft-how-case = 3. From a case: press the button below and write down what happened. The model makes a scenario of it.
draft-how-case-no-model = 3. From a case: press the button below and write down what happened. Cases need a language model; none is set up, so you get the articles that have to do with it.
draft-how-review = Drafts always wait for a reviewer before officers get them.
draft-ask-case = Reply to this message with the case ({ NUMBER($least, useGrouping: 0) } to { NUMBER($most, useGrouping: 0) } characters): what happened, what the officers did, what is disputed. No names, units or numbers, please.
draft-case-hint = What happened
draft-case-short = That is too short ({ NUMBER($length, useGrouping: 0) } characters). Please write { NUMBER($least, useGrouping: 0) } to { NUMBER($most, useGrouping: 0) } and reply to this message once more.
draft-case-long = That is too long ({ NUMBER($length, useGrouping: 0) } characters). Please write { NUMBER($least, useGrouping: 0) } to { NUMBER($most, useGrouping: 0) } and reply to this message once more.
draft-case-title = the case “{ $text }”
draft-case-kept = Questions will be drafted from this text
draft-offer = Questions can be drafted from this file: { $title }. They wait for a reviewer; officers do not get them at once.
draft-hidden = Personal data was hidden and not kept: { $kinds }. If somebody can still be recognised, delete it and send a better text.
draft-hidden-kind = { $kind } × { $count }
draft-nothing-hidden = No personal data was found. If somebody can still be recognised, delete it and send a better text.
draft-requested = Drafting questions: { $title }. You will be told when it is done.
draft-already = Drafting from this was asked for already; you will be told when it is done. Drafts are in /review.
draft-unknown = There is nothing to draft from any more. Please open the article again or send the text again.
draft-forgotten = Deleted; nothing was drafted.
draft-too-many = This law has { $count } articles; at most { $most } at once. Please open the articles you need and press “Draft questions” there.
draft-done = { $title }: { $count } questions drafted: { $kinds }.
draft-none = Nothing could be drafted from { $title }: it holds no number, time limit, list or duty that makes a good question. Try another article, or write a question yourself and import it.
draft-by-rules-none = No language model is set up: the program drafted from numbers, terms and wording of the text.
draft-by-rules-used = { $count } of them were drafted by the program: the model gave nothing usable there.
draft-gave-out = The model stopped answering; { $count } of them were drafted by the program.
draft-left = { $count } more sections were left out: at most 40 at once.
draft-short-samples = Short answers need five marked samples before they can be used.
draft-waits = All of them wait for review before officers get them.
draft-dropped = { $count } more did not pass the check and were dropped: { $reasons }.
draft-dropped-for = { $reason } { $count }
draft-fault-unreadable = incomplete
draft-fault-quote-not-in-article = quote not in the text
draft-fault-key-not-from-quote = key does not follow from the quote
draft-fault-several-right = several right options
draft-fault-options-alike = options alike
draft-fault-options-of-different-kind = options of different kinds
draft-fault-key-in-stem = stem gives the key away
draft-fault-key-stands-out = key stands out
draft-fault-wrong-count = wrong number of keys
draft-fault-too-long = stem too long
draft-fault-not-self-contained = not clear without the text
draft-fault-duplicate = there already
draft-no-case-no-model = A case needs a language model to write it, and none is set up. Nothing was drafted.
draft-no-case-gave-out = The model does not answer now; nothing was drafted. Please try again later.
draft-no-case-no-articles = The library has no article on this case; nothing was drafted. Import the law first, or describe the case in more detail.
draft-no-case-nothing = The model wrote no usable question on this case; nothing went to review. Describe it in more detail and send it again.
draft-articles-instead = These articles have to do with it; press one to draft from it:

# Backup, restore, move (command line)
backup-done = Backed up: { $file } ({ $size }, { $tables } tables, { NUMBER($rows, useGrouping: 0) } rows, { $seconds } s). It holds names and answers: keep it safe.
backup-restored = Restored from { $file } (made { $made }): { $tables } tables, { NUMBER($rows, useGrouping: 0) } rows, every table compared, { $seconds } s. The bot can be started now.
backup-replaced = What was there before is now in: { $file }
backup-moved = Moved, and every table compared: { $tables } tables, { NUMBER($rows, useGrouping: 0) } rows, { $seconds } s. The old folder is as it was. Write this line into .env and start the bot:
backup-bad-address = --to takes the address of a database, such as postgres://user:password@host/chenxun; write # / @ % in a password as %23 %2F %40 %25.
backup-move-server = The database is on PostgreSQL already (DATABASE_URL is set). For another server: chenxun backup, then change DATABASE_URL, then chenxun restore.
backup-exists = The file exists: { $file }. Choose another name, or overwrite it with --force.
backup-cannot-write = The backup was not written: { $file } ({ $reason }). Check that the folder exists, that you may write there and that the disk is not full.
backup-cannot-read = The file cannot be read: { $file } ({ $reason }).
backup-no-data = The database has no tables yet: there is nothing to back up.
backup-not-ours = This is no backup of Chenxun, or its beginning is damaged. Nothing was changed.
backup-cut = The backup is not whole: its end is missing, perhaps because copying was interrupted. Copy it again or take another one. Nothing was changed.
backup-damaged = The backup is damaged: it is not as it was written. Take another one. Nothing was changed.
backup-newer-format = This backup was written by a newer Chenxun, which this one cannot read. Upgrade first, then restore. Nothing was changed.
backup-newer = This backup was written by a newer Chenxun ({ $app }, { $migration }). Upgrade first, then restore. Nothing was changed.
backup-other-line = The tables of this backup are not this program's ({ $migration }): it comes from a changed Chenxun ({ $app }). Restore it there. Nothing was changed.
backup-foreign-tables = The database has tables that are not Chenxun's: { $tables }. Make a database for Chenxun alone. Nothing was changed.
backup-not-empty = The database holds data, so nothing was restored. To replace it add --replace: what is there is written beside the file first.
backup-target-not-empty = The database named by --to holds data, so nothing was moved. Make a new, empty one.
backup-in-use = The bot is using this database. Stop the bot first, then run this again. Nothing was changed.
backup-no-right = The database user may not create a schema. Ask the database administrator for: grant create on database NAME to USER. Nothing was changed.
backup-unlike = What was restored is not what the backup says, so all of it was taken back ({ $tables }). Nothing was changed. Please report this message.
backup-nightly-failed = The nightly backup failed: { $reason }. Check the disk and the folder DATA_DIR/backups, then run chenxun backup once by hand.

### calendar

calendar-title = Training calendar
calendar-today = Today, { $day }: { $mode }
calendar-month = { $month }/{ $year }
calendar-training = { $count } training days
calendar-holidays = Public holidays: { $list }
calendar-swapped = Worked in exchange: { $list }
calendar-holiday =
    { $zh ->
       *[other] { $en }
    }
calendar-named-days = { $name } { $days }
calendar-comma = ,{ " " }
calendar-own = Own arrangement: { $days } { $mode }
calendar-with-note = { $line } ({ $note })
calendar-holidays-unknown = The public holidays of { $year } are not known yet; Monday to Friday count as workdays. A calendar file can add them.
calendar-how = To change it, reply to this message, such as "stop for 3 days from today", or send a calendar file (Excel, CSV: date, type, note).
calendar-earlier = ‹ { $month }/{ $year }
calendar-later = { $month }/{ $year } ›
calendar-change = Change the calendar
calendar-mode-NORMAL = normal
calendar-mode-ARTICLE = article only
calendar-mode-STOPPED = training stopped
calendar-mode-OFF = day off
calendar-day = { $month }/{ $date }
calendar-span = { $first } to { $last } ({ $count } days)
calendar-weekday-1 = Mon
calendar-weekday-2 = Tue
calendar-weekday-3 = Wed
calendar-weekday-4 = Thu
calendar-weekday-5 = Fri
calendar-weekday-6 = Sat
calendar-weekday-7 = Sun
calendar-ask =
    Reply with the change, such as:
    · stop for 3 days from today
    · 12/5 training as usual
    · 12/8 to 12/10 article only
    To go back to the usual arrangement: cancel 12/8
calendar-ask-hint = such as: stop for 3 days from today
calendar-unclear = That was not understood; the calendar has not changed.
calendar-no-such-day = There is no such day as "{ $text }"; the calendar has not changed.
calendar-past = { $day } is over; only today and later days can be changed. The calendar has not changed.
calendar-too-many = At most 400 days can be changed at once; the calendar has not changed. Please change them in parts.
calendar-preview = Preview of the calendar: { $source }
calendar-line = { $days }: { $from } → { $to }
calendar-line-same = { $days }: { $mode }, as it is
calendar-more = … and { $count } more
calendar-problems = Rows that were not understood and are left out: { $count }
calendar-problem = { $place }: { $reason }
calendar-place = row { $row }
calendar-problem-no-day = the date is missing
calendar-problem-day-unclear = the date "{ $text }" is not understood; write 2026-12-08 or 12/8 to 12/10
calendar-problem-mode-unclear = the type "{ $text }" is not understood; write normal, article, stop or default
calendar-problem-day-past = { $text } is over
calendar-problem-too-many = more than the 400 days of one file
calendar-preview-opened = Today is open already: the duties of { $waiting } who have not begun change with it, and so do cards that wait; { $begun } who have begun finish as usual, { $finished } who have finished keep their score.
calendar-preview-ask = { $count } days change once you confirm.
calendar-preview-nothing = No day would change; nothing was done.
calendar-confirm = Confirm
calendar-cancel = Cancel
calendar-undo = Undo this change
calendar-list = The whole list
calendar-list-caption = All { $count } lines
calendar-list-file = calendar.csv
calendar-changed = The calendar has changed: { $count } days.
calendar-undone = Taken back: { $count } days are as they were before.
calendar-kept = { $count } other days were left: they are over, or were changed again since.
calendar-followed = Today is open already: { $excused } became excused, { $due } became due; { $begun } who have begun finish as usual, { $finished } who have finished keep their score.
calendar-dropped = Cancelled; the calendar has not changed.
calendar-over = This change was decided before. Send it again if you need it.
calendar-settled-PREVIEW = This change is not confirmed yet.
calendar-settled-LIVE = This change was made before.
calendar-settled-CANCELLED = This change was cancelled before; the calendar has not changed.
calendar-settled-UNDONE = This change was taken back before.
calendar-unknown = This change was not found; please send it again.

### duty rosters

shifts-preview = Duty roster: { $file }
shifts-preview-read = { $officers } officers, { $first } to { $last }, { $days } days.
shifts-preview-nothing = There is nothing to import; please mend the file and send it again.
shifts-preview-ask = Once confirmed, this takes the place of what is known of these officers on these days. Days of rest are excused; after a night shift the card comes at 14:00, before a late shift at 12:00.
shifts-kind-E = early
shifts-kind-L = late
shifts-kind-N = night
shifts-kind-R = rest
shifts-count = { $kind } { $count }
shifts-dot = { " · " }
shifts-gap = ,{ " " }
shifts-officer = · { $badge } { $name }: { $shifts }
shifts-problems = Not understood and left out: { $count }
shifts-more = … and { $count } more, see the whole list
shifts-place = row { $row }
shifts-problem = { $place }: { $reason }
shifts-problem-no-officer = neither a badge number nor a name
shifts-problem-badge-unreadable = the badge number "{ $badge }" cannot be read
shifts-problem-badge-unknown = the roster has no badge number { $badge }
shifts-problem-badge-name = badge number { $badge } belongs to { $known } in the roster, the file says { $name }
shifts-problem-inactive = { $name } is deactivated
shifts-problem-name-unknown = the roster has no "{ $name }"
shifts-problem-name-not-in-unit = nobody in "{ $unit }" is called "{ $name }"
shifts-problem-name-ambiguous = { $count } people are called "{ $name }"; please add the badge number or the unit
shifts-problem-day-unclear = { $name }: the date "{ $text }" is not understood
shifts-problem-shift-unclear = { $name } { $day }: the shift "{ $text }" is not understood; the day stays as it is
shifts-problem-day-twice = { $name } { $day } has two different shifts; the first is taken
shifts-confirm = Confirm
shifts-cancel = Cancel
shifts-undo = Undo this duty roster
shifts-list = The whole list
shifts-list-caption = As it was understood: { $officers } officers, { $left } left out
shifts-list-file = shifts.csv
shifts-list-badge = Badge
shifts-list-name = Name
shifts-changed = The duty roster is in: { $officers } officers, { $days } days.
shifts-undone = Taken back: { $officers } officers and { $days } days are as before; days changed again since stay.
shifts-dropped = Cancelled; no shift has changed.
shifts-over = This duty roster was decided before. Send the file again if you need it.
shifts-settled-PREVIEW = This duty roster is not confirmed yet.
shifts-settled-LIVE = This duty roster was imported before.
shifts-settled-CANCELLED = This duty roster was cancelled before and not imported.
shifts-settled-UNDONE = This duty roster was taken back before.
shifts-unknown = This duty roster was not found; please send the file again.

cli-audit-help = the record of acts: who did what when, and who looked at which names
cli-audit-actor-help = of this Telegram id only
cli-bad-actor = "{ $text }" is no Telegram id: digits only.
cli-officer-help = export or erase one person's data on their request
cli-officer-export-help = write everything that is held about a person into a JSON file
cli-officer-erase-help = erase a person: name, badge, account, leave and whatever they typed; the units' numbers stay
cli-officer-yes-help = really erase; it cannot be undone
cli-officer-force-help = also where the person has a set to do today
cli-no-officer = Nobody has the badge number { $badge }.
cli-officer-exported = Everything about { $badge } is in { $file }. Only you can read the file; keep it safe.
cli-officer-add-yes = This cannot be undone. To erase { $badge }, run it again with --yes; officer export first is a good idea.
cli-officer-due-today = { $badge } is active and has a set to do today: nothing was erased. Take the person out of the roster first, or add --force.
cli-officer-erased = { $badge } is erased. Take the person out of the roster file as well, or the next import makes them anew; backups made earlier still hold the data.

certainty-on = ● I am sure
certainty-off = ○ I am sure
certainty-wrong = Sure, but wrong: please read the { $again ->
    [article] article
   *[key] answer
} once more.
certainty-partial = Sure, but not all of it right: please read the { $again ->
    [article] article
   *[key] answer
} once more.
certainty-settings = ⚙ Answering
certainty-what =
    When on, choice and true-false questions of the daily set carry one more button, “I am sure”. Officers may press it before they answer; it never changes the score.
    What it is for: articles on which people are sure and wrong are where mistakes on duty are made. Summaries list them by article, never by name. What somebody was not sure of comes back sooner.
    A change holds for sets that are sent from then on.
certainty-choice-on = Ask how sure officers are: on (press to turn off)
certainty-choice-off = Ask how sure officers are: off (press to turn on)

help-sign-title = Who and what needs help
help-sign-comma = , {""}
help-sign-more = { $listed } and { $more } more
help-sign-missed-red = Needs help: { $count } missed 3 due days in a row{ $names ->
    [none] {""}
   *[other] : { $names }
}
help-sign-missed-amber = Keep an eye on: { $count } missed 2 due days in a row{ $names ->
    [none] {""}
   *[other] : { $names }
}
help-sign-unit = · { $unit }:{ $red ->
    [0] {""}
   *[other] {" "}{ $red } in need of help
}{ $both ->
    [yes] ,
   *[no] {""}
}{ $amber ->
    [0] {""}
   *[other] {" "}{ $amber } to keep an eye on
}
help-sign-more-units = · { $count } more units
help-sign-topic = { $topic } { $rate }
help-sign-topics-red = Needs help: topics below 60% over four weeks: { $topics }
help-sign-topics-amber = Keep an eye on: topics below 70% over four weeks: { $topics }

### the pages

page-brand = Chenxun
page-menu = Menu
page-menu-units = Units
page-menu-questions = Questions
page-menu-health = System
page-admin = Administrator
page-logout = Log out
page-skip = Skip to content
page-other-language = 中文
page-footer = Rate = (done + made up) / due; who is excused is not due. Looks at names are recorded.
page-button = Web page
page-door = The pages show the same numbers, and trends, questions and the sheet to sign. The link works once, within 10 minutes; please do not pass it on.
page-door-app = Open here
page-door-browser = Open in a browser
page-door-none = This bot serves no pages. If you need them, ask whoever runs it to set PUBLIC_URL.
page-home = To the first page
page-login = Please log in
page-login-how = Send /summary to the bot, press “Web page” and open the link it gives. Administrators may also send /status.
page-link = Open the Chenxun pages
page-link-what = This link works once. You stay logged in for two hours.
page-link-open = Log in
page-link-gone = The link no longer works
page-link-again = A link works once, within 10 minutes. Press “Web page” in the bot again.
page-no-right = There is no page for you
page-no-right-what = The pages are for unit leaders, reviewers and administrators. If you have just become a leader, ask an administrator to update the roster.
page-too-fast = Please wait
page-too-fast-what = Too many logins. Try again in a minute.
page-refused = Not for you to see
page-refused-what = This page is outside what you may see. Ask an administrator if you need it.
page-not-found = No such page
page-not-found-what = The address may be wrong, or what was here is gone.
page-app = Chenxun
page-app-waiting = Opening, one moment.
page-app-outside = Open this in Telegram, or log in with a link from the bot.
page-app-refused = What Telegram said of you is out of date. Close this and open it again.
page-app-no-right = The pages are for unit leaders, reviewers and administrators.
page-app-failed = The server cannot be reached. Open this again later.
page-up = ‹ Back to { $unit }
page-tabs = Pages about this unit
page-tab-overview = Overview
page-tab-topics = Laws and topics
page-tab-trend = Eight weeks
page-tab-month = Month sheet
page-today = Today
page-week = This week
page-month = This month
page-before = Earlier
page-from = From
page-to = To
page-show = Show
page-excel = Download Excel
page-rate = Rate
page-few = fewer than 5 finished
page-few-note = “–”: fewer than 5 people finished, or the mean of such a unit could be worked out; not shown.
page-chart = How the units of { $unit } took part; the numbers are in the table below
page-missing = Not finished ({ $count })
page-signs = Who needs help
page-signs-people = missed in a row{ $red ->
    [0] {""}
   *[other] : 3 days or more { $red }
  }{ $amber ->
    [0] {""}
   *[other] : 2 days { $amber }
  }
page-signs-topic = { $topic }: { $percent }% over four weeks
page-signs-rules = Rules: 3 due days missed in a row, or a topic below 60%, “needs help”; 2 days, or below 70%, “keep an eye on”.
page-help = needs help
page-watch = keep an eye on
page-topics-rules = Daily sets only; a question counts once at least 10 officers answered it. Units where fewer than 5 people finished are not shown.
page-mastery = Mastery
page-mastery-law = By law
page-mastery-topic = By topic
page-law = Law
page-topic = Topic
page-items = Questions
page-sure = Sure but wrong
page-sure-answers = Sure
page-sure-wrong = of these wrong
page-sure-merged = { $count } others, under 5 people each, together
page-sure-note = Where officers are sure and wrong, mistakes on duty are most likely.
page-nothing-yet = Nothing to show for these days yet.
page-trend = The last eight weeks
page-trend-rate = Rate over eight weeks
page-trend-picture = Columns of the rate over eight weeks; the numbers are in the table below
page-trend-note = This week counts up to today; who has not finished today counts as missed.
page-week-of = Week
page-month-of = Month
page-month-title = Training in { $month }
page-month-days = Day by day
page-print = Print
page-officer-note = For the leader of this officer's unit and administrators only; every look is recorded. No ranking, no comparison.
page-officer-days = The last eight weeks day by day
page-officer-state = State
page-state-DUE = not finished yet
page-state-DONE = done
page-state-MADE_UP = made up
page-state-EXCUSED = excused
page-state-MISSED = missed
page-banks = Question banks
page-bank = Bank
page-bank-live = Live
page-bank-retired = Retired
page-no-banks = There is no bank yet. Ask an administrator to send a bank file to the bot.
page-banks-up = ‹ Back to the banks
page-facility = Answered right
page-least = Questions with fewer than { $least } answers are not computed.
page-more-rows = { $count } more in the workbook.
page-health-good = All is well, nothing waits.
page-health-waiting = { $count } things wait to be done or sent.
page-health-failed = { $count } failed. Send /status to the bot to deal with it.
page-queues = Now
page-what = What
page-count = Count
page-queue-inbox = Updates waiting
page-queue-poison = Updates set aside
page-queue-jobs = Jobs waiting
page-queue-dead = Jobs given up
page-queue-outbox = Messages due
page-queue-uncertain = Messages that may have arrived
page-cards-sent = Cards sent today
page-cards-failed = Cards failed today
page-officers-bound = Officers bound
page-officers-unbound = Officers not bound
page-officers-blocked = Officers who blocked the bot
page-live-questions = Live questions
page-runs = Runs
page-run = Run
page-run-new-day = new day
page-run-forget = forgetting
page-run-check-morning = check of the sending
page-run-words-forgotten = forgetting of words
page-run-script = roll-call script
page-run-weekly = weekly report
page-begun = Begun
page-finished = Finished
page-sent = Sent
page-queued = Waiting
page-failed = Failed
page-replicas = Processes
page-replica = Process
page-since = Since
page-sends = Sends
page-yes = yes
page-in-force = In force
page-officers = Officers
page-mastered = Mastered

script-title = One minute at roll call · { $unit } · { $date }/{ $month }
script-opening-missed = Colleagues, one rule in one minute. In { $when ->
    [yesterday] yesterday's training
   *[last] the last training
} { $article } of { $law } was missed often; let us look at it again.
script-opening-theme = Colleagues, one rule in one minute. { $topic ->
    [none] {""}
   *[other] Today we go on with { $topic }.{" "}
}This is { $article } of { $law }.
script-rule = It says: “{ $quote }”
script-question-plain = A question for all of us: { $question } Who will answer?
script-question-statement = Is this right or wrong: “{ $question }”? Who will answer?
script-question-gap = Who can complete this sentence: “{ $question }”?
script-question-none = Who can say in which situations in our area this article is needed?
script-answer = The answer, for whoever reads this out: { $answer }
script-stop-daily = Do not send it every day
script-start-daily = Send it to me every morning
script-daily = From now on the roll-call text comes by itself every morning of training.
script-not-daily = The roll-call text does not come by itself any more. Ask for it with /script.
script-no-drill = There was no training lately, so there is nothing to read out today.
script-no-article = The law library has no article in force that fits the last training, so there is nothing to read out today. An admin can look at the laws under /laws.
script-why-minors = With children, too hard or too soft marks a life, and parents will question it first.
script-why-family = What is left undone at home today may be an assault tomorrow, and the victim counts on us first.
script-why-fraud = Stopping a payment is a race against time: who knows the rule saves people's money.
script-why-force = Not using force when it is due hurts us and others; using it when it is not makes us liable. Know the line.
script-why-custody = Every step that takes away freedom has its time limit and its paper; miss one and both case and officer answer for it.
script-why-traffic = On the road we are filmed and questioned every day; who can name the basis is believed, in court as well.
script-why-privacy = People's data are in our hands; looking without a reason is misconduct or worse.
script-why-conduct = This rule is about ourselves; when one breaks it, the whole station loses trust.
script-why-evidence = Evidence taken wrongly may be thrown out, and a scene seldom gives a second chance.
script-why-procedure = One wrong step in procedure can undo a decision that is right in substance, and harms people's rights.
script-why-penalty = A wrong range or condition means the wrong person or the wrong penalty, and it is the first thing a review finds.
script-why-crime = Offences differ in their elements; a wrong first judgement sends the evidence the wrong way.
script-why-other = At a scene there is no time to look things up; who knows the rule acts with confidence and is believed.
people-command-script = One minute of law for roll call

weekly-title = { $unit }: the week from { $from } to { $to }
weekly-coverage = { $due } officer-days due, { $finished } done ({ $madeUp } of them made up), rate { $rate }, the week before { $before }. Excused { $excused }{ $unbound ->
    [0] {""}
   *[other] , not bound { $unbound } officers
}.
weekly-trend = Rate over eight weeks { $line } (least { $least }, most { $most })
weekly-children = Units, those who need help first
weekly-child = · { $unit } { $rate }{ $missed ->
    [0] {""}
   *[other] , missed { $missed }
}
weekly-more-children = · { $count } more units, see the summary
weekly-topics = Weakest topics
weekly-laws = Weakest laws
weekly-mastery = · { $name } { $rate }
weekly-articles = Articles missed most
weekly-article = { $number }. { $name }: answered { $answered } times, { $wrong } wrong
weekly-option = Wrong choice made most: “{ $text }” ({ $count } times)
weekly-reveal-number = A number or time limit is mixed up; it is “{ $right }”.
weekly-reveal-modal = Must, may and must not are mixed up; it is “{ $right }”.
weekly-reveal-subject = Who decides or acts is mixed up; it is “{ $right }”.
weekly-reveal-added = A condition was added; it is “{ $right }”.
weekly-reveal-forgotten = Something was left out; it is “{ $right }”.
weekly-reveal-wider = The rule was taken too widely; right is “{ $right }”.
weekly-reveal-believed = A false statement was believed.
weekly-reveal-doubted = A true statement was not recognised.
weekly-reveal-other = Two situations were mixed up; it is “{ $right }”.
weekly-sure = Sure but wrong (where mistakes on duty are likely)
weekly-sure-article = · { $name }: sure { $sure } times, { $sureWrong } of them wrong
weekly-sure-merged = · { $articles } other articles (fewer than 5 people each, merged): sure { $sure } times, { $sureWrong } of them wrong
weekly-action = What to do next
weekly-copy = A message you can send (tap to copy):
weekly-action-participation = In { $count } units fewer than 80% took part: { $units }. First ask what keeps them from it.
weekly-message-participation = To all heads of units: last week fewer than 80% took part in { $units }. Please find out why today: register absences where duty collides, and help those whose phone shows nothing. Solve problems, blame nobody.
weekly-action-unbound = { $count } officers are not bound and get no training. First let it reach everybody.
weekly-message-unbound = To all heads of units: { $count } officers are not bound yet. Please get binding codes from the admin and help them this week; it takes a minute each.
weekly-action-newcomers = The { $count } who joined within the last month took part at { $rate }, the others at { $others }. They need somebody at their side.
weekly-message-newcomers = To all heads of units: officers who joined within the last month took part at { $rate }, the others at { $others }. Please give each of them a colleague who shows how the three minutes in the morning work and how leave is registered.
weekly-action-error = { $article } is missed in { $count } units. The rule was not made clear; address the topic, not the individuals.
weekly-message-error = To all heads of units: last week { $article } was missed in { $count } units{ $right ->
    [none] {""}
   *[other] ; right is “{ $right }”
}. Please read it together at roll call this week, with an example from your area. Talk about the rule, not about people.
weekly-action-topic = { $topic } is the weakest topic at { $rate }: address the topic, not the individuals.
weekly-message-topic = To all heads of units: { $topic } was the weakest topic last week at { $rate }. Please give it a minute at roll call this week. Talk about the rule, not about people.
weekly-action-steady = Nothing needs to be done at once. A word of thanks is enough.
weekly-message-steady = To all heads of units: training went well last week, thank you. Please keep it up, and register leave and duty in time.
weekly-button = Weekly report
weekly-summary-button = Summary of this week

burden-over-messages = Beyond the budget of training: in the week from { $month }/{ $date }, { $people } of { $of } officers would get more than { $budget } messages, at most { $messages } (cards { $cards }, nudges { $nudges }, others { $others }).
burden-over-minutes = Beyond the budget of training: the week from { $month }/{ $date } would take about { $minutes } minutes of each officer (budget { $budget }).
burden-over-weeks = { $count } more weeks would be beyond it as well.
burden-over-retest = The retests after the change of a law bring { $people } of { $of } officers beyond { $budget } messages in the week from { $month }/{ $date }, at most { $messages } (cards { $cards }, nudges { $nudges }, others { $others }). Please take something away: stop training on one day of that week in /calendar, or send no nudges by hand in it.
burden-go-nudge = The reminder went out. Next time better remind them in person: one message less.
burden-go-calendar = To add these days, please take one away in the same week (no training, or an article only), or change the budget in /status.

burden-button = Burden
burden-title = Burden of training ({ $month }/{ $date } to { $toMonth }/{ $toDate }, per officer and week)
burden-people = { $people } officers, { $officerWeeks } officer-weeks
burden-minutes = Time: median { $median } minutes, nine of ten no more than { $ninety }; { $above }% beyond the budget of { $budget }
burden-messages = Messages: median { $median }, nine of ten no more than { $ninety }; { $above }% beyond the budget of { $budget }
burden-few = Fewer than five officers, or no training: not told apart.
burden-outside = Messages off duty: { $messages }, to { $people } officers
burden-office = Summaries, scripts and the like for leaders, not counted above: median { $office }
burden-how =
    Time runs from a question being shown to its answer, at most 5 minutes each; what people practise for themselves does not count. Messages are cards, articles, nudges, retests and changed marks that nobody asked for. Off duty is before 6:30, from 21:00 on, on leave, on a day of rest and on days without training.
    Messages are kept for 60 days: it can be told from { $month }/{ $date } on. Below are other weeks, and the budget of an officer’s week.
burden-button-w = { $value ->
    [1] Last week
   *[other] { $value } weeks
}
burden-button-m = { $value } min
burden-button-n = { $value } msgs
burden-line = Burden per officer, { $month }/{ $date } to { $toMonth }/{ $toDate }: median { $minutes } minutes and { $messages } messages, nine of ten no more than { $ninetyMinutes } and { $ninetyMessages } (budget { $mostMinutes } and { $mostMessages })
selfcheck-button = Self-check
selfcheck-title = Self-check ({ $year }-{ $month })
selfcheck-people-ranking = Ranking of people: the program has no such thing.
selfcheck-online-time = Online time as a measure: the program has no such thing; the time at questions is used for the burden only, never by person.
selfcheck-check-in = Forced check-in: the program has no such thing.
selfcheck-unit-ranking = Ranking of units: { $verdict ->
    [kept] off
   *[broken] on; it can be turned off under /summary
}
selfcheck-reminders = The most one officer got on one day: { $cards } cards, { $nudges } nudges (at most one of each)
selfcheck-leave = { $excused } officer-days excused and not counted as due; missed although on leave or at rest: { $missed } (should be 0)
selfcheck-burden = Nine of ten officers: no more than { $minutes } minutes and { $messages } messages a week (budget { $mostMinutes } and { $mostMessages })
selfcheck-burden-unknown = Burden of training: too few whole weeks or officers to tell.
selfcheck-off-duty = Messages off duty: { $messages }, to { $people } officers (should be 0)
selfcheck-names = Names were looked at { $looks } times by { $people } people, each time on record; { $refused } looks beyond somebody’s right were refused
selfcheck-legend = ✅ ❌ are counted from the month or read from the settings; – the program has no such thing; · only told.
