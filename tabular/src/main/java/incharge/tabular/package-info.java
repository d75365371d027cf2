/** Rows in and out of files: CSV in its encodings and xlsx, both as streams, and the understanding of their headers. */
package incharge.tabular;
