/** What reporting hears from the three topics, in records of its own that hold only the fields it uses. */
package incharge.reporting.facts;
