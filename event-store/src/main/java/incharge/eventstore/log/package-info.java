/** The gapless log on MongoDB: one document for each commit, positions without gaps, conditional appends. */
package incharge.eventstore.log;
