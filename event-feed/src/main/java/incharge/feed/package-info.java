/** Hears what other services tell on Kafka: each event once in effect, in order, in one transaction with its place. */
package incharge.feed;
