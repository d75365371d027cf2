/** Employees, their teams, the roles, and who answers for whom from when to when. */
package incharge.responsibility;
