/** The events of the log {@code incharge.customers}, the values in them and the tags that find them. */
package incharge.customer.event;
