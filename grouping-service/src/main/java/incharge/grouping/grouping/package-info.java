/** The decisions about categories, tags and which customers are in them. */
package incharge.grouping.grouping;
