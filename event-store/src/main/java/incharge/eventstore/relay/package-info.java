/** Tells everybody what the log holds: each event to its Kafka topic, in order, at least once, none ever skipped. */
package incharge.eventstore.relay;
