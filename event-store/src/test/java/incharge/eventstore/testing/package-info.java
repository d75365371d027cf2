/** What every module's tests share: rules of the house, golden samples, a topic to tell events on. */
package incharge.eventstore.testing;
