/**
 * The imports resource of every service: a file taken in, decided in chunks, gone on with after a crash, answered row
 * by row.
 */
package incharge.imports;
