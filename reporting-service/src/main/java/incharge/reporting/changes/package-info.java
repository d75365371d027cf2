/** The live changes: what happened, told to those who may see it while it happens. */
package incharge.reporting.changes;
