// Words of the first start.
export const welcome = {
  title: "Welcome to Gatepost",
  text: "Your mail, and the codes that protect it, in one place on your own computer.",
  addAccount: "Add account",
  practice: "Try a practice account",
  practiceText: "A mail provider that lives only on this computer. Nothing you do there reaches the world.",
  practiceProvider: "Which provider should it be like?",
  practiceLikeMailCom: "Like mail.com",
  practiceLikeMailfence: "Like Mailfence",
  practiceStarting: "Starting the practice provider",
  facts: [
    "Passwords and code secrets go to your system’s keychain and nowhere else.",
    "Mail is kept encrypted on this computer and can be read without a network.",
    "Pictures from the web are not loaded until you say so.",
  ],
};
