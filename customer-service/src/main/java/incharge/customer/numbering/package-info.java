/** Numbers of customers and projects: who holds them, and the next free one. */
package incharge.customer.numbering;
