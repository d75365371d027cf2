/** Everything on one machine: a real mongod, a real Kafka broker, and the launcher that starts and watches all parts. */
package incharge.local;
