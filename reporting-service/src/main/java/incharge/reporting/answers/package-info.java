/** What all views share: the snapshot that a query reads, filters, pages, JSON and downloads. */
package incharge.reporting.answers;
