/** Axon Framework on the log: its storage engine, and the dispatch of commands. No other package imports Axon. */
package incharge.eventstore.axon;
