/** Sign-in of people with a browser, and who the caller of a request is. */
package incharge.gateway.signin;
