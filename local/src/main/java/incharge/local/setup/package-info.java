/**
 * Prepares the MongoDB and the Kafka of {@code docker-compose.yml}: the replica set, the users and what each of them
 * may do.
 */
package incharge.local.setup;
