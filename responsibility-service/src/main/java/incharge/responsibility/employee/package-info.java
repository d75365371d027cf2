/** Employees, over HTTP and from files. */
package incharge.responsibility.employee;
