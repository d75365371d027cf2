/** The entry of the system: routes to the services, the proxy to them, and the limits of what a client may send. */
package incharge.gateway;
