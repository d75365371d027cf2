/** The gapless log on MongoDB: one document for each commit, positions without holes, appends that a condition guards. */
package incharge.eventstore.log;
