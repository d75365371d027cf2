/** Axon's storage engine over our log: the only classes that implement Axon's storage interface. */
package incharge.eventstore.axon;
