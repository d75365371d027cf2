/** The assignees: one row for each responsibility, with the person, the customer, the interval and the role. */
package incharge.reporting.assignees;
