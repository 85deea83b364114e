// Words of the security screen.
export const security = {};
