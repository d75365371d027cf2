/** Configures log, store and database of a Spring Boot service. */
package incharge.eventstore.boot;
