/** The customer and everything on its card: what is decided about it, and its projects. */
package incharge.customer;
