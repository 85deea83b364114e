// Words of the authenticator screen.
export const authenticator = {};
