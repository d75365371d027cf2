/** The events of the log {@code incharge.responsibilities}, the values in them and the tags that find them. */
package incharge.responsibility.event;
