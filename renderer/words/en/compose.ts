// Words of writing and sending.
export const compose = {};
