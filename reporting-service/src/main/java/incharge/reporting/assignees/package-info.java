/** The assignees: one row for each responsibility, with employee, customer, interval and role. */
package incharge.reporting.assignees;
