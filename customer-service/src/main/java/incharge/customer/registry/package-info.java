/** What a public registry has of a customer, and how a person takes it over. */
package incharge.customer.registry;
