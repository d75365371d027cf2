/** Categories over HTTP. */
package incharge.grouping.category;
