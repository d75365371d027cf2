/** Everything that is known at one moment, joined in memory: immutable, ordered, with the positions it reflects. */
package incharge.reporting.snapshot;
