/** Contacts: the persons at customers, each of whom can be erased. */
package incharge.customer.contact;
