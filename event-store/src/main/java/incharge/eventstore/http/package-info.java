/** Brings commands in by HTTP: where a command comes from, what a refusal is, how far the log is. */
package incharge.eventstore.http;
