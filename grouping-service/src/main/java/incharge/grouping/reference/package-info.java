/** Reference data: what this service keeps of the customers and employees of other services. */
package incharge.grouping.reference;
