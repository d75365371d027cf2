/** The overview: a table of all customers, or of those in a category or with a tag. */
package incharge.reporting.overview;
