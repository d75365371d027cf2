/** Projects of customers: what is decided about them, over HTTP and from files. */
package incharge.customer.project;
