/** The application of grouping-service: it owns categories, tags and which customers are in them. */
package incharge.grouping;
