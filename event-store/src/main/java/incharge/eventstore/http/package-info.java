/** Commands over HTTP: their origin, the answer to a decision or a refusal, and the position of the log. */
package incharge.eventstore.http;
