/** The overview: a table of the customers, whole, or those of a category or a tag. */
package incharge.reporting.overview;
