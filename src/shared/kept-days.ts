/** So many days a message that was sent, a preview or a question of the bot is kept. */
export const keptDays = 60
