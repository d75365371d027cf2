/** The keys that seal the texts about persons, and the master key that wraps them where they are stored. */
package incharge.eventstore.keys;
