/** Repeats of requests that the gateway itself carries out. */
package incharge.gateway.repeats;
