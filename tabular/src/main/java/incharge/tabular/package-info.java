/** Reads and writes tables in files, CSV and xlsx, as streams, and maps their headers to fields. */
package incharge.tabular;
