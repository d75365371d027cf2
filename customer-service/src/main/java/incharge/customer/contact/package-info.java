/** Contacts of customers: the people who are called and written to. */
package incharge.customer.contact;
