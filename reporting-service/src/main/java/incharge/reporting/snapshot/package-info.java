/** All entities at one moment, joined in memory: immutable, ordered, with the positions reflected. */
package incharge.reporting.snapshot;
