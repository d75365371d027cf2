/** Merges of customers, and what takes them back. */
package incharge.customer.merge;
