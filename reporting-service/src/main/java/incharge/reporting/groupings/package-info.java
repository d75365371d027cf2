/** Categories and tags as one list to pick from. */
package incharge.reporting.groupings;
