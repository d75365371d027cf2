/** Categories and tags: what they are, which customers are in them, and what other services asked for. */
package incharge.grouping;
