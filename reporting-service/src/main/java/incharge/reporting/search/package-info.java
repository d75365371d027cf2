/** The search over all kinds that a caller may view. */
package incharge.reporting.search;
