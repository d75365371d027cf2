/** The HTML pages of the gateway, in four languages. */
package incharge.gateway.page;
