// Words of the relogin screen.
export const relogin = {};
