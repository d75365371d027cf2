/** Contract tests that the services share. */
package incharge.eventstore.testing;
