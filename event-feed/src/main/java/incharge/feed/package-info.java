/** Consumes the topics of all services: each event once in effect, in order, in one transaction with its checkpoint. */
package incharge.feed;
