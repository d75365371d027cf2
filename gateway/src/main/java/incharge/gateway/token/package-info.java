/** Whose tokens count, and the sign-in of its own that the gateway offers where no company's identity provider is named. */
package incharge.gateway.token;
