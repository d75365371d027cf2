/** The keys of the persons about whom a service records texts, and the master key under which they are stored. */
package incharge.eventstore.keys;
