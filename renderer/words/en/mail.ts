// Words of reading mail.
export const mail = {};
