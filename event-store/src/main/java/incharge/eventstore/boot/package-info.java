/** Puts log, store and database together for a Spring Boot service, from its vocabulary and two settings. */
package incharge.eventstore.boot;
