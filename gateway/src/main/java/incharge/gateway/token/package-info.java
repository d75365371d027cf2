/** Which tokens are valid, and the gateway as a client of their issuer. */
package incharge.gateway.token;
