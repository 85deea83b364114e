// Words of the enrolment screen.
export const enrolment = {};
