/** Reference data: what this service keeps of the customers and projects of customer-service. */
package incharge.responsibility.reference;
