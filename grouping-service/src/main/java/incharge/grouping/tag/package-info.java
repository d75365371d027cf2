/** Tags over HTTP. */
package incharge.grouping.tag;
