/** Notes on customers, projects and sales cases. */
package incharge.customer.note;
