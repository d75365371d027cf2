/** Publishes the log to its Kafka topic: every event at least once, in order, none skipped. */
package incharge.eventstore.relay;
