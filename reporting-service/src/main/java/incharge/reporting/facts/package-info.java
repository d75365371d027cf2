/** The facts of the three topics as records, with only the fields that reporting uses. */
package incharge.reporting.facts;
