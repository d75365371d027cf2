/** The addresses of customers over HTTP; decisions about them are part of those about the customer. */
package incharge.customer.address;
