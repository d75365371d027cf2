/**
 * Runs InCharge on one machine: a real mongod, a real Kafka broker, and the launcher that starts and supervises all
 * parts.
 */
package incharge.local;
