/** Comments on customers, each changed by its author alone. */
package incharge.customer.comment;
