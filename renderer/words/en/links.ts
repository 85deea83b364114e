// Words of the question before a link is opened.
export const links = {
  title: "Open this link?",
  web: "It leaves Gatepost and opens in your web browser.",
  mail: "It opens in your system’s mail program.",
  host: "Website",
  recipient: "Recipient",
  full: "Whole address",
  foreign:
    "The name of this website contains letters of other alphabets, written here as they are on the network (xn--). Some look like Latin letters; make sure that it is the site you expect.",
  open: "Open link",
};
