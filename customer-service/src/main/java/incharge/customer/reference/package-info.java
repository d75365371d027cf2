/** What this service keeps of other services' data, because its decisions depend on it. */
package incharge.customer.reference;
