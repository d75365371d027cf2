/** The live changes: each event is sent to those who may see it, when it happens. */
package incharge.reporting.changes;
