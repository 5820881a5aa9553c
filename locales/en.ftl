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
