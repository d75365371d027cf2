/** Valid tokens for the web tests of services, without a gateway. */
package incharge.http.testing;
