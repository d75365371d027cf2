/** The events of the log {@code incharge.groupings}, the values in them and the tags that find them. */
package incharge.grouping.event;
