/** Sales cases: what may be sold to customers. */
package incharge.customer.salescase;
