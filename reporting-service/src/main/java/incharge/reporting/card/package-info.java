/**
 * What lies on customers' cards. Texts are not in snapshots: each query reads the things that are valid at its snapshot
 * from the versions, and opens them.
 */
package incharge.reporting.card;
