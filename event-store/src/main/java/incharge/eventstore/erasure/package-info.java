/** Answers in a service's own log that a person is erased in it, whichever service owns the person. */
package incharge.eventstore.erasure;
