/** Links of customers and projects to pages of the web. The server never opens them. */
package incharge.customer.link;
